import { joinPath, splitPath, valueAt, type FieldPath } from '../lib/field-path.js'
import { partId } from '../lib/id.js'
import { isObject, type Json } from '../lib/json.js'
import type { Connection, Part, Worker } from '../store/rows.js'
import { memberOf, type Entry, type Shape } from '../vendors/fields.js'
import type { UrlHint } from '../vendors/split.js'
import type { GraphContext } from './context.js'
import type { Selected } from './limits/selected.js'

/** A piece of an aggregate's wire form: whose it is, what stands there, and where that is. */
export interface Piece {
  readonly __typename?: string
  readonly owner: Connection | Part
  readonly value: unknown
  readonly path: readonly string[]
  /** Whether it stands in a list, which is counted with all that is in it. */
  readonly isCounted?: true
}

export type Presenter = (source: Connection | Part | Piece, args: unknown, context: GraphContext, selected: Selected) => unknown

/** How a field of an SDL type is read from what stands behind it. */
export function presenter(entry: Entry): Presenter {
  return (source, _, context, selected) =>
    present(entry, 'owner' in source ? source : { owner: source, value: source.settings, path: [] }, context, selected)
}

function present(entry: Entry, piece: Piece, context: GraphContext, selected: Selected): unknown {
  if (typeof entry === 'string') return valueAt(piece.value, entry) ?? null
  if (entry.kind === 'workspaceKey') return workspaceKey(piece, entry.as, context)
  if (entry.kind === 'computed') return entry.from(piece.value as Record<string, unknown>)
  const value = valueAt(piece.value, entry.path)
  const field = joinPath(...piece.path, ...splitPath(entry.path))
  switch (entry.kind) {
    case 'plain':
      return value ?? entry.absent
    case 'texts':
      return Array.isArray(value) ? value.map(String) : []
    case 'flag':
      return value !== undefined
    case 'secret':
      return secretFacts(piece.owner, field, context)
    case 'url': {
      const hint = piece.owner.hints[field] as UrlHint | undefined
      const withoutCredentials = hint?.withoutCredentials ?? null
      return entry.shown === 'text' ? withoutCredentials : { ...secretFacts(piece.owner, field, context), withoutCredentials }
    }
    case 'document': {
      const facts = (piece.owner.hints[field] ?? entry.noFacts) as Record<string, Json>
      const isEmpty = facts.isEmpty === true
      return { ...facts, ...(isEmpty ? { field, ...notSet } : secretFacts(piece.owner, field, context)) }
    }
    case 'one':
      return child(piece, entry.path, entry.shape, value)
    case 'list':
      return listPieces(entry, piece, Array.isArray(value) ? value : [], context, selected)
    case 'entries':
      return entryPieces(entry, piece, isObject(value) ? value : {}, context, selected)
    case 'part':
      return context.loaders.parts.load(partId(entry.part, String(valueAt(value, 'id'))))
  }
}

/** What each item of a stored list is shown as. */
export function itemsOf<Item, Shown>(list: readonly Item[], show: (item: Item) => Shown, { budget }: GraphContext, selected: Selected) {
  const counted = budget.items(list, selected)
  return counted instanceof Promise ? counted.then((items) => items.map(show)) : counted.map(show)
}

function listPieces(
  entry: Extract<Entry, { kind: 'list' }>,
  piece: Piece,
  list: readonly unknown[],
  context: GraphContext,
  selected: Selected,
): unknown {
  const holder: Piece = { ...piece, isCounted: true }
  const show = (item: unknown): Piece | null => child(holder, itemPath(entry, item), entry.shape, item)
  return piece.isCounted ? list.map(show) : itemsOf(list, show, context, selected)
}

function entryPieces(
  entry: Extract<Entry, { kind: 'entries' }>,
  { owner, path }: Piece,
  map: Readonly<Record<string, unknown>>,
  context: GraphContext,
  selected: Selected,
): unknown {
  const inside = [...path, ...splitPath(entry.path)]
  const show = (name: string): Piece => {
    const item = map[name]
    return { owner, path: [...inside, name], value: entry.type === null ? { name, value: item } : { ...(item as object), name } }
  }
  return itemsOf(Object.keys(map), show, context, selected)
}

function itemPath({ path, by }: Extract<Entry, { kind: 'list' }>, item: unknown): FieldPath {
  return by === 'position' ? path : joinPath(...splitPath(path), String(valueAt(item, by)))
}

function child({ owner, path, isCounted }: Piece, at: FieldPath, shape: Shape, value: unknown): Piece | null {
  if (value === undefined || value === null) return null
  const inside = [...path, ...splitPath(at)]
  const from = { owner, ...(isCounted && { isCounted }) }
  if (typeof shape === 'string') return { ...from, value, path: inside }
  const member = memberOf(shape, value)
  if (!member?.type) return null
  return { ...from, __typename: member.type, value: valueAt(value, member.path), path: [...inside, ...splitPath(member.path)] }
}

const notSet = { isSet: false, changedAt: null, version: null }

/** Facts about a secret that an aggregate owns. */
export function secretFacts(
  owner: Pick<Connection | Part | Worker, 'id' | 'secretVersions'>,
  field: FieldPath,
  { loaders }: GraphContext,
): object {
  const version = owner.secretVersions[field]
  if (version === undefined) return { field, ...notSet }
  return {
    field,
    isSet: true,
    version,
    changedAt: async () => (await loaders.secretTimes.load({ ownerId: owner.id, field, version })) ?? null,
  }
}

async function workspaceKey({ owner }: Piece, as: 'text' | 'integer', { loaders }: GraphContext): Promise<string | number | null> {
  const key = (await loaders.workspaces.load(owner.workspaceId))?.key ?? null
  return key !== null && as === 'integer' ? Number(key) : key
}
