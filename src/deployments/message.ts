import type { Deps } from '../connections/deps.js'
import { wholeOf } from '../connections/write.js'
import { splitPath } from '../lib/field-path.js'
import type { JsonObject } from '../lib/json.js'
import { Secret } from '../lib/secret.js'
import type { Deployment } from '../store/rows.js'
import type { Vendor } from '../vendors/vendor.js'
import { signatureOf } from './signature.js'

export type MessageDeps = Pick<Deps, 'store' | 'vault' | 'vendors' | 'now'>

/** What goes to a worker. It is made for one attempt and kept nowhere. */
interface Message {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Secret<string>
}

/** A deployment as its worker gets it, signed now; undefined when there is nobody to get it, or nothing to get. */
export async function messageOf(deps: MessageDeps, deployment: Deployment): Promise<Message | undefined> {
  const { id, workerId, workspaceId, kind, connectionKey: key, revision } = deployment
  const opened = await deps.store.workers.open(workerId)
  const [workspace] = await deps.store.workspaces.byIds([workspaceId])
  if (!opened || !workspace) return undefined
  const { worker, sealed } = opened
  const told = { kind, vendor: workspace.vendor, workspace: workspace.key, environment: worker.environment, key, revision }
  const content = kind === 'put' ? await contentOf(deps, deps.vendors[workspace.vendor], deployment) : {}
  if (!content) return undefined

  const body = JSON.stringify({ ...told, ...content })
  const secret = deps.vault.open(worker, sealed).secret?.open()
  if (typeof secret !== 'string') throw new Error('A worker has lost its signing secret.')
  const headers = { 'content-type': 'application/json', 'user-agent': 'switchboard', ...signatureOf(secret, id, deps.now(), body) }
  return { url: worker.url, headers, body: new Secret(body) }
}

/** The connection as it was at that revision, and which of its members hold secrets. */
async function contentOf({ store, vault }: MessageDeps, vendor: Vendor, deployment: Deployment): Promise<JsonObject | undefined> {
  const { connectionId: id, workspaceId, revision } = deployment
  const kept = await store.connections.openRevision(id, revision)
  if (!kept) throw new Error('A revision that is to be delivered is gone.')
  const { settings, secretVersions } = kept.revision
  const whole = wholeOf({ settings, secrets: vault.open({ id, workspaceId }, kept.sealed), hints: {} })
  const connection = vendor.deliver?.({ whole: new Secret(whole) })
  return connection && { secrets: [...new Set(Object.keys(secretVersions).map((path) => splitPath(path)[0] ?? path))], connection }
}
