import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Workspace } from '../../src/store/rows.js'
import { whole } from '../contract/credible/members.js'
import { examples, withoutSecrets } from '../contract/credible/world.js'
import { boot, type TestApp } from '../support/boot.js'
import { createDocument, inputOf, readDocument, settingsOf, updateDocument } from './credible-documents.js'

let app: TestApp
let count = 0
beforeAll(async () => {
  app = await boot()
})
afterAll(() => app.close())

const project = (): Promise<Workspace> => app.workspace('credible', `orchard-${(count += 1)}`)
const pathOf = ({ key }: Workspace, name: string): string => `/api/v0/projects/${key}/connections/${name}`
const create = async (workspace: Workspace, name: string, settings: object): Promise<any> =>
  (await app.graph(createDocument, { input: { connection: { credible: { workspaceId: workspace.id, name, settings } } } })).createConnection
const update = async ({ id, revision }: any, settings: object): Promise<any> =>
  (await app.graph(updateDocument, { input: { id, expectedRevision: revision, patch: { credible: { settings } } } })).updateConnection
const read = async ({ key }: Workspace, name: string): Promise<any> =>
  (await app.graph(readDocument, { project: key, name })).connectionByKey

/** Writes at REST, and answers what GraphQL reads. */
async function written(body: any, workspace?: Workspace): Promise<{ workspace: Workspace; wire: any; connection: any }> {
  const owner = workspace ?? (await project())
  const path = pathOf(owner, body.name)
  const answer = await app.rest('POST', path, body)
  expect(answer.status, answer.text).toBe(201)
  return { workspace: owner, wire: (await app.rest('GET', path)).body, connection: await read(owner, body.name) }
}

const attachable = ['bigquery', 'snowflake', 'postgres', 'gcs', 's3']
const hub = { name: 'hub', type: 'duckdb', duckdbConnection: { attachedDatabases: attachable.map(attachedWhole) } }
function attachedWhole(type: string): object {
  return { name: `the_${type}`, type, [`${type}Connection`]: whole(`${type}Connection`) }
}

/** The contract's examples, and every type with every member. */
const bodies: Record<string, any> = {
  ...examples,
  ...Object.fromEntries(
    ['postgres', 'mysql', 'bigquery', 'snowflake', 'trino', 'motherduck'].map((type) => [
      `whole ${type}`,
      { name: `whole_${type}`, type, [`${type}Connection`]: whole(`${type}Connection`) },
    ]),
  ),
  'whole duckdb': hub,
}
const named = Object.entries(bodies)

describe('the edges agree on', () => {
  it.each(named)('%s: both show the attributes that the server computes', async (_, body) => {
    const { workspace, wire } = await written(body)
    const selection = '{ dialectName isPool canPersist canStream }'
    const { connectionByKey } = await app.graph(
      `query ($project: String!, $name: String!) { connectionByKey(vendor: CREDIBLE, workspace: $project, key: $name) {
         ... on CredibleConnectionProfile { attributes ${selection}
           settings { ... on CredibleDuckdb { attachedDatabases { attributes ${selection} } } } } } }`,
      { project: workspace.key, name: body.name },
    )
    expect(connectionByKey.attributes).toEqual(wire.attributes)
    const attached = (wire.duckdbConnection?.attachedDatabases ?? []).map(({ attributes }: any) => ({ attributes }))
    expect(connectionByKey.settings.attachedDatabases ?? []).toEqual(attached)
  })

  it.each(named)('%s: GraphQL reads with typed fragments what REST wrote', async (_, body) => {
    const { workspace, connection } = await written(body)
    expect(connection).toMatchObject({
      vendor: 'CREDIBLE',
      vendorKey: body.name,
      name: body.name,
      type: body.type,
      enabled: true,
      revision: 1,
      projectName: workspace.key,
      workspace: { id: workspace.id, key: workspace.key },
    })
    expect(connection.settings).toEqual(settingsOf(body))
  })

  it.each(named)('%s: REST reads what GraphQL wrote, as if REST had written it', async (_, body) => {
    const workspace = await project()
    const { connection, userErrors } = await create(workspace, body.name, inputOf(body))
    expect(userErrors).toEqual([])
    const { wire, connection: twin } = await written(body)
    expect((await app.rest('GET', pathOf(workspace, body.name))).body).toEqual({ ...wire, resource: pathOf(workspace, body.name) })
    const { id, projectName, workspace: there, ...same } = connection
    expect(twin).toMatchObject(same)
  })

  it.each(named)('%s: GraphQL sending it all again changes nothing', async (_, body) => {
    const { connection, wire, workspace } = await written(body)
    const again = await update(connection, inputOf(body))
    expect(again).toEqual({ connection, userErrors: [] })
    expect((await app.rest('GET', pathOf(workspace, body.name))).body).toEqual(wire)
  })

  it.each<[string, string, object]>([
    ['sales_pg', 'postgresConnection', { host: 'pg7.orchard.example', port: null }],
    ['shop_my', 'mysqlConnection', { user: 'w' }],
    ['events_bq', 'bigqueryConnection', { maximumBytesBilled: '7' }],
    ['dw_sf', 'snowflakeConnection', { role: 'GW_WRITE', responseTimeoutMilliseconds: 1 }],
    ['lake_tr', 'trinoConnection', { catalog: 'iceberg' }],
    ['peaka_tr', 'trinoConnection', { port: 1 }],
    ['scratch_md', 'motherduckConnection', { database: 'other' }],
  ])('%s: REST reads back a member that GraphQL changes, and secrets stay as they are', async (name, section, change) => {
    const { connection, wire, workspace } = await written(examples[name])
    const { connection: changed, userErrors } = await update(connection, { [connection.type]: change })
    expect(userErrors).toEqual([])
    expect(changed).toMatchObject({ revision: 2, settings: { ...connection.settings, ...change } })
    const kept = Object.fromEntries(Object.entries({ ...wire[section], ...change }).filter(([, value]) => value !== null))
    expect((await app.rest('GET', pathOf(workspace, name))).body).toEqual({ ...wire, [section]: kept })
  })

  it('a change of a section at REST: GraphQL sees the new version of the new secret', async () => {
    const { connection, workspace } = await written(examples.sales_pg)
    await app.rest('PATCH', pathOf(workspace, 'sales_pg'), { postgresConnection: { host: 'pg9', password: 'new' } })
    const postgres = { type: 'postgres', postgresConnection: { host: 'pg9', password: 'new' } }
    expect(await read(workspace, 'sales_pg')).toMatchObject({ id: connection.id, revision: 2, settings: settingsOf(postgres, 2) })
  })

  it('what is gone after a DELETE at REST', async () => {
    const { workspace } = await written(examples.sales_pg)
    await app.rest('DELETE', pathOf(workspace, 'sales_pg'))
    expect(await read(workspace, 'sales_pg')).toBeNull()
  })
})

