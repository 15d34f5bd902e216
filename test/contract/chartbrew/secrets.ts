import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect } from 'vitest'
import { boot } from '../../support/boot.js'
import type { Cases } from '../../support/contract.js'
import { connection, connections, type GetTeam } from './team.js'

const withSecrets = {
  name: 'Sealed',
  type: 'postgres',
  host: 'https://user:host-Secret@db.example/x?a=1',
  password: 'pass-Secret',
  connectionString: 'postgres://reader:string-Secret@pg.example:5432/orders',
  options: [{ 'X-Key': 'option-Secret' }],
  authentication: { type: 'basic_auth', user: 'svc', pass: 'auth-Secret' },
  firebaseServiceAccount: { type: 'service_account', project_id: 'p', private_key: 'key-Secret' },
  sshPassword: 'ssh-Secret',
  sshPassphrase: 'phrase-Secret',
}
const { sshPassword, sshPassphrase, ...shownToSome } = withSecrets
const hidden = { host: null, password: null, connectionString: null, options: null, authentication: null, firebaseServiceAccount: null }
const shown = { ...shownToSome, hasSshPassword: true, hasSshPassphrase: true }

export const secretCases = (team: GetTeam): Cases => ({
  'POST, GET and PUT show secrets to ADMIN and REVEALER': async () => {
    const { post, get, put, revealer } = team()
    for (const token of [undefined, revealer]) {
      const made = await post(withSecrets, token)
      expect(made).toMatchObject(shown)
      expect(await get(made.id, token)).toMatchObject(shown)
      expect(await put(made.id, { name: 'Renamed' }, token)).toMatchObject({ ...shown, name: 'Renamed' })
    }
  },

  'POST, GET and PUT show null for each secret to EDITOR, GET to VIEWER too': async () => {
    const { post, get, put, editor, viewer } = team()
    const made = await post(withSecrets, editor)
    const replies = [made, await put(made.id, { name: 'Renamed' }, editor), await get(made.id, editor), await get(made.id, viewer)]
    for (const reply of replies) {
      expect(reply).toMatchObject({ ...hidden, hasSshPassword: true, hasSshPassphrase: true })
      expect(JSON.stringify(reply)).not.toContain('-Secret')
    }
    expect(await get(made.id)).toMatchObject({ ...shown, name: 'Renamed' })
  },

  'an address that holds no credentials is shown to every reader': async () => {
    const { post, get, viewer } = team()
    const open = { host: 'https://api.example/v3', connectionString: 'https://fleet.example' }
    const { id } = await post({ name: 'Open', type: 'realtimedb', ...open })
    expect(await get(id, viewer)).toMatchObject(open)
  },

  'a list shows no secret to anyone': async () => {
    const { app, post, list, revealer, editor, viewer } = team()
    const { id } = await post({ ...withSecrets, schema: { tables: ['listed'] } })
    for (const token of [undefined, revealer, editor, viewer]) {
      const rows = await list(token)
      const { password, ...hiddenInLists } = hidden
      expect(rows.find((row) => row.id === id)).toMatchObject({ ...hiddenInLists, hasSshPassword: true })
      const { text } = await app.rest('GET', connections, undefined, token === undefined ? {} : { token })
      expect(text).not.toContain('-Secret')
      for (const row of rows) expect(row).not.toHaveProperty('password')
    }
  },

  'every reply that shows secrets leaves one reveal record, a list and a masked reply none': async () => {
    const { app, post, get, put, list, editor, revealer } = team()
    const reveals = async (): Promise<unknown[]> =>
      (await app.records())
        .filter(({ action }) => action === 'reveal')
        .map(({ subjectId, fields }) => ({ subjectId, fields: [...fields].sort() }))
    const before = (await reveals()).length
    const { id } = await post(withSecrets, revealer)
    await get(id, revealer)
    await put(id, { name: 'Recorded' }, revealer)
    await list(revealer)
    await get(id, editor)
    await put(id, { name: 'Recorded again' }, editor)
    const found = (await reveals()).slice(before) as { subjectId: string; fields: string[] }[]
    expect(found).toHaveLength(3)
    expect(new Set(found.map(({ subjectId }) => subjectId)).size).toBe(1)
    for (const { fields } of found) expect(fields).toEqual(expect.arrayContaining(Object.keys(hidden).sort()))
  },

  'when the record of a reveal cannot be written, a read is masked and a write is not done': async () => {
    const app = await boot()
    const database = new Database(join(app.dataDir, 'switchboard.db'))
    try {
      await app.workspace('chartbrew', '7')
      const { body: made } = await app.rest('POST', connections, withSecrets)
      expect(made).toMatchObject(shown)
      database.exec(`CREATE TRIGGER full BEFORE INSERT ON audit WHEN NEW.action = 'reveal' BEGIN SELECT RAISE(ABORT, 'full'); END`)
      const read = await app.rest('GET', connection(made.id))
      expect([read.status, read.body]).toMatchObject([200, hidden])
      const writes = [await app.rest('PUT', connection(made.id), { name: 'Not kept' }), await app.rest('POST', connections, withSecrets)]
      for (const { status } of writes) expect(status).toBe(500)
      for (const { text } of [read, ...writes]) expect(text).not.toContain('-Secret')
      database.exec('DROP TRIGGER full')
      expect((await app.rest('GET', connection(made.id))).body).toMatchObject({ ...shown, name: made.name })
      expect((await app.rest('GET', connections)).body).toHaveLength(1)
    } finally {
      database.close()
      await app.close()
    }
  },

  'a body read with or without secrets and sent back changes nothing at all': async () => {
    const { app, post, get, put, list, editor, revealer, passTime } = team()
    const { id } = await post(withSecrets)
    const before = await app.rest('GET', connection(id))
    passTime(1000)
    for (const token of [undefined, revealer, editor]) {
      const read = await get(id, token)
      expect(await put(id, read, token)).toEqual(read)
      expect(await get(id, token)).toEqual(read)
    }
    const row = (await list(editor)).find((listed) => listed.id === id)
    await put(id, row, editor)
    const after = await app.rest('GET', connection(id))
    expect([after.text, after.headers.etag]).toEqual([before.text, before.headers.etag])
    expect(after.body).toMatchObject(shown)
  },

  'empty documents and no_auth take the place of the secret, for an EDITOR too': async () => {
    const { post, get, put, editor } = team()
    const clearing: readonly (readonly [string, unknown, unknown])[] = [
      ['options', '', null], ['options', [], []], ['options', {}, {}],
      ['authentication', '', null], ['authentication', {}, {}], ['authentication', { type: 'no_auth' }, { type: 'no_auth' }],
      ['firebaseServiceAccount', '', null], ['firebaseServiceAccount', {}, {}],
      ['connectionString', '', null],
    ] // prettier-ignore
    for (const [name, written, after] of clearing) {
      for (const token of [undefined, editor]) {
        const { id } = await post(withSecrets)
        const before = await get(id)
        await put(id, { [name]: written }, token)
        expect(await get(id)).toEqual({ ...before, [name]: after })
      }
    }
  },

  'a secret that is replaced is gone, the others stay': async () => {
    const { post, get, put, editor } = team()
    const { id } = await post(withSecrets)
    const before = await get(id)
    await put(id, { password: 'new-Pass', authentication: { type: 'bearer_token', token: 'new-Token' } }, editor)
    expect(await get(id)).toEqual({ ...before, password: 'new-Pass', authentication: { type: 'bearer_token', token: 'new-Token' } })
  },
})
