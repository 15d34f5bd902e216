import type { Json, JsonObject } from '../../lib/json.js'
import type { Found } from '../found.js'

/** A reply of POST and of a duplicate: keys in the order of the real server, all of them always (contract section 3). */
export function encodeMade(found: Found): JsonObject {
  const { wire, isSet } = found
  const value = (name: string): Json => wire[name] ?? null
  return {
    project_ids: value('project_ids'),
    host: value('host'),
    dbName: value('dbName'),
    port: value('port'),
    username: value('username'),
    password: value('password'),
    options: value('options'),
    connectionString: value('connectionString'),
    authentication: value('authentication'),
    firebaseServiceAccount: value('firebaseServiceAccount'),
    schema: value('schema'),
    sshHost: value('sshHost'),
    sshUsername: value('sshUsername'),
    sshJumpHost: value('sshJumpHost'),
    active: value('active'),
    allowPrivateHost: null,
    srv: value('srv'),
    ssl: value('ssl'),
    sslMode: value('sslMode'),
    useSsh: value('useSsh'),
    id: Number(found.key),
    team_id: Number(found.workspaceKey),
    name: value('name'),
    type: value('type'),
    subType: value('subType'),
    updatedAt: new Date(found.updatedAt).toISOString(),
    createdAt: new Date(found.createdAt).toISOString(),
    oauth_id: value('oauth_id'),
    sslCa: value('sslCa'),
    sslCert: value('sslCert'),
    sslKey: value('sslKey'),
    sshPort: value('sshPort'),
    sshJumpPort: value('sshJumpPort'),
    hasSshPassword: isSet.has('sshPassword'),
    hasSshPrivateKey: isSet.has('files/sshPrivateKey'),
    hasSshPassphrase: isSet.has('sshPassphrase'),
  }
}

/** GET, PUT and uploads carry the OAuth row too, which only Google's flow fills (contract section 1). */
export function encodeOne(found: Found): JsonObject {
  const reply = { ...encodeMade(found), OAuth: null }
  return found.isOutline ? outline(reply) : reply
}

/** Lists leave out password and schema, and hold no secret at all. */
export function encodeListed(found: Found): JsonObject {
  const { password, schema, ...listed } = encodeOne(found)
  return listed
}

const outlined: ReadonlySet<string> = new Set(['id', 'name', 'type', 'subType', 'createdAt', 'updatedAt'])

/** What a caller sees who belongs to a project of the connection: every key, and few values (contract, role matrix). */
function outline(reply: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(reply).map(([name, value]) => [name, outlined.has(name) ? value : null]))
}
