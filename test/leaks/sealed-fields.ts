import { splitPath, valueAt } from '../../src/lib/field-path.js'
import { isObject } from '../../src/lib/json.js'
import { entryPath, memberOf, type Entry, type FieldTables, type Shape } from '../../src/vendors/fields.js'

type Sealed = Extract<Entry, { kind: 'secret' | 'url' | 'document' }>

/** A place of a wire body where a secret stands or may stand. */
export interface SealedPlace {
  /** `ApinizerEmail.password` */
  readonly field: string
  readonly path: readonly string[]
  readonly kind: Sealed['kind']
}

const isSealed = (entry: Entry): entry is Sealed => typeof entry !== 'string' && ['secret', 'url', 'document'].includes(entry.kind)

/** Every sealed field of a vendor's tables. */
export const sealedFields = (tables: FieldTables): string[] =>
  Object.entries(tables).flatMap(([type, table]) =>
    Object.entries(table).flatMap(([name, entry]) => (isSealed(entry) ? [`${type}.${name}`] : [])),
  )

/** Every sealed place of a body, those too where it has nothing. */
export function sealedPlaces(tables: FieldTables, shape: Shape, body: unknown, base: readonly string[] = [], key = ''): SealedPlace[] {
  const member = typeof shape === 'string' ? { type: shape, path: '' } : memberOf(shape, body)
  const type = member?.type
  if (!type) return []
  const object = valueAt(body, member.path)
  return Object.entries(tables[type] ?? {}).flatMap(([name, entry]) => {
    const path = entryPath(entry)
    if (typeof entry === 'string' || path === undefined) return []
    const inside = [...base, ...splitPath(member.path), ...splitPath(path)]
    const value = valueAt(object, path)
    const at = (inner: Shape, item: unknown, ...more: string[]) => sealedPlaces(tables, inner, item, [...inside, ...more], more[0])
    switch (entry.kind) {
      case 'secret':
        return entry.when?.(key, value) === false ? [] : [{ field: `${type}.${name}`, path: inside, kind: entry.kind }]
      case 'url':
        return [{ field: `${type}.${name}`, path: inside, kind: entry.kind }]
      case 'document': {
        const own: SealedPlace = { field: `${type}.${name}`, path: inside, kind: entry.kind }
        return entry.input ? at(entry.input, value).map((place) => ({ ...place, field: `${own.field} ${place.field}` })) : [own]
      }
      case 'one':
        return isObject(value) ? at(entry.shape, value) : []
      case 'list':
        return Array.isArray(value) ? value.flatMap((item, index) => at(entry.shape, item, String(index))) : []
      case 'entries': {
        const { type: item } = entry
        return item !== null && isObject(value) ? Object.entries(value).flatMap(([name, one]) => at(item, one, name)) : []
      }
      case 'part':
        return isObject(value) ? at(entry.type, value) : []
      default:
        return []
    }
  })
}
