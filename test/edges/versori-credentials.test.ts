import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Workspace } from '../../src/store/rows.js'
import { credential, mutateCredential, stringData } from '../graphql/credential-documents.js'
import { organisation } from '../graphql/documents.js'
import { boot, type TestApp } from '../support/boot.js'

let app: TestApp
let org: Workspace
beforeAll(async () => {
  app = await boot()
  org = await app.workspace('versori', organisation)
})
afterAll(() => app.close())

const at = `/o/${organisation}/credentials`
const connections = `/o/${organisation}/protocols/http/connections`
const text = (name: string) => ({ name, type: 'string', data: { value: 'teal-Oak-5' } })
const made = async () => (await app.rest('POST', at, text('key'))).body
const node = async (id: string) =>
  (await app.graph(`query ($id: ID!) { node(id: $id) { ${credential} } }`, { id: `crd_${id.toLowerCase()}` })).node
const using = (id: string) => {
  const action = [{ authSchemeConfig: { schemeType: 'none' }, credential: { id } }]
  const environments = [{ name: 'P', variables: [], credentials: { action } }]
  return { name: 'User', baseUrl: 'https://n.example', authSchemeConfigs: [], environments }
}

it('a credential is one at both edges: what one changes is seen at the other', async () => {
  const one = await made()
  await app.rest('PUT', `${at}/${one.id}`, { ...one, name: 'By PUT' })
  const put = await node(one.id)
  expect(put).toMatchObject({ name: 'By PUT', revision: 2, data: { value: { isSet: true, version: 1 } } })
  await mutateCredential(app, 'update', { id: put.id, expectedRevision: 2, patch: { name: 'By patch' } })
  const got = await app.rest('GET', `${at}/${one.id}`)
  expect(got.body).toMatchObject({ name: 'By patch', data: { value: '******' } })
  expect(got.headers.etag).toBe('"3"')
  await mutateCredential(app, 'delete', { id: put.id, expectedRevision: 3 })
  expect((await app.rest('GET', `${at}/${one.id}`)).status).toBe(404)
})

it('a credential that is deleted while a connection comes to use it is either gone or in use, and nothing breaks', async () => {
  for (let round = 0; round < 20; round += 1) {
    const { id } = await made()
    const [user, removal] = await Promise.all([app.rest('POST', connections, using(id)), app.rest('DELETE', `${at}/${id}`)])
    const outcome = [user.status, removal.status]
    expect([
      [201, 409],
      [400, 204],
    ]).toContainEqual(outcome)
    if (user.status === 400) expect(user.body.fields).toMatchObject([{ field: 'environments[0].credentials.action[0].credential.id' }])
  }
})

it('a credential that is deleted while a connection is changed to use it is either gone or in use, and nothing breaks', async () => {
  const { body: user } = await app.rest('POST', connections, { ...using('x'), environments: [] })
  const path = `/o/${organisation}/connections/${String(user.id)}`
  for (let round = 0; round < 20; round += 1) {
    const { id } = await made()
    const [change, removal] = await Promise.all([
      app.rest('PUT', path, { ...user, environments: using(id).environments }),
      app.rest('DELETE', `${at}/${id}`),
    ])
    expect([
      [200, 409],
      [400, 204],
    ]).toContainEqual([change.status, removal.status])
  }
})

it('of two changes to the same revision of a credential one wins, and without a revision both are applied in turn', async () => {
  const { id } = await made()
  const patches = ['a', 'b'].map((name) =>
    mutateCredential(app, 'update', { id: `crd_${id.toLowerCase()}`, expectedRevision: 1, patch: { name } }),
  )
  const codes = (await Promise.all(patches)).map(({ userErrors }) => userErrors[0]?.code ?? 'done')
  expect(codes.toSorted()).toEqual(['STALE', 'done'])
  const answers = await Promise.all(
    ['c', 'd', 'e'].map((name) => app.rest('PUT', `${at}/${id}`, { ...text(name), data: { value: '******' } })),
  )
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
  expect((await node(id)).revision).toBe(5)
})

it('a credential made in one organisation is none of another, at either edge', async () => {
  const { id } = await made()
  const other = await app.workspace('versori', '01HQ7Z3T5E8W2N4K6M9P1R3S5W')
  const token = await app.token(['ADMIN'], other.id)
  expect((await app.rest('GET', `/o/${other.key}/credentials/${id}`, undefined, { token })).status).toBe(404)
  expect((await app.rest('POST', `/o/${other.key}/protocols/http/connections`, using(id), { token })).status).toBe(400)
  const { credential: theirs } = await mutateCredential(app, 'create', {
    workspaceId: other.id,
    credential: { name: 'k', data: stringData('x') },
  })
  const { body } = await app.rest('GET', at, undefined, { query: { first: '100' } })
  expect(body.credentials.map((one: any) => one.id)).not.toContain(theirs.vendorKey)
  expect(org.id).not.toBe(other.id)
})
