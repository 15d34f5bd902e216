import type { AccessDeps } from '../access/allow.js'
import type { LiveRing, RingSource } from '../secrets/live-ring.js'
import type { Vault } from '../secrets/vault.js'
import type { Deployment } from '../store/rows.js'
import type { Vendor, VendorId } from '../vendors/vendor.js'

/** What the verbs work with. */
export interface Deps extends AccessDeps {
  readonly vendors: Readonly<Record<VendorId, Vendor>>
  readonly vault: Vault
  readonly courier: Courier
  /** Whether anybody may see secrets. */
  readonly canReveal: boolean
  readonly ring: LiveRing
  readonly ringSource: RingSource
}

/** Takes to the workers what writes have left for them. */
export interface Courier {
  /** Looks at once for what is due; nobody waits. */
  wake(): void
  /** The newest deployment of a connection for each worker, once what was due of it has been tried. It does not wait longer than a reply may. */
  settle(connectionId: string): Promise<readonly Deployment[]>
}
