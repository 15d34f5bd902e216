import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Workspace } from '../../src/store/rows.js'
import { boot, type TestApp } from '../support/boot.js'
import { mutateCredential, stringData } from './credential-documents.js'
import { make, mutate, organisation, read } from './documents.js'

let app: TestApp
let team: Workspace
let org: Workspace
let editor: string
beforeAll(async () => {
  app = await boot()
  team = await app.workspace('chartbrew', '7')
  org = await app.workspace('versori', organisation)
  await app.workspace('credible', 'orchard')
  await app.workspace('apinizer', 'Shop')
  editor = await app.token(['EDITOR'])
})
afterAll(() => app.close())

const right = 'teal-Oak-5'
const document = { options: { value: '{"pin":4711,"deep":["teal-Oak-5",true]}' } }
const shop = () =>
  make(app, 'chartbrew', {
    workspaceId: team.id,
    name: 'Shop',
    type: 'MYSQL',
    password: { value: right },
    connectionString: { value: 'mysql://ann:teal-Oak-5@db.example/shop' },
    authentication: { basicAuth: { user: 'ann', pass: { value: right } } },
    sshPassphrase: { value: right },
    ...document,
  })
const patch = ({ id, revision }: { id: string; revision: number }, chartbrew: object, token = editor) =>
  mutate(app, 'updateConnection', { id, expectedRevision: revision, patch: { chartbrew } }, token)
const base64 = (text: string) => Buffer.from(text).toString('base64')

