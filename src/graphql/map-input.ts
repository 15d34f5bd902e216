import { splitPath, valueAt, type FieldPath } from '../lib/field-path.js'
import { isObject, isPrototypeKey } from '../lib/json.js'
import { isPlain } from '../lib/plain.js'
import { invalid, type Issue } from '../lib/problem.js'
import { repeated } from '../lib/repeated.js'
import { entryPath, type Entry } from '../vendors/fields.js'

type Wire = Record<string, unknown>
type WirePath = Issue['path']

/** An entry of a wire map, as GraphQL lists it. */
export interface MapItem {
  readonly name: string
  readonly value?: unknown
}

/** A list of entries as the wire map that it stands for; each is read with the stored one of its name. */
export function readEntries(
  list: readonly MapItem[],
  stored: unknown,
  at: WirePath,
  readItem: (item: MapItem, known: unknown, at: WirePath) => unknown,
): Wire {
  const names = list.map(({ name }) => name)
  const [again] = repeated(names)
  const twice = again === undefined ? undefined : names[again]
  if (twice !== undefined) throw invalid([...at, twice], 'is named twice')
  const reserved = names.find(isPrototypeKey)
  if (reserved !== undefined) throw invalid([...at, reserved, 'name'], 'is reserved')
  const odd = names.find((name) => !isPlain(name))
  if (odd !== undefined) throw invalid([...at, odd, 'name'], 'must not have control or bidirectional characters')
  return Object.fromEntries(
    list.map((item) => {
      const known = isObject(stored) && Object.hasOwn(stored, item.name) ? stored[item.name] : undefined
      return [item.name, readItem(item, known, [...at, item.name])]
    }),
  )
}

/**
 * An item without the fields that are idle: its name, and what is given or else stored, say whether it is a secret. They may
 * be null and nothing else, so that no secret ends up where it is shown.
 */
export function withoutIdle(
  table: Readonly<Record<string, Entry>>,
  name: string,
  item: Readonly<Wire>,
  known: unknown,
  at: WirePath,
): object {
  const pathOf = (field: string): string => entryPath(table[field] ?? '') ?? ''
  const valueOf = (path: FieldPath): unknown => {
    const given = Object.keys(item).filter((field) => pathOf(field) === path && item[field] !== null)
    const [value] = given.map((field) => (isObject(item[field]) ? item[field].value : item[field]))
    return value ?? valueAt(known, path)
  }
  const isIdle = (field: string, path: FieldPath): boolean =>
    Object.entries(table).some(([other, entry]) => {
      const isChoice = typeof entry !== 'string' && entry.kind === 'secret' && entry.when !== undefined && entry.path === path
      return isChoice && (field === other) !== entry.when(name, valueOf(path))
    })
  return Object.fromEntries(
    Object.entries(item).filter(([field, value]) => {
      const path = pathOf(field)
      if (!isIdle(field, path)) return true
      if (value !== null) throw invalid([...at, ...splitPath(path)], 'is not the field for this value, or for an entry of this name')
      return false
    }),
  )
}
