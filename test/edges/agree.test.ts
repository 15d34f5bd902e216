import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Workspace } from '../../src/store/rows.js'
import { subTypes, types } from '../../src/vendors/chartbrew/shape.js'
import { boot, type TestApp } from '../support/boot.js'
import { everyField, make, mutate, organisation, patch, read } from '../graphql/documents.js'
import * as chartbrew from './chartbrew-wire.js'
import * as versori from './versori-wire.js'

const json = (path: string): unknown => JSON.parse(readFileSync(new URL(`../fixtures/${path}`, import.meta.url), 'utf8'))
const examples = json('../../examples/connections/chartbrew.json') as Record<string, Record<string, unknown>>
const bodies = json('graphql/versori-wire.json') as Record<'http' | 'bigquery', Record<string, unknown>>

let app: TestApp
let team: Workspace
let org: Workspace
beforeAll(async () => {
  app = await boot()
  team = await app.workspace('chartbrew', '7')
  org = await app.workspace('versori', organisation)
})
afterAll(() => app.close())

/** A connection by its vendor's own words, with every field. */
async function byKey(vendor: string, workspace: string, key: string | number) {
  const document = `query ($vendor: Vendor!, $workspace: String!, $key: String!) { connectionByKey(vendor: $vendor, workspace: $workspace, key: $key) { ${everyField} } }`
  return (await app.graph(document, { vendor, workspace, key: String(key) })).connectionByKey
}

it('covers every type and subtype of Chartbrew', () => {
  expect(new Set(Object.values(examples).map(({ type }) => type))).toEqual(new Set(types))
  expect(new Set(Object.values(examples).map(({ subType }) => subType))).toEqual(new Set(subTypes))
})

describe.each(Object.entries(examples))('Chartbrew %s', (_, { sshPassword, project_ids, ...shown }) => {
  const example = { ...shown, ...(sshPassword === undefined ? {} : { sshPassword }), ...(project_ids === undefined ? {} : { project_ids }) }
  const rest = (method: 'GET' | 'PUT', id: unknown, body?: unknown) => app.rest(method, `/team/7/connections/${String(id)}`, body)

  it('written at the shim is read by GraphQL, every field', async () => {
    const { status, body } = await app.rest('POST', '/team/7/connections', example)
    expect(status).toBe(200)
    expect(body).toMatchObject({ ...shown, project_ids: project_ids ?? null, hasSshPassword: sshPassword !== undefined })
    expect(body).not.toHaveProperty('sshPassword')
    expect(chartbrew.shownByGraphql(await byKey('CHARTBREW', '7', body.id))).toEqual(chartbrew.shownByRest(body))
  })

  it('written by GraphQL is read at the shim, every field and secret', async () => {
    const made = await make(app, 'chartbrew', { workspaceId: team.id, ...chartbrew.toInput(example) })
    const { body } = await rest('GET', made.vendorKey)
    expect(body).toMatchObject(shown)
    expect(chartbrew.shownByRest(body)).toEqual(chartbrew.shownByGraphql(made))
    expect(made.projectIds).toEqual(((project_ids ?? []) as unknown[]).map(String))
  })

  it('is one connection: a change at either edge is seen at the other', async () => {
    const { body } = await app.rest('POST', '/team/7/connections', example)
    await rest('PUT', body.id, { name: 'By PUT', active: false })
    const put = await byKey('CHARTBREW', '7', body.id)
    expect(put).toMatchObject({ name: 'By PUT', enabled: false, revision: 2 })

    const { connection } = await patch(app, put, 'chartbrew', { name: 'By patch', enabled: true })
    const got = await rest('GET', body.id)
    expect(got.body).toEqual({ ...body, OAuth: null, name: 'By patch', active: true, updatedAt: connection.updatedAt })
    expect(got.headers.etag).toBe('"3"')
  })
})

