import type { AccessDeps } from '../access/allow.js'
import type { LiveRing, RingSource } from '../secrets/live-ring.js'

/** What the verbs about master keys work with. */
export interface KeyDeps extends AccessDeps {
  readonly ring: LiveRing
  readonly ringSource: RingSource
}
