import type { PartKind, TypeName } from '../vendors/fields.js'
import type { SharedPart, Vendor } from '../vendors/vendor.js'

/** A kind of shared part, and the vendor that describes it. */
export interface SharedKind {
  readonly vendor: Vendor
  readonly kind: PartKind
  /** The SDL type of it, and of one use of it. */
  readonly type: TypeName
  readonly usage: TypeName
}

/** Every kind of shared part that vendors describe. */
export function sharedKinds(vendors: readonly Vendor[]): SharedKind[] {
  return vendors.flatMap((vendor) => kindsOf(vendor).map(([kind, { type, usage }]) => ({ vendor, kind, type, usage })))
}

/** TypeScript widens the keys of any object to texts; those of this one are all kinds. */
function kindsOf({ parts }: Vendor): [PartKind, SharedPart][] {
  return Object.entries(parts ?? {}) as [PartKind, SharedPart][]
}