describe.each(['http', 'bigquery'] as const)('Versori %s', (protocol) => {
  const create = () => app.rest('POST', `/o/${organisation}/protocols/${protocol}/connections`, bodies[protocol])
  const get = async (key: string) => (await app.rest('GET', `/o/${organisation}/connections/${key}`)).body

  it('written at the shim is read by GraphQL, every field', async () => {
    const { status, body } = await create()
    expect(status).toBe(201)
    expect(versori.toWire(await byKey('VERSORI', organisation, body.id))).toEqual(body)
  })

  it('written by GraphQL is read at the shim, every field', async () => {
    const made = await make(app, 'versori', { workspaceId: org.id, ...versori.toInput({ ...bodies[protocol], protocol }) })
    expect(await get(made.vendorKey)).toEqual(versori.toWire(made))
  })

  it('has the same content whichever edge wrote it', async () => {
    const { body } = await create()
    const made = await make(app, 'versori', { workspaceId: org.id, ...versori.toInput({ ...bodies[protocol], protocol }) })
    expect(versori.content(await get(made.vendorKey))).toEqual(versori.content(body))
  })

  it('is one connection: a change at either edge is seen at the other', async () => {
    const { body } = await create()
    await app.rest('PUT', `/o/${organisation}/connections/${body.id}`, { ...body, name: 'By PUT' })
    const put = await byKey('VERSORI', organisation, body.id)
    expect(put).toMatchObject({ name: 'By PUT', revision: 2 })

    const [{ vendorKey }] = put.environments
    const { connection } = await patch(app, put, 'versori', { name: 'By patch', environments: [{ vendorKey, name: 'Live' }] })
    const got = await get(body.id)
    expect(got).toEqual(versori.toWire(connection))
    expect(got).toMatchObject({
      name: 'By patch',
      environments: [{ ...body.environments[0], name: 'Live', updatedAt: expect.any(String) }],
    })
  })
})

describe('Versori', () => {
  const flows = (id: string) => ({ clientCredentials: {}, authorizationCode: { applicationCredential: { id } } })
  const using = (id: string) => {
    const { schemeType, authorizeUrl, tokenUrl } = {
      schemeType: 'oauth2',
      authorizeUrl: 'https://l.example/a',
      tokenUrl: 'https://l.example/t',
    }
    const scheme = { schemeType, authorizeUrl, tokenUrl, scopes: [{ name: 'orders:read' }], flows: flows(id) }
    const places = [{ authSchemeConfig: scheme, credential: { id } }]
    return {
      name: 'Shared',
      baseUrl: 'https://n.example',
      authSchemeConfigs: [scheme],
      environments: [{ name: 'P', variables: [], credentials: { action: places } }],
    }
  }

  it('credentials made at the shim are shared by both edges, applications of OAuth 2.0 too', async () => {
    const { body } = await app.rest('POST', `/o/${organisation}/protocols/http/connections`, bodies.http)
    const { credential } = body.environments[0].credentials.action[3]
    const { status, body: shared } = await app.rest('POST', `/o/${organisation}/protocols/http/connections`, using(credential.id))
    expect(status).toBe(201)
    expect(shared.environments[0].credentials.action[0].credential).toEqual(credential)
    expect(shared.authSchemeConfigs[0].flows.authorizationCode.applicationCredential).toEqual(credential)
    expect(versori.toWire(await byKey('VERSORI', organisation, shared.id))).toEqual(shared)

    const made = await make(app, 'versori', { workspaceId: org.id, ...versori.toInput({ ...using(credential.id), protocol: 'http' }) })
    expect(versori.content(versori.toWire(made))).toEqual(versori.content(shared))
    expect(made.environments[0].credentials.action[0].credential).toMatchObject({
      vendorKey: credential.id,
      credentialType: 'OAUTH2_CLIENT',
    })
  })
})

it('what one edge deletes is gone at the other', async () => {
  const { body } = await app.rest('POST', '/team/7/connections', { name: 'Gone', type: 'mysql' })
  const { id, revision } = await byKey('CHARTBREW', '7', body.id)
  await app.rest('DELETE', `/team/7/connections/${body.id}`)
  expect(await read(app, id)).toBeNull()
  expect((await mutate(app, 'deleteConnection', { id, expectedRevision: revision })).userErrors).toMatchObject([{ code: 'NOT_FOUND' }])

  const made = await make(app, 'chartbrew', { workspaceId: team.id, name: 'Gone too', type: 'MYSQL' })
  await mutate(app, 'deleteConnection', { id: made.id, expectedRevision: 1 })
  expect((await app.rest('DELETE', `/team/7/connections/${made.vendorKey}`)).status).toBe(404)
})
