import { expect } from 'vitest'
import type { Cases } from '../../support/contract.js'
import { rawClient, type RawClient } from '../../support/raw-client.js'
import { connection, connections, expectJson, type GetTeam, type Reply, type Team } from './team.js'

const pem = (name: string): string => `-----BEGIN ${name}-----\nINVENTED ${name}\n-----END ${name}-----\n`
const noFiles = { error: 'No files were uploaded' }
const wrongPart = { error: 'Invalid connection file field' }
const tooLarge = { error: 'File size limit exceeded.' }
const mebibyte = 1024 * 1024
const path = /^\.connectionFiles\/[0-9a-f]{32}$/

/** A form as a browser sends it: a file where there is content, a text where it is null. */
export function form(...parts: readonly (readonly [name: string, content: string | Buffer<ArrayBuffer> | null])[]): FormData {
  const data = new FormData()
  for (const [name, content] of parts) {
    if (content === null) data.append(name, 'null')
    else data.append(name, new Blob([content], { type: 'application/x-x509-ca-cert' }), `${name}.pem`)
  }
  return data
}

/** Uploads what must be taken. */
export async function upload({ app }: Team, id: number, parts: FormData, token?: string): Promise<Reply> {
  const answer = await app.rest('POST', `${connection(id)}/files`, parts, token === undefined ? {} : { token })
  expect(answer.status, answer.text).toBe(200)
  return answer.body
}

/** The contents that are kept of a connection's files; no door shows them. */
export async function keptFiles({ app, id: workspaceId }: Team, id: number): Promise<Record<string, string>> {
  const { store, vault } = app.app.deps
  const found = await store.connections.byKey(workspaceId, String(id))
  const opened = found && (await store.connections.open(found.id))
  if (!opened) throw new Error('There is no such connection.')
  return Object.fromEntries(
    Object.entries(vault.open(opened.connection, opened.sealed)).flatMap(([field, secret]) => {
      const content = secret.open()
      const [folder, part = ''] = field.split('/')
      return folder === 'files' && typeof content === 'string' ? [[part, Buffer.from(content, 'base64').toString()]] : []
    }),
  )
}

