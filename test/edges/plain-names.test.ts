import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { boot, type TestApp } from '../support/boot.js'
import { httpConnection, organisation } from '../graphql/documents.js'

let app: TestApp
const ids: Record<string, string> = {}
beforeAll(async () => {
  app = await boot()
  for (const [vendor, key] of [['apinizer', 'Shop'], ['chartbrew', '7'], ['versori', organisation], ['credible', 'orchard']] as const)
    ids[vendor] = (await app.workspace(vendor, key)).id
}) // prettier-ignore
afterAll(() => app.close())

const odd = ['a\u0000b', 'a\nb', 'tab\tbed', 'a\u0085b', 'a\u202eb', '\u2066a', 'a\u200fb', 'a\u061cb', 'a\u2028b', 'a\ud800b']
/** The last takes minutes to bring into the normal form. */
const long = ['x'.repeat(256), `a${'\u0301'.repeat(1020)}`, 'a\nb'.repeat(400), `a${'\u0301'.repeat(32_000)}${'\u0316'.repeat(32_000)}`]
const message = 'name must not have control or bidirectional characters.'
const mutate = async (field: string, input: object): Promise<any> => {
  const type = `${field.charAt(0).toUpperCase()}${field.slice(1)}Input`
  return (await app.graph(`mutation ($input: ${type}!) { ${field}(input: $input) { userErrors { code message path } } }`, { input }))[field]
    .userErrors
}
const environment = (name: string) => ({ name, variables: [], credentials: { action: [] } })
const email = { email: { host: 'h.example' } }

/** Everything that has a name in GraphQL, made with this one, and the path of it. */
const named: Readonly<Record<string, readonly [(name: string) => Promise<any>, string]>> = {
  'an Apinizer connection': [(name) => mutate('createConnection', { connection: { apinizer: { workspaceId: ids.apinizer, name, settings: email } } }), 'connection.apinizer.name'],
  'a Chartbrew connection': [(name) => mutate('createConnection', { connection: { chartbrew: { workspaceId: ids.chartbrew, name, type: 'POSTGRES' } } }), 'connection.chartbrew.name'],
  'a Versori connection': [(name) => mutate('createConnection', { connection: { versori: { ...httpConnection(ids.versori ?? ''), name } } }), 'connection.versori.name'],
  'an environment': [(name) => mutate('createConnection', { connection: { versori: httpConnection(ids.versori ?? '', { environments: [environment(name)] }) } }), 'connection.versori.environments.0.name'],
  'a workspace': [(name) => mutate('createWorkspace', { vendor: 'CHARTBREW', key: '8', name }), 'name'],
  'a credential': [(name) => mutate('createCredential', { workspaceId: ids.versori, credential: { name, data: { string: { value: { value: 's' } } } } }), 'credential.name'],
  'a token': [(name) => mutate('createToken', { name, grants: [{ roles: ['VIEWER'] }] }), 'name'],
  'a worker': [(name) => mutate('createWorker', { workspaceId: ids.apinizer, name, environment: 'e', url: 'https://w.example' }), 'name'],
} // prettier-ignore

describe.each(Object.entries(named))('%s', (_, [make, path]) => {
  it('has no name that does not show what it is', async () => {
    for (const name of odd) expect(await make(name)).toEqual([{ code: 'INVALID', message, path: path.split('.') }])
  })

  it('has no name of more than 255 characters, whatever it is made of', async () => {
    for (const name of long)
      expect(await make(name)).toEqual([{ code: 'INVALID', message: 'name must have at most 255 characters.', path: path.split('.') }])
  })
})

it('the key of a workspace, a project of a grant and the environment of a worker are names too', async () => {
  const refused = (field: string) => [expect.objectContaining({ code: 'INVALID', path: field.split('.') })]
  for (const name of odd.filter((text) => text !== 'tab\tbed')) {
    expect(await mutate('createWorkspace', { vendor: 'APINIZER', key: name, name: 'n' })).toEqual(refused('key'))
    const grants = [{ workspaceId: ids.chartbrew, roles: ['VIEWER'], projectIds: ['1', name] }]
    expect(await mutate('createToken', { name: 'n', grants })).toEqual(refused('grants.0.projectIds.1'))
    expect(await mutate('createWorker', { workspaceId: ids.apinizer, name: 'n', environment: name, url: 'https://w.example' })).toEqual(refused('environment'))
  }
}) // prettier-ignore

it('the shims refuse such a name with 400, and never say it back', async () => {
  for (const name of odd) {
    const answers = [
      await app.rest('POST', '/team/7/connections', { name, type: 'postgres' }),
      await app.rest('POST', `/o/${organisation}/protocols/http/connections`, { name, baseUrl: 'https://a.example', authSchemeConfigs: [], environments: [] }),
      await app.rest('POST', `/apiops/projects/Shop/connections/${encodeURIComponent(name.replace(/\p{Cs}/u, '_'))}`, { type: 'email', name, host: 'h.example' }),
      await app.rest('POST', '/api/v0/projects', { name }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 400])
  }
}) // prettier-ignore

it('a name is kept in one normal form, however an accent was written', async () => {
  const [composed, apart] = ['Caf\u00e9', 'Cafe\u0301']
  const { body } = await app.rest('POST', '/team/7/connections', { name: apart, type: 'postgres' })
  expect(body.name).toBe(composed)
  const at = (name: string): string => `/apiops/projects/Shop/connections/${encodeURIComponent(name)}`
  expect((await app.rest('POST', at(apart), { type: 'email', name: apart, host: 'h.example' })).status).toBe(200)
  expect((await app.rest('GET', at(composed))).body.resultList[0].name).toBe(composed)
  expect((await app.rest('GET', at(apart))).status).toBe(200)
  expect((await app.rest('POST', at(composed), { type: 'email', name: composed, host: 'h.example' })).status).toBe(400)
})

it('a name is as long as it is in its normal form, and longer ones are refused by every shim without being said back', async () => {
  const [longest, apart] = ['\u1f82'.repeat(255), '\u03b1\u0313\u0300\u0345'.repeat(255)]
  const { body } = await app.rest('POST', '/team/7/connections', { name: apart, type: 'postgres' })
  expect(body.name).toBe(longest)
  for (const name of long) {
    const answers = [
      await app.rest('POST', '/team/7/connections', { name, type: 'postgres' }),
      await app.rest('POST', `/o/${organisation}/protocols/http/connections`, { name, baseUrl: 'https://a.example', authSchemeConfigs: [], environments: [] }),
      await app.rest('POST', '/apiops/projects/Shop/connections/one', { type: 'email', name, host: 'h.example' }),
      await app.rest('POST', '/api/v0/projects', { name }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 400])
    expect(answers.map(({ text }) => text.includes('must have at most 255 characters') && text.length < 300)).toEqual([true, true, true, true])
  }
}) // prettier-ignore

it('a refusal says the beginning of a key that is as long as its body', async () => {
  const properties = { ['k'.repeat(100_000)]: 5 }
  const kafka = { type: 'kafka', name: 'one', topicName: 't', propertiesMap: properties }
  const { status, text } = await app.rest('POST', '/apiops/projects/Shop/connections/one', kafka)
  expect([status, text.length < 500, text.includes('k'.repeat(200))]).toEqual([400, true, true])
})

it('passwords and texts hold any character, line breaks too', async () => {
  const password = 'first\nsecond\u202e\tthird'
  const made = await app.rest('POST', '/team/7/connections', { name: 'Lines', type: 'postgres', password })
  expect((await app.rest('GET', `/team/7/connections/${made.body.id}`)).body.password).toBe(password)
})
