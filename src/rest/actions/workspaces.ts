import { may } from '../../access/roles.js'
import { allConnections, refuseHeavy } from '../../connections/list.js'
import type { Connection, Workspace } from '../../store/rows.js'
import type { FoundWorkspace } from '../../vendors/found.js'
import { createWorkspace } from '../../workspaces/create.js'
import { deleteWorkspace } from '../../workspaces/delete.js'
import { workspaceByKey } from '../../workspaces/find.js'
import { allWorkspaces } from '../../workspaces/list.js'
import { updateWorkspace } from '../../workspaces/update.js'
import { foundOf, maskedWire } from '../found.js'
import type { ActionOf, OpenCall, Reply, RouteOf } from './action.js'

export const listWorkspaces: ActionOf<'listWorkspaces'> = async ({ answer }, call) => {
  const { deps, dialect, actor, params, query } = call
  if (dialect.nestsConnections) await refuseHeavy(deps, actor, { vendor: dialect.vendor })
  const workspaces = await allWorkspaces(deps, actor, dialect.vendor)
  return { status: answer.status, body: answer.encode(await found(workspaces, call), { params, query, now: deps.now() }) }
}

export const findWorkspace: ActionOf<'findWorkspace'> = async ({ answer }, call) => show(call.workspace, answer, call)

/** A vendor's POST of a name that exists changes what is there. What the caller may not enter is to him as what does not exist. */
export const putWorkspace: ActionOf<'putWorkspace'> = async ({ input, answer }, call) => {
  const { deps, dialect, actor, params, body } = call
  const given = input(body, params)
  const known = await workspaceByKey(deps, dialect.vendor, given.key)
  const { key, ...texts } = given
  const reached = known && may(actor, 'enter', known.id) ? known : undefined
  // What cannot be shown is not changed.
  if (dialect.nestsConnections && reached && may(actor, 'administer', reached.id))
    await refuseHeavy(deps, actor, { workspaceId: reached.id })
  const workspace = reached
    ? await updateWorkspace(deps, actor, reached.id, texts)
    : await createWorkspace(deps, actor, deps.vendors[dialect.vendor], { ...given, name: key })
  return show(workspace, answer, call)
}

export const updateOneWorkspace: ActionOf<'updateWorkspace'> = async ({ input, answer }, call) => {
  const { deps, actor, workspace, params, body } = call
  const [before] = await found([workspace], call)
  if (!before) throw new Error('A workspace was not found again.')
  return show(await updateWorkspace(deps, actor, workspace.id, input(body, params, before)), answer, call)
}

/** Shows what is gone. */
export const deleteOneWorkspace: ActionOf<'deleteWorkspace'> = async ({ answer }, call) => {
  const { deps, actor, workspace, params, query } = call
  const [before] = await found([workspace], call)
  await deleteWorkspace(deps, actor, workspace.id)
  return { status: answer.status, body: before && answer.encode(before, { params, query, now: deps.now() }) }
}

async function show(workspace: Workspace, answer: RouteOf<'findWorkspace'>['answer'], call: OpenCall): Promise<Reply> {
  const [one] = await found([workspace], call)
  return { status: answer.status, body: one && answer.encode(one, { params: call.params, query: call.query, now: call.deps.now() }) }
}

/** Workspaces, with their connections where the vendor shows them: oldest first, secrets masked. */
async function found(workspaces: readonly Workspace[], call: OpenCall): Promise<FoundWorkspace[]> {
  const { deps, dialect, actor } = call
  return Promise.all(
    workspaces.map(async (workspace) => {
      const connections = dialect.nestsConnections
        ? await allConnections(deps, actor, { workspaceId: workspace.id }, { field: 'createdAt', direction: 'asc' })
        : []
      const wires = connections.map((connection): [Connection, ReturnType<typeof maskedWire>] => [
        connection,
        maskedWire(connection, dialect.mask),
      ])
      return {
        key: workspace.key,
        settings: may(actor, 'read', workspace.id) ? workspace.settings : {},
        connections: await foundOf(call, workspace, wires),
        environments: await environments(workspace, call),
      }
    }),
  )
}

async function environments({ id }: Workspace, { actor, deps: { store } }: OpenCall): Promise<FoundWorkspace['environments']> {
  if (!may(actor, 'read', id)) return []
  const [workers = []] = await store.workers.inWorkspaces([id])
  const waiting = new Set(await store.deployments.waiting(workers.map((worker) => worker.id)))
  return [...new Set(workers.map(({ environment }) => environment))].sort().map((name) => ({
    name,
    isCurrent: !workers.some((worker) => worker.environment === name && waiting.has(worker.id)),
  }))
}
