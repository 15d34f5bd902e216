import { splitPath } from '../lib/field-path.js'
import { isObject } from '../lib/json.js'
import type { Issue } from '../lib/problem.js'
import { entryPath, type Entry, type FieldTables, type Shape, type Variant } from '../vendors/fields.js'
import { inputKey } from './one-of.js'

type WirePath = Issue['path']

/** The way back: where in a GraphQL input a wire path came from. As far as it goes; the input itself when nowhere. */
export function inputPath(tables: FieldTables, shape: Shape, path: WirePath, input: unknown): string[] {
  if (typeof shape !== 'string') return variantPath(tables, shape, path, input)
  const given = isObject(input) ? input : {}
  const candidates = Object.entries(tables[shape] ?? {}).flatMap(([field, entry]) => {
    const rest = restAfter(entry, path)
    return rest && path.length > 0 ? [{ field, entry, rest, isGiven: given[field] !== undefined }] : []
  })
  const found = candidates.find(({ isGiven }) => isGiven) ?? candidates.find(({ entry }) => isTagged(entry)) ?? candidates[0]
  return found ? [found.field, ...insideEntry(tables, found.entry, found.rest, given[found.field])] : []
}

/** What is left of a path below an entry; undefined when the path does not lead there. */
function restAfter(entry: Entry, path: WirePath): WirePath | undefined {
  const own = entryPath(entry)
  if (own === undefined || (isTagged(entry) && !covers(entry.shape, path))) return undefined
  const segments = splitPath(own)
  return segments.every((segment, index) => index >= path.length || path[index] === segment) ? path.slice(segments.length) : undefined
}

/** A variant at the level of its type: its members stand beside other fields, and its tag is no field of the input. */
function isTagged(entry: Entry): entry is Extract<Entry, { kind: 'one' }> & { shape: Variant } {
  return typeof entry !== 'string' && entry.kind === 'one' && entry.path === '' && typeof entry.shape !== 'string'
}

function covers({ tag, members }: Variant, [head]: WirePath): boolean {
  return head === tag || Object.values(members).some(({ path }) => path === '' || splitPath(path)[0] === head)
}

function insideEntry(tables: FieldTables, entry: Entry, rest: WirePath, input: unknown): string[] {
  if (typeof entry === 'string' || !isObject(input)) return Array.isArray(input) ? insideList(tables, entry, rest, input) : []
  switch (entry.kind) {
    case 'secret':
    case 'url':
      return Object.keys(input)
    case 'document':
      return entry.input ? variantPath(tables, entry.input, rest, input) : Object.keys(input)
    case 'one':
      return inputPath(tables, entry.shape, rest, input)
    case 'part':
      return rest[0] === 'id' ? ['id'] : inputPath(tables, entry.type, rest, input)
    default:
      return []
  }
}

function insideList(tables: FieldTables, entry: Entry, [head, ...rest]: WirePath, input: readonly unknown[]): string[] {
  if (head === undefined) return []
  if (typeof entry !== 'string' && entry.kind === 'list')
    return [String(head), ...inputPath(tables, entry.shape, rest, input[Number(head)])]
  if (typeof entry !== 'string' && entry.kind === 'entries') {
    const index = input.findLastIndex((item) => isObject(item) && item.name === head)
    const inside = entry.type === null ? [rest[0] === 'name' ? 'name' : 'value'] : inputPath(tables, entry.type, rest, input[index])
    return index < 0 ? [] : [String(index), ...inside]
  }
  return [String(head)]
}

function variantPath(tables: FieldTables, variant: Variant, path: WirePath, input: unknown): string[] {
  const [key] = Object.keys(isObject(input) ? input : {})
  const [, member] = Object.entries(variant.members).find(([tag]) => inputKey(tag) === key) ?? []
  if (key === undefined || !member?.type) return key === undefined ? [] : [key]
  const rest = path.slice(splitPath(member.path).length)
  return path[0] === variant.tag ? [key] : [key, ...inputPath(tables, member.type, rest, (input as Record<string, unknown>)[key])]
}

/** The GraphQL field of a top-level wire member. */
export function fieldOf(tables: FieldTables, type: string, member: string): string {
  const entries = Object.entries(tables[type] ?? {})
  const [field] =
    entries.find(([, entry]) => splitPath(entryPath(entry) ?? '')[0] === member) ??
    entries.find(([, entry]) => isTagged(entry) && covers(entry.shape, [member])) ??
    []
  return field ?? member
}