describe('a guess at a secret, by who may not see it', () => {
  it.each<[string, object, object]>([
    ['a password', { password: { value: right } }, { password: { value: 'wrong' } }],
    ['a URL with credentials', { connectionString: { value: 'mysql://ann:teal-Oak-5@db.example/shop' } }, { connectionString: { value: 'mysql://ann:wrong@db.example/shop' } }],
    ['a document', document, { options: { value: '{"pin":4712,"deep":["teal-Oak-5",true]}' } }],
    ['a document, otherwise spelled', { options: { value: '{ "deep": ["teal-Oak-5", true], "pin": 4711.0 }' } }, { options: { value: '{"a":1}' } }],
    ['a secret in a document', { authentication: { basicAuth: { pass: { value: right } } } }, { authentication: { basicAuth: { pass: { value: 'wrong' } } } }],
    ['a user in a document', { authentication: { basicAuth: { user: 'ann' } } }, { authentication: { basicAuth: { user: 'bob' } } }],
  ])('is answered alike when it is right and when it is wrong: %s', async (_, guess, mistake) => {
    const answers = []
    for (const fields of [guess, mistake]) {
      const made = await shop()
      const before = (await app.records()).length
      const { connection, userErrors } = await patch(made, fields)
      const [field = ''] = Object.keys(fields)
      answers.push([userErrors, connection.revision, connection[field].version, (await app.records()).slice(before).map((record) => record.fields)])
    }
    expect(answers[0]).toEqual(answers[1])
    expect(answers[0]).toEqual([[], 2, 2, [Object.keys(guess)]])
  }) // prettier-ignore

  it('is answered alike on a copy that was made for it', async () => {
    const made = await shop()
    const copied = { id: made.id, name: 'Copy', withSecrets: true }
    for (const value of [right, 'wrong']) {
      const { connection: copy } = await mutate(app, 'duplicateConnection', copied, editor)
      expect((await patch(copy, { password: { value } })).connection.revision).toBe(2)
    }
  })

  it('is answered alike in a file', async () => {
    for (const content of ['CA', 'other']) {
      const { id } = await shop()
      await mutate(app, 'uploadConnectionFiles', { id, expectedRevision: 1, sslCa: base64('CA'), sslKey: base64('key') })
      const input = { id, expectedRevision: 2, sslCa: base64(content) }
      const { connection } = await mutate(app, 'uploadConnectionFiles', input, editor)
      expect(connection.files).toMatchObject({ sslCa: { version: 3 }, sslKey: { version: 2 } })
    }
  })

  it('is answered alike at every shim', async () => {
    const shims = [
      ['/team/7/connections/', 'PUT', { name: 'Guess', type: 'mysql', password: right }, { password: right }, { password: 'wrong' }],
      ['/api/v0/projects/orchard/connections/g', 'PATCH', { type: 'postgres', postgresConnection: { host: 'h', port: 1, databaseName: 'd', userName: 'u', password: right } }, { postgresConnection: { host: 'h', port: 1, databaseName: 'd', userName: 'u', password: right } }, { postgresConnection: { host: 'h', port: 1, databaseName: 'd', userName: 'u', password: 'wrong' } }],
      ['/apiops/projects/Shop/connections/g/', 'PUT', { type: 'database', name: 'g', dbType: 'POSTGRES', jdbcUrl: 'jdbc:postgresql://h/d', username: 'u', password: right }, { type: 'database', name: 'g', dbType: 'POSTGRES', jdbcUrl: 'jdbc:postgresql://h/d', username: 'u', password: right }, { type: 'database', name: 'g', dbType: 'POSTGRES', jdbcUrl: 'jdbc:postgresql://h/d', username: 'u', password: 'wrong' }],
    ] as const // prettier-ignore
    for (const [path, method, body, guess, mistake] of shims) {
      const made = await app.rest('POST', path.replace(/connections\/$/, 'connections'), body)
      const url = path.endsWith('connections/') ? `${path}${made.body.id}` : path
      const read = await app.rest('GET', url)
      const etag = async (token: string, sent: object) => {
        const { status, text } = await app.rest(method, url, sent, { token })
        expect(status, text).toBe(200)
        return (await app.rest('GET', url)).headers.etag
      }
      expect([read.headers.etag, await etag(editor, guess), await etag(editor, mistake)], url).toEqual(['"1"', '"2"', '"3"'])
    }
  })

  it('is answered alike at a shared credential', async () => {
    const { credential: made } = await mutateCredential(app, 'create', {
      workspaceId: org.id,
      credential: { name: 'key', data: stringData(right) },
    })
    const update = async (revision: number, value: string): Promise<number> => {
      const input = { id: made.id, expectedRevision: revision, patch: { data: stringData(value) } }
      return (await mutateCredential(app, 'update', input, editor)).credential.revision
    }
    expect([await update(1, right), await update(2, 'wrong')]).toEqual([2, 3])
    const url = `/o/${organisation}/credentials/${made.vendorKey}`
    const put = (value: string) => app.rest('PUT', url, { name: 'key', type: 'string', data: { value } }, { token: editor })
    expect([(await put('wrong')).headers.etag, (await put('other')).headers.etag, (await put('******')).headers.etag]).toEqual(['"4"', '"5"', '"5"'])
  }) // prettier-ignore
})

describe('what is no guess makes no revision', () => {
  it('when secrets are left out, and the rest is sent as it was', async () => {
    const made = await shop()
    for (const fields of [{}, { name: 'Shop', type: 'MYSQL' }, { authentication: { basicAuth: {} } }])
      expect((await patch(made, fields)).connection).toEqual(made)
  })

  it('when a URL is sent as everybody sees it', async () => {
    const host = 'https://api.example/v2'
    const { body } = await app.rest('POST', '/team/7/connections', { name: 'Api', type: 'api', host })
    const url = `/team/7/connections/${body.id}`
    expect((await app.rest('PUT', url, { host }, { token: editor })).headers.etag).toBe('"1"')
  })

  it('when somebody sends it who may see it', async () => {
    const made = await shop()
    for (const token of [await app.token(['EDITOR', 'REVEALER'], team.id), await app.token(['ADMIN'], team.id)])
      expect((await patch(made, { password: { value: right }, ...document }, token)).connection).toEqual(made)
    expect(await read(app, made.id)).toEqual(made)
  })
})
