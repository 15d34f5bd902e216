import { tooMany } from '../lib/bounds.js'
import { splitPath, valueAt, withValue } from '../lib/field-path.js'
import { partKey } from '../lib/id.js'
import { isObject, readJson } from '../lib/json.js'
import { invalid, Problem, type Issue } from '../lib/problem.js'
import { entryPath, memberOf, type Entry, type FieldTables, type Shape, type Variant } from '../vendors/fields.js'
import { readEntries, withoutIdle, type MapItem } from './map-input.js'
import { inputKey, soleEntry } from './one-of.js'
import { readTexts } from './texts-input.js'

type Wire = Record<string, unknown>
type WirePath = Issue['path']

/**
 * A GraphQL input set into a wire form, by the vendor's tables: an absent field
 * keeps what is there, lists are replaced whole, and a list item that names a
 * stored one is set into that. Refusals carry wire paths.
 */
export function readInput(tables: FieldTables, shape: Shape, input: unknown, onto: unknown, at: WirePath = []): unknown {
  if (typeof shape !== 'string') return readVariant(tables, shape, input, onto, at)
  let wire: Wire = isObject(onto) ? onto : {}
  for (const [field, value] of Object.entries(isObject(input) ? input : {})) {
    const entry = tables[shape]?.[field]
    if (entry !== undefined && value !== undefined) wire = readField(tables, entry, value, wire, at)
  }
  return wire
}

function readField(tables: FieldTables, entry: Entry, value: unknown, wire: Wire, base: WirePath): Wire {
  const path = entryPath(entry)
  if (path === undefined) return wire
  const at = [...base, ...splitPath(path)]
  const stored = valueAt(wire, path)
  if (path === '') return { ...wire, ...(readEntry(tables, entry, value, stored, at) as Wire) }
  return withValue(wire, path, readEntry(tables, entry, value, stored, at))
}

function readEntry(tables: FieldTables, entry: Entry, value: unknown, stored: unknown, at: WirePath): unknown {
  if (typeof entry === 'string') return value
  switch (entry.kind) {
    case 'texts':
      return Array.isArray(value) ? readTexts(value as string[], stored) : value
    case 'flag':
      return value === true ? {} : undefined
    case 'secret':
      return readSecret(value, at)
    case 'url':
      if (entry.shown === 'facts') return readSecret(value, at)
      return typeof stored === 'string' && value === entry.form(stored) ? stored : value
    case 'document':
      if (!entry.input) return readJsonText(readSecret(value, at), at)
      if (value === null) throw invalid(at, nullRefusal)
      return readVariant(tables, entry.input, value, stored, at)
    case 'one':
      if (value === null && entry.path === '' && typeof entry.shape !== 'string') throw invalid([...at, entry.shape.tag], nullRefusal)
      return value === null ? null : readInput(tables, entry.shape, value, stored, at)
    case 'list':
      return Array.isArray(value) ? readList(tables, entry, value, stored, at) : value
    case 'entries':
      return Array.isArray(value) ? readMap(tables, entry, value as MapItem[], stored, at) : value
    case 'part':
      if (isObject(value) && typeof value.id === 'string') return { id: partKey(entry.part, value.id) ?? '' }
      return value === null ? null : readInput(tables, entry.type, value, {}, at)
    default:
      return value
  }
}

type MapEntry = Extract<Entry, { kind: 'entries' }>

function readMap(tables: FieldTables, { type }: MapEntry, list: readonly MapItem[], stored: unknown, at: WirePath): Wire {
  if (type === null) return readEntries(list, stored, at, ({ value }) => value)
  return readEntries(list, stored, at, ({ name, ...item }, known, inside) =>
    readInput(tables, type, withoutIdle(tables[type] ?? {}, name, item, known, inside), known, inside),
  )
}

type ListEntry = Extract<Entry, { kind: 'list' }>

function readList(tables: FieldTables, entry: ListEntry, list: readonly unknown[], stored: unknown, at: WirePath): unknown[] {
  const known = knownItems(tables, entry, stored)
  return list.map((item, index) => readInput(tables, entry.shape, item, known(item), [...at, index]))
}

/** The stored list item that an input item names, by the field that stands for `id` or `name`. */
function knownItems(tables: FieldTables, { by, shape }: ListEntry, stored: unknown): (item: unknown) => unknown {
  const table = typeof shape === 'string' ? tables[shape] : undefined
  const [field] = Object.entries(table ?? {}).find(([, entry]) => entry === by) ?? []
  if (by === 'position' || field === undefined || !Array.isArray(stored)) return () => undefined
  const items = new Map(stored.toReversed().map((known: unknown) => [valueAt(known, by), known]))
  return (item) => (isObject(item) ? items.get(item[field]) : undefined)
}

function readVariant(tables: FieldTables, variant: Variant, input: unknown, stored: unknown, at: WirePath): Wire {
  const [key, body] = soleEntry(input as object)
  const [tag, member] = Object.entries(variant.members).find(([name]) => inputKey(name) === key) ?? []
  if (tag === undefined || member === undefined || body === false || body === null)
    throw invalid([...at, variant.tag], 'must be chosen by true')
  const isSame = valueAt(stored, variant.tag) === tag
  const onto = isSame ? valueAt(stored, member.path) : {}
  const inner = member.type === null ? {} : (readInput(tables, member.type, body, onto, [...at, ...splitPath(member.path)]) as Wire)
  const gone = Object.fromEntries(Object.keys(isObject(onto) ? onto : {}).map((name) => [name, undefined]))
  if (member.path === '') return { ...gone, ...inner, [variant.tag]: tag }
  const [left] = isSame ? [] : splitPath(memberOf(variant, stored)?.path ?? '')
  return { ...(left !== undefined && { [left]: undefined }), [variant.tag]: tag, ...withValue({}, member.path, inner) }
}

const nullRefusal = 'is kept when left out; null neither keeps nor removes it'
const emptyRefusal = 'must not be empty; clear: true removes it'

/** A new value, or undefined to clear. Null is refused: a form without a value must not lose a password. */
function readSecret(input: unknown, at: WirePath): unknown {
  if (!isObject(input)) throw invalid(at, nullRefusal)
  if (input.clear === false) throw invalid(at, 'must be true; leave the field out to keep what is stored')
  if (input.value === '') throw invalid(at, emptyRefusal)
  return input.clear === true ? undefined : input.value
}

function readJsonText(text: unknown, at: WirePath): unknown {
  if (typeof text !== 'string') return undefined
  const document = parsed(text, at)
  if (document === null || document === '') throw invalid(at, emptyRefusal)
  return document
}

function parsed(text: string, at: WirePath): unknown {
  try {
    return readJson(text)
  } catch (error) {
    const isTooMuch = error instanceof Problem && error.code === 'invalid'
    throw invalid(at, isTooMuch ? tooMany.message : 'must be JSON text')
  }
}