describe('attached databases in GraphQL', () => {
  it('are matched by name: what an item leaves out is kept', async () => {
    const { connection, workspace, wire } = await written(examples.hub_dd)
    const list = [{ name: 'lake_s3', settings: { s3: { region: 'eu-north-1' } } }, { name: 'crm' }]
    const { connection: changed, userErrors } = await update(connection, { duckdb: { attachedDatabases: list } })
    expect(userErrors).toEqual([])
    const [crm, s3] = examples.hub_dd.duckdbConnection.attachedDatabases
    const kept = [{ ...s3, s3Connection: { ...s3.s3Connection, region: 'eu-north-1' } }, crm]
    expect(changed.settings).toEqual(settingsOf({ type: 'duckdb', duckdbConnection: { attachedDatabases: kept } }))
    const { body } = await app.rest('GET', pathOf(workspace, 'hub_dd'))
    expect(body.duckdbConnection.attachedDatabases).toMatchObject(withoutSecrets(kept))
    expect(body.withheldFields).toEqual(wire.withheldFields.filter((path: string) => /\.(crm|lake_s3)\./.test(path)))
  })

  it('keep nothing of another type', async () => {
    const { connection, workspace } = await written(examples.hub_dd)
    const gcs = { keyId: 'G', secret: { value: 'new' } }
    const { userErrors } = await update(connection, { duckdb: { attachedDatabases: [{ name: 'lake_s3', settings: { gcs } }] } })
    expect(userErrors).toEqual([])
    const { body } = await app.rest('GET', pathOf(workspace, 'hub_dd'))
    expect(body.duckdbConnection.attachedDatabases).toEqual([
      { name: 'lake_s3', type: 'gcs', attributes: expect.any(Object), gcsConnection: { keyId: 'G' } },
    ])
    expect(body.withheldFields).toEqual(['duckdbConnection.attachedDatabases.lake_s3.gcsConnection.secret'])
  })

  it('are all removed by null', async () => {
    const { connection, workspace } = await written(examples.hub_dd)
    const { connection: changed } = await update(connection, { duckdb: { attachedDatabases: null } })
    expect(changed).toMatchObject({ endpoints: [], settings: { attachedDatabases: [] } })
    expect((await app.rest('GET', pathOf(workspace, 'hub_dd'))).body).not.toHaveProperty('withheldFields')
  })
})

describe('secrets in GraphQL', () => {
  it('are cleared by clear: true, and refused as null', async () => {
    const { connection, workspace } = await written(examples.sales_pg)
    const refused = await update(connection, { postgres: { password: null } })
    expect(refused.userErrors).toMatchObject([{ code: 'INVALID', path: ['patch', 'credible', 'settings', 'postgres', 'password'] }])
    const { connection: changed } = await update(connection, { postgres: { password: { clear: true } } })
    expect(changed.settings.password).toEqual({ isSet: false, version: null })
    expect((await app.rest('GET', pathOf(workspace, 'sales_pg'))).body).not.toHaveProperty('withheldFields')
  })

  it('of sections that are not of the type survive a change', async () => {
    const { connection, workspace, wire } = await written({ ...examples.sales_pg, mysqlConnection: { host: 'my', password: 'plum-03' } })
    await update(connection, { postgres: { host: 'pg2' } })
    const { body } = await app.rest('GET', pathOf(workspace, 'sales_pg'))
    expect(body).toMatchObject({ mysqlConnection: { host: 'my' }, withheldFields: wire.withheldFields })
  })

  it('never come back in the answer', async () => {
    for (const [, body] of named) {
      const { connection } = await written(body)
      expect(JSON.stringify(connection)).not.toMatch(/marked-secret|kiwi|plum|fig-19|pear|pk_9|md_ey|lime|-secret|BEGIN|private_key/)
    }
  })

  it('that changed meanwhile are told by the field settings', async () => {
    const { connection, workspace } = await written(examples.sales_pg)
    await app.rest('PATCH', pathOf(workspace, 'sales_pg'), { postgresConnection: { password: 'new' }, mysqlConnection: {} })
    const { userErrors } = await update(connection, { postgres: { host: 'pg2' } })
    expect(userErrors).toMatchObject([{ code: 'STALE', path: ['expectedRevision'], currentRevision: 2 }])
    expect(new Set(userErrors[0].changedFields)).toEqual(new Set(['settings']))
  })
})
