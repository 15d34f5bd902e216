import { everyFieldOf, settingsType } from '../edges/apinizer-wire.js'
import { everything } from '../edges/credible-documents.js'
import { everyField } from '../graphql/documents.js'
import type { Watched } from './gateway.js'
import { named, note } from './inputs.js'
import { mark } from './marks.js'
import { newConnections, newCredentials, patchOf } from './new-connections.js'
import { bodies } from './plant.js'
import { everybody, type VendorId } from './through-shims.js'

export const userErrors = 'userErrors { code message path ... on StaleError { currentRevision changedFields } }'
const shared = '... on ConnectionProfileCommon { id vendor vendorKey name type revision endpoints { kind host port database url } }'

export interface MadeByGraphql {
  /** Each with the patch that brings the same secrets again. */
  readonly connections: any[]
  readonly credentials: any[]
  /** What was not accepted and should have been. */
  readonly refused: string[]
}

/** Makes marked connections and credentials by GraphQL. */
export async function makeByGraphql(gateway: Watched, workspaces: Readonly<Record<VendorId, string>>): Promise<MadeByGraphql> {
  const { connections, credentials, refused }: MadeByGraphql = { connections: [], credentials: [], refused: [] }
  const create = `mutation ($input: CreateConnectionInput!) { createConnection(input: $input) { connection { ${shared} } ${userErrors} } }`
  for (const connection of newConnections(workspaces)) {
    note(named('ConnectionInput'), connection)
    const { body, text } = await gateway.graph('EDITOR', create, { input: { connection } })
    const made = body.data?.createConnection?.connection
    if (made) connections.push({ ...made, patch: patchOf(connection) })
    else refused.push(text)
  }
  const add = `mutation ($input: CreateCredentialInput!) { createCredential(input: $input) { credential { ... on VersoriCredential { id revision } } ${userErrors} } }`
  for (const input of newCredentials(workspaces.versori)) {
    note(named('CreateCredentialInput'), input)
    const { body, text } = await gateway.graph('EDITOR', add, { input })
    const made = body.data?.createCredential?.credential
    if (made) credentials.push(made)
    else refused.push(text)
  }
  return { connections, credentials, refused }
}

/** Reads everything as everybody, filters and searches by secrets, and changes what was made. */
export async function useByGraphql(gateway: Watched, { connections, credentials, refused }: MadeByGraphql, secret: string): Promise<void> {
  const settings = (bodies.apinizer ?? []).map(
    ({ type }) => `... on ApinizerConnectionProfile { settings { ... on ${settingsType(type)} ${everyFieldOf(settingsType(type))} } }`,
  )
  const list = (fields: string): string =>
    `query ($filter: ConnectionFilter) { connections(first: 100, filter: $filter) { totalCount nodes { ${fields} } } }`
  for (const who of everybody) {
    for (const fields of [everyField, everything, ...settings]) await gateway.graph(who, list(fields))
    await gateway.graph(who, list(shared), { filter: { search: secret } })
    await gateway.graph(who, list(shared), { filter: { type: secret } })
    await gateway.graph(who, list(shared), { filter: { workspaceId: secret, vendor: secret } })
    await gateway.graph(who, `{ connectionByKey(vendor: CHARTBREW, workspace: "${secret}", key: "${secret}") { ${shared} } }`)
    await gateway.graph(who, '{ auditEvents(first: 100) { nodes { action fields subject } } }')
    await gateway.graph(
      who,
      '{ workspaces(first: 50) { nodes { workers { deployments(first: 100) { nodes { state failure connectionKey } } } } } }',
    )
    await gateway.graph(who, 'query ($id: ID!) { node(id: $id) { id } }', { id: secret })
  }
  const update = `mutation ($input: UpdateConnectionInput!) { updateConnection(input: $input) { connection { ${shared} } ${userErrors} } }`
  for (const { id, revision, patch } of connections) {
    const { body, text } = await gateway.graph('EDITOR', update, { input: { id, expectedRevision: revision, patch } })
    if (!body.data?.updateConnection?.connection) refused.push(text)
    await gateway.graph('EDITOR', update, { input: { id, expectedRevision: 99, patch } })
    const copy = `mutation ($input: DuplicateConnectionInput!) { duplicateConnection(input: $input) { connection { ${shared} } ${userErrors} } }`
    await gateway.graph('EDITOR', copy, { input: { id, name: `copy ${id}` } })
    const remove = `mutation ($input: DeleteConnectionInput!) { deleteConnection(input: $input) { ${userErrors} } }`
    for (const expectedRevision of [99, revision, Number(revision) + 1])
      await gateway.graph('EDITOR', remove, { input: { id, expectedRevision } })
  }
  for (const { id, revision } of credentials) {
    const patch = { data: { string: { value: { value: mark('a patch of a credential') } } } }
    const change = `mutation ($input: UpdateCredentialInput!) { updateCredential(input: $input) { ${userErrors} } }`
    for (const expectedRevision of [revision, 99]) await gateway.graph('EDITOR', change, { input: { id, expectedRevision, patch } })
  }
}
