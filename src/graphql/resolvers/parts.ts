import { may } from '../../access/roles.js'
import type { Change } from '../../connections/update.js'
import type { PageRequest } from '../../lib/page.js'
import { createPart } from '../../parts/create.js'
import { deletePart } from '../../parts/delete.js'
import { listParts } from '../../parts/list.js'
import { updatePart } from '../../parts/update.js'
import { usagesBy } from '../../parts/usages.js'
import type { Connection, Part } from '../../store/rows.js'
import type { PartKind } from '../../vendors/fields.js'
import type { GraphContext } from '../context.js'
import type { Selected } from '../limits/selected.js'
import { fieldOf, inputPath } from '../input-path.js'
import { readInput } from '../input.js'
import type { SharedKind } from '../part-types.js'
import { itemsOf, type Piece } from '../present.js'
import { withUserErrors, type InputWords } from '../user-errors.js'
import { workspaceFor } from './mutation.js'
import { settingsOf } from './pages.js'

type Resolver<Args> = (source: unknown, args: Args, context: GraphContext) => Promise<object | null>
type Mutation<Input> = Resolver<{ readonly input: Input }>

/** What a vendor's shared parts have in Query: `credentials`. */
export function partQueries(kinds: readonly SharedKind[]): Record<string, unknown> {
  return Object.fromEntries(kinds.map((shared) => [`${shared.kind}s`, list(shared)]))
}

/** What they have in Mutation: `createCredential`, `updateCredential`, `deleteCredential`. */
export function partMutations(kinds: readonly SharedKind[]): Record<string, unknown> {
  return Object.fromEntries(
    kinds.flatMap((shared): [string, unknown][] => [
      [`create${capital(shared.kind)}`, create(shared)],
      [`update${capital(shared.kind)}`, update(shared)],
      [`delete${capital(shared.kind)}`, remove(shared)],
    ]),
  )
}

const list =
  ({ vendor, kind }: SharedKind): Resolver<PageRequest & { readonly workspaceId: string }> =>
  async (_, { workspaceId, ...request }, { deps, actor, loaders, budget }) => {
    const workspace = await loaders.workspaces.load(workspaceId)
    const isThere = workspace?.vendor === vendor.id && may(actor, 'read', workspaceId)
    return isThere ? budget.read(() => listParts(deps, actor, workspace, kind, request), settingsOf) : null
  }

const create =
  (shared: SharedKind): Mutation<{ readonly workspaceId: string } & Readonly<Record<PartKind, object>>> =>
  (_, { input }, context) =>
    withUserErrors(wordsOf(shared, shared.kind, input[shared.kind]), async () => {
      const { vendor, kind, type } = shared
      const workspace = await workspaceFor(context, vendor, input.workspaceId, { subject: kind, subjectId: null })
      const whole = readInput(vendor.fields, type, input[kind], {})
      return { [kind]: await createPart(context.deps, context.actor, workspace, kind, whole) }
    })

const update =
  (shared: SharedKind): Mutation<{ readonly id: string; readonly expectedRevision: number; readonly patch: object }> =>
  (_, { input: { id, expectedRevision, patch } }, { deps, actor }) =>
    withUserErrors(wordsOf(shared, 'patch', patch), async () => {
      const { vendor, kind, type } = shared
      const change: Change = (stored) => readInput(vendor.fields, type, patch, stored.whole.open())
      return { [kind]: await updatePart(deps, actor, kind, id, change, expectedRevision) }
    })

const remove =
  (shared: SharedKind): Mutation<{ readonly id: string; readonly expectedRevision: number }> =>
  (_, { input: { id, expectedRevision } }, { deps, actor }) =>
    withUserErrors(wordsOf(shared, 'patch', {}), async () => {
      await deletePart(deps, actor, shared.kind, id, expectedRevision)
      return { [`deleted${capital(shared.kind)}Id`]: id }
    })

const own: ReadonlySet<unknown> = new Set(['id', 'workspaceId', 'expectedRevision'])

function wordsOf({ vendor: { fields }, type }: SharedKind, name: PartKind | 'patch', input: object): InputWords {
  return {
    toField: (member) => fieldOf(fields, type, member),
    toPath: (path) => (own.has(path[0]) ? path.map(String) : [name, ...inputPath(fields, type, path, input)]),
  }
}

function capital(kind: PartKind): string {
  return kind.charAt(0).toUpperCase() + kind.slice(1)
}

/** What every shared part presents alike, beyond its columns. */
export const partFields = {
  vendorKey: ({ key }: Part): string => key,
  usages: async (part: Part, _: unknown, context: GraphContext, selected: Selected): Promise<Piece[]> => {
    const { deps, loaders, budget } = context
    const ids = await budget.items(await loaders.partUses.load(part.id), selected)
    const found = await Promise.all(ids.map((id) => loaders.connections.load(id)))
    const connections = found.filter((connection) => connection !== undefined)
    return itemsOf(
      usagesBy(deps, part, connections),
      ({ connection, wire }): Piece => ({ owner: connection, value: wire, path: [] }),
      context,
      selected,
    )
  },
}

/** What every use of one presents alike. */
export const usageFields = { connection: ({ owner }: { readonly owner: Connection }): Connection => owner }
