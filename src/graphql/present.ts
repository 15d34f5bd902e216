import { joinPath, splitPath, valueAt, type FieldPath } from '../lib/field-path.js'
import { partId } from '../lib/id.js'
import { isObject, type Json } from '../lib/json.js'
import type { Connection, Part, Worker } from '../store/rows.js'
import { memberOf, type Entry, type Shape } from '../vendors/fields.js'
import type { UrlHint } from '../vendors/split.js'
import type { GraphContext } from './context.js'
import { weightOf } from './limits/budget.js'

/** A piece of an aggregate's wire form: whose it is, what stands there, and where that is. */
export interface Piece {
  readonly __typename?: string
  readonly owner: Connection | Part
  readonly value: unknown
  readonly path: readonly string[]
}

export type Presenter = (source: Connection | Part | Piece, args: unknown, context: GraphContext) => unknown

/** How a field of an SDL type is read from what stands behind it. */
export function presenter(entry: Entry): Presenter {
  return (source, _, context) => present(entry, 'owner' in source ? source : { owner: source, value: source.settings, path: [] }, context)
}

function present(entry: Entry, piece: Piece, context: GraphContext): unknown {
  if (typeof entry === 'string') return counted(valueAt(piece.value, entry) ?? null, context)
  if (entry.kind === 'workspaceKey') return workspaceKey(piece, entry.as, context)
  if (entry.kind === 'computed') return entry.from(piece.value as Record<string, unknown>)
  const value = valueAt(piece.value, entry.path)
  const field = joinPath(...piece.path, ...splitPath(entry.path))
  switch (entry.kind) {
    case 'plain':
      return counted(value ?? entry.absent, context)
    case 'texts':
      return (counted(Array.isArray(value) ? value : [], context) as unknown[]).map(String)
    case 'flag':
      return value !== undefined
    case 'secret':
      return secretFacts(piece.owner, field, context)
    case 'url': {
      const hint = piece.owner.hints[field] as UrlHint | undefined
      const withoutCredentials = counted(hint?.withoutCredentials ?? null, context)
      return entry.shown === 'text' ? withoutCredentials : { ...secretFacts(piece.owner, field, context), withoutCredentials }
    }
    case 'document': {
      const facts = counted(piece.owner.hints[field] ?? entry.noFacts, context) as Record<string, Json>
      const isEmpty = facts.isEmpty === true
      return { ...facts, ...(isEmpty ? { field, ...notSet } : secretFacts(piece.owner, field, context)) }
    }
    case 'one':
      return child(piece, entry.path, entry.shape, value)
    case 'list':
      return itemsOf<unknown>(Array.isArray(value) ? value : [], context).map((item) =>
        child(piece, itemPath(entry, item), entry.shape, item),
      )
    case 'entries':
      return itemsOf(Object.entries(isObject(value) ? value : {}), context).map(([name, item]): Piece => {
        const inside = [...piece.path, ...splitPath(entry.path), name]
        return { owner: piece.owner, path: inside, value: entry.type === null ? { name, value: item } : { ...(item as object), name } }
      })
    case 'part':
      return context.loaders.parts.load(partId(entry.part, String(valueAt(value, 'id'))))
  }
}

/** The items of a stored list, each of which counts; none when they are too many for this operation. */
export function itemsOf<Item>(list: readonly Item[], { budget }: GraphContext): readonly Item[] {
  return budget.takes(list.length) ? list : []
}

/** What is stored, counted when it is long; what is too long for this operation is left out. */
export function counted(value: unknown, { budget }: GraphContext): unknown {
  if (typeof value === 'string') return value.length < 1000 || budget.takes(weightOf(value)) ? value : ''
  if (typeof value !== 'object' || value === null) return value
  const [items, none] = Array.isArray(value) ? [value.length, []] : [0, {}]
  return budget.takes(Math.max(items, weightOf(value))) ? value : none
}

function itemPath({ path, by }: Extract<Entry, { kind: 'list' }>, item: unknown): FieldPath {
  return by === 'position' ? path : joinPath(...splitPath(path), String(valueAt(item, by)))
}

function child({ owner, path }: Piece, at: FieldPath, shape: Shape, value: unknown): Piece | null {
  if (value === undefined || value === null) return null
  const inside = [...path, ...splitPath(at)]
  if (typeof shape === 'string') return { owner, value, path: inside }
  const member = memberOf(shape, value)
  if (!member?.type) return null
  return { __typename: member.type, owner, value: valueAt(value, member.path), path: [...inside, ...splitPath(member.path)] }
}

const notSet = { isSet: false, changedAt: null, version: null }

/** Facts about a secret that an aggregate owns. */
export function secretFacts(
  owner: Pick<Connection | Part | Worker, 'id' | 'secretVersions'>,
  field: FieldPath,
  context: GraphContext,
): object {
  const version = owner.secretVersions[field]
  const shown = counted(field, context)
  if (version === undefined) return { field: shown, ...notSet }
  return {
    field: shown,
    isSet: true,
    version,
    changedAt: async () => (await context.loaders.secretTimes.load({ ownerId: owner.id, field, version })) ?? null,
  }
}

async function workspaceKey({ owner }: Piece, as: 'text' | 'integer', { loaders }: GraphContext): Promise<string | number | null> {
  const key = (await loaders.workspaces.load(owner.workspaceId))?.key ?? null
  return key !== null && as === 'integer' ? Number(key) : key
}
