import type { Vendor } from '../../vendors/vendor.js'
import { enumName } from '../one-of.js'
import { presenter } from '../present.js'

type ResolverMap = Record<string, Record<string, unknown>>

/** Resolvers of everything that vendors describe: their types by the field tables, their enums by the wire's values. */
export function vendorResolvers(vendors: readonly Vendor[]): ResolverMap {
  return Object.assign({}, ...vendors.flatMap((vendor) => [typeResolvers(vendor), enumResolvers(vendor)])) as ResolverMap
}

function typeResolvers({ fields, profile }: Vendor): ResolverMap {
  return Object.fromEntries(
    Object.entries(fields).map(([type, table]) => {
      const shown = Object.entries(table).filter(([field]) => type !== profile || !columns.has(field))
      return [type, Object.fromEntries(shown.map(([field, entry]) => [field, presenter(entry)]))]
    }),
  )
}

/** Columns of a connection: the shared code presents them, the table says where the way in puts them. */
const columns: ReadonlySet<string> = new Set(['name', 'type', 'enabled'])

function enumResolvers({ enums }: Vendor): ResolverMap {
  return Object.fromEntries(
    Object.entries(enums).map(([name, values]) => [name, Object.fromEntries(values.map((value) => [enumName(value), value]))]),
  )
}
