import type { Vendor } from '../vendors/vendor.js'

/** The SDL type of each kind of shared part, as the tables name it. */
export function partTypes(vendors: readonly Vendor[]): Readonly<Record<string, string>> {
  const entries = vendors.flatMap(({ fields }) => Object.values(fields).flatMap((table) => Object.values(table)))
  return Object.fromEntries(
    entries.flatMap((entry) => (typeof entry !== 'string' && entry.kind === 'part' ? [[entry.part, entry.type]] : [])),
  )
}