export const fileCases = (team: GetTeam): Cases => ({
  'an upload answers the connection with a path for each certificate and a flag for the SSH key': async () => {
    const { post, get, list, passTime } = team()
    const made = await post({ name: 'Certified', type: 'postgres', ssl: true })
    const before = await get(made.id)
    passTime(1000)
    const parts = ['sslCa', 'sslCert', 'sslKey', 'sshPrivateKey'].map((name) => [name, pem(name)] as const)
    const after = await upload(team(), made.id, form(...parts))
    const paths = { sslCa: after.sslCa, sslCert: after.sslCert, sslKey: after.sslKey }
    for (const shown of Object.values(paths)) expect(shown).toMatch(path)
    expect(new Set(Object.values(paths)).size).toBe(3)
    const updatedAt = new Date(Date.parse(before.updatedAt) + 1000).toISOString()
    expect(after).toEqual({ ...before, ...paths, hasSshPrivateKey: true, updatedAt })
    expect(Object.keys(after)).toEqual(Object.keys(before))
    expect(await get(made.id)).toEqual(after)
    expect((await list()).find(({ id }) => id === made.id)).toMatchObject({ ...paths, hasSshPrivateKey: true })
    expect(await keptFiles(team(), made.id)).toEqual(Object.fromEntries(parts))
  },

  'what is uploaded is shown to nobody': async () => {
    const { app, post, revealer } = team()
    const { id } = await post({ name: 'Sealed files', type: 'postgres' })
    await upload(team(), id, form(['sslKey', pem('shown-Nowhere')], ['sshPrivateKey', pem('shown-Nowhere')]))
    const told = [
      await app.rest('GET', connection(id)),
      await app.rest('GET', connection(id), undefined, { token: revealer }),
      await app.rest('GET', connections),
      await app.rest('PUT', connection(id), { host: 'h.example' }),
    ].map(({ text }) => text)
    for (const text of told) {
      expect(text).not.toContain('shown-Nowhere')
      expect(text).not.toContain(Buffer.from(pem('shown-Nowhere')).toString('base64'))
      expect(text).not.toContain('"sshPrivateKey"')
    }
  },

  'an upload shows the other secrets to a REVEALER and null to an EDITOR': async () => {
    const { post, editor, revealer } = team()
    const { id } = await post({ name: 'Shown', type: 'mysql', password: 'file-Pass' })
    expect((await upload(team(), id, form(['sslCa', pem('a')]), revealer)).password).toBe('file-Pass')
    expect((await upload(team(), id, form(['sslCa', pem('b')]), editor)).password).toBeNull()
  },

  'a new upload takes the place of one file, under a new path, and leaves the others': async () => {
    const { post, get } = team()
    const { id } = await post({ name: 'Renewed', type: 'mysql' })
    const first = await upload(team(), id, form(['sslCa', pem('old')], ['sslKey', pem('key')]))
    const second = await upload(team(), id, form(['sslCa', pem('new')]))
    expect(second.sslCa).toMatch(path)
    expect(second.sslCa).not.toBe(first.sslCa)
    expect(second.sslKey).toBe(first.sslKey)
    expect(await get(id)).toEqual(second)
    expect(await keptFiles(team(), id)).toEqual({ sslCa: pem('new'), sslKey: pem('key') })
  },

  'texts beside files are let pass, and an upload of texts alone has no files': async () => {
    const { app, post } = team()
    const { id } = await post({ name: 'Entries', type: 'mysql' })
    const made = await upload(team(), id, form(['sslCa', null], ['sslCert', pem('cert')], ['other', null]))
    expect(made).toMatchObject({ sslCa: null, sslCert: expect.stringMatching(path) })
    const nulls = form(['sslCa', null], ['sslCert', null], ['sslKey', null], ['sshPrivateKey', null])
    for (const body of [nulls, new FormData(), {}, { sslCa: 'x' }, [], 'null', '"x"', undefined]) {
      expectJson(await app.rest('POST', `${connection(id)}/files`, body), 400, noFiles)
    }
    expect(await team().get(id)).toEqual(made)
  },

  'a file in a part that is unknown, or comes twice, is refused with all that came with it': async () => {
    const { app, post, get } = team()
    const { id } = await post({ name: 'Parts', type: 'mysql' })
    const before = await get(id)
    const forms = [
      form(['sslCA', pem('a')]),
      form(['', pem('a')]),
      form(['files', pem('a')]),
      form(['__proto__', pem('a')]),
      form(['sslCa', pem('a')], ['constructor', pem('b')]),
      form(['sslCa', pem('a')], ['password', pem('b')]),
      form(['sslCa', pem('a')], ['sslCa', pem('b')]),
      form(['sslCa', pem('a')], ['sslCert', pem('b')], ['sslCa', pem('a')]),
    ]
    for (const body of forms) expectJson(await app.rest('POST', `${connection(id)}/files`, body), 400, wrongPart)
    expect(await get(id)).toEqual(before)
  },

  'a form that is longer than all its files may be is refused, whatever it is longer by': async () => {
    const { app, post, get } = team()
    const { id } = await post({ name: 'Long', type: 'mysql' })
    const before = await get(id)
    const part = '--b\r\ncontent-disposition: form-data; name="sslCa"; filename="a.pem"\r\n\r\nx\r\n--b--\r\n'
    const filler = 'x'.repeat(5 * 1024 * 1024)
    const headers = { 'content-type': 'multipart/form-data; boundary=b' }
    for (const body of [`${filler}\r\n${part}`, `${part}${filler}`])
      expectJson(await app.rest('POST', `${connection(id)}/files`, body, { headers }), 400, expect.anything())
    expect(await get(id)).toEqual(before)
    expect((await app.rest('POST', `${connection(id)}/files`, `before\r\n${part}`, { headers })).status).toBe(200)
  },

  'a file of 1 MiB is taken, and one of a byte more is refused with all that came with it': async () => {
    const { app, post, get } = team()
    const { id } = await post({ name: 'Limit', type: 'mysql' })
    const whole = Buffer.alloc(mebibyte, 'k')
    const parts = ['sslCa', 'sslCert', 'sslKey', 'sshPrivateKey'].map((name) => [name, whole] as const)
    const made = await upload(team(), id, form(...parts))
    expect((await keptFiles(team(), id)).sslKey).toBe(whole.toString())
    for (const longer of [Buffer.alloc(mebibyte + 1), Buffer.alloc(5 * mebibyte)]) {
      const body = form(['sslCa', pem('small')], ['sslKey', longer])
      expectJson(await app.rest('POST', `${connection(id)}/files`, body), 400, tooLarge)
    }
    expect(await get(id)).toEqual(made)
  },

  'a file that is too large is refused while it still comes, and the connection can be used on': async () => {
    const { app, post } = team()
    const { id } = await post({ name: 'At once', type: 'mysql' })
    const client = await rawClient(app.app.http)
    const more = Buffer.alloc(3 * mebibyte)
    await begin(client, id, mebibyte + 1 + more.length)
    await client.send(Buffer.alloc(mebibyte + 1))
    expect(await client.answer()).toEqual({ status: 400, body: tooLarge })
    await client.send(more, formEnd, `GET ${connection(id)} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${team().revealer}\r\n\r\n`)
    expect(await client.answer()).toMatchObject({ status: 200, body: { id, sslCa: null } })
    await client.leave()
  },

  'role and connection are looked at before the body of an upload': async () => {
    const { app, post, viewer } = team()
    const { id } = await post({ name: 'Order', type: 'mysql' })
    for (const [key, token, expected] of [
      [id, viewer, { status: 403, body: { message: 'Access denied' } }],
      [999_999, undefined, { status: 404, body: { error: 'Not Found' } }],
      ['new', undefined, { status: 400, body: { error: 'connection_id: must be an integer' } }],
    ] as const) {
      const client = await rawClient(app.app.http)
      await begin(client, key, 5 * mebibyte, token ?? team().revealer)
      expect(await client.answer()).toEqual(expected)
      await client.leave()
    }
  },

  'an upload that is aborted leaves nothing behind and kills nothing': async () => {
    const { app, post, get } = team()
    const { id } = await post({ name: 'Aborted', type: 'mysql' })
    const before = await get(id)
    const records = (await app.records()).length
    for (const content of ['', 'a', Buffer.alloc(300_000)]) {
      const client = await rawClient(app.app.http)
      await begin(client, id, mebibyte)
      await client.send(content)
      await client.leave()
    }
    const open = (): Promise<number> => new Promise((resolve) => app.app.http.server.getConnections((_, count) => resolve(count)))
    await expect.poll(open, { timeout: 20_000 }).toBe(0)
    expect(await get(id)).toEqual(before)
    expect((await app.records()).slice(records).map(({ action }) => action)).not.toContain('update')
    expect((await upload(team(), id, form(['sslCa', pem('later')]))).sslCa).toMatch(path)
  },

  'a form that cannot be read is refused in JSON, and nothing of it is kept': async () => {
    const { app, post, get } = team()
    const { id } = await post({ name: 'Broken', type: 'mysql' })
    const before = await get(id)
    const headers = { 'content-type': 'multipart/form-data; boundary=x' }
    const open = `--x\r\n${fileHead}zq-marked`
    for (const [type, body] of [
      [headers, open],
      [headers, `${open}\r\n--x\r\nContent-Disposition`],
      [headers, 'zq-marked'],
      [{ 'content-type': 'multipart/form-data' }, `${open}\r\n--x--\r\n`],
    ] as const) {
      const answer = await app.rest('POST', `${connection(id)}/files`, body, { headers: type })
      expectJson(answer, 400, { error: expect.stringMatching(/\S/) })
      expect(answer.text).not.toContain('zq-marked')
    }
    expect(await get(id)).toEqual(before)
  },

  'a path in a body brings no file, and one that was shown may be sent back': async () => {
    const { post, get, put } = team()
    const planted = { sslCa: `.connectionFiles/${'0'.repeat(32)}`, files: { sslCa: 'UEVN' } }
    const { id } = await post({ name: 'Planted', type: 'mysql', ...planted })
    await put(id, planted)
    expect(await keptFiles(team(), id)).toEqual({})
    const uploaded = await upload(team(), id, form(['sslCa', pem('mine')]))
    expect(await put(id, { ...uploaded, ...planted })).toEqual(uploaded)
    expect(await put(id, { ...uploaded, sslCa: null })).toEqual(uploaded)
    expect(await get(id)).toEqual(uploaded)
    expect(await keptFiles(team(), id)).toEqual({ sslCa: pem('mine') })
  },
})

const fileHead = 'Content-Disposition: form-data; name="sslCa"; filename="ca.pem"\r\nContent-Type: application/octet-stream\r\n\r\n'
const formEnd = '\r\n--x--\r\n'

/** Sends an upload up to where the content of its one file begins. */
async function begin(client: RawClient, key: number | string, length: number, token = 'test-admin-token-0123456789abcdef'): Promise<void> {
  const start = `--x\r\n${fileHead}`
  await client.send(
    `POST ${connection(key)}/files HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\n` +
      `Content-Type: multipart/form-data; boundary=x\r\nContent-Length: ${start.length + length + formEnd.length}\r\n\r\n${start}`,
  )
}
