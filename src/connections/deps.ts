import type { AccessDeps } from '../access/allow.js'
import type { Vault } from '../secrets/vault.js'
import type { Vendor, VendorId } from '../vendors/vendor.js'

/** What the verbs work with. */
export interface Deps extends AccessDeps {
  readonly vendors: Readonly<Record<VendorId, Vendor>>
  readonly vault: Vault
}
