import { expect } from 'vitest'
import type { Cases } from '../../support/contract.js'
import { answered, email, examples, type Example, type GetWorld, type Reply } from './world.js'

const secret = /S3cret|LS0tLS1CRUdJTi1URVNULS0tLS0=/

/** What a reader without the right sees of an example: null in the place of each secret (contract section 5). */
const hidden: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  email: { password: null },
  elasticsearch: { elasticPassword: null, caInPemFile: null },
  database: { password: null },
  ldap: { password: null },
  ftp: { password: null },
  rabbitMq: { connectionFactoryPassword: null },
  activeMq: { password: null },
  snmp: { securityOrCommunityName: null, authPassphrase: null, privPassphrase: null },
  'linux-script': { password: null },
  webhook: { headerList: [{ name: 'X-Hook-Key', value: null }] },
}

export const secretCases = (world: GetWorld): Cases => ({
  'a reveal is recorded for GET of one, and for nothing else': async () => {
    const { app, at, post, put, get, list, editor, revealer, name } = await world()
    const reveals = async (): Promise<unknown[]> =>
      (await app.records()).filter(({ action }) => action === 'reveal').map(({ fields }) => fields)
    const one = name()
    const body = email(one, { auth: true, username: 'u', password: 'p-Secret' })
    const before = (await reveals()).length
    await post(body, revealer)
    await put(one, { ...body, port: 26 }, revealer)
    await list('email', revealer)
    await get(one, editor)
    expect((await reveals()).slice(before)).toEqual([])
    expect((await get(one, revealer)).password).toBe('p-Secret')
    expect((await reveals()).slice(before)).toEqual([['password']])
    await at('DELETE', one, undefined, { token: revealer })
    expect((await reveals()).slice(before)).toHaveLength(1)
  },

  'no refusal and no answer to a write repeats a secret': async () => {
    const { at, name } = await world()
    const one = name()
    const bodies = [
      { auth: true, username: 'u', password: 'zq-Secret' },
      { auth: true, username: '', password: 'zq-Secret' },
      { password: { value: 'zq-Secret' } },
      { password: ['zq-Secret'] },
    ]
    for (const more of bodies) {
      for (const method of ['POST', 'PUT'] as const) expect((await at(method, one, email(one, more))).text).not.toContain('zq-Secret')
    }
    expect((await at('DELETE', one)).text).not.toContain('zq-Secret')
  },

  ...Object.fromEntries(examples.flatMap((example) => Object.entries(exampleCases(world, example)))),
})

const exampleCases = (world: GetWorld, example: Example): Cases => ({
  [`example ${example.type} is shown whole to a REVEALER, without secrets to others and in lists`]: async () => {
    const { get, post, list, viewer, editor, revealer, name } = await world()
    const one = name(example.type)
    await post({ ...example, name: one })
    const whole = await get(one, revealer)
    expect(whole).toMatchObject({ ...answered(example), name: one })
    expect(whole).toEqual(await get(one))
    const masked = { ...whole, ...hidden[example.type] }
    for (const token of [viewer, editor]) expect(await get(one, token)).toEqual(masked)
    for (const token of [viewer, editor, revealer, undefined]) {
      const rows = await list(example.type, token)
      expect(rows.find((row) => row.name === one)).toEqual(masked)
      expect(JSON.stringify(rows)).not.toMatch(secret)
    }
  },

  [`example ${example.type} read and sent back changes nothing, by a REVEALER, an EDITOR and out of a list`]: async () => {
    const { at, get, post, put, list, editor, revealer, name } = await world()
    const one = name(example.type)
    await post({ ...example, name: one })
    const before = await at('GET', one)
    const read: Reply[] = [
      [revealer, await get(one, revealer)],
      [editor, await get(one, editor)],
      [editor, (await list(example.type, editor)).find((row) => row.name === one)],
    ]
    for (const [token, body] of read) {
      await put(one, body, token)
      expect(await get(one, token)).toEqual(await get(one, token === editor ? editor : undefined))
      const after = await at('GET', one)
      expect([after.text, after.headers.etag]).toEqual([before.text, before.headers.etag])
    }
  },
})
