import { readFileSync, statSync, writeFileSync } from 'node:fs'
import Database from 'better-sqlite3'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { newKeyEntry } from '../../src/secrets/key-ring.js'
import type { AuditRecord } from '../../src/store/rows.js'
import { boot, type TestApp } from '../support/boot.js'
import { change, fill, idsInFile, keyFileOf, passwordOf, passwords, right, ringOf } from './world.js'

/** Connections; the audit chain has a data key too. */
const count = 12
let app: TestApp
beforeAll(async () => {
  app = await boot()
  await fill(app, count)
})
afterAll(() => app.close())

async function recordsOf(act: () => Promise<unknown>): Promise<AuditRecord[]> {
  const before = new Set((await app.records()).map(({ id }) => id))
  await act()
  return (await app.records()).filter(({ id }) => !before.has(id))
}

/** One after the other: each goes on from where the one before ended. */
describe('a rotation in the key file', () => {
  it('begins with a key that is added behind the active one and seals nothing yet', async () => {
    const before = readFileSync(keyFileOf(app), 'utf8').trim()
    let added: any
    const records = await recordsOf(async () => (added = await change(app, 'addMasterKey')))
    expect(added).toEqual({ keyId: 'k2', ring: { keys: [{ keyId: 'k1' }, { keyId: 'k2' }] }, userErrors: [] })
    expect(records).toMatchObject([{ action: 'create', subject: 'masterKey', subjectId: 'k2', workspaceId: null }])
    expect(readFileSync(keyFileOf(app), 'utf8')).toMatch(new RegExp(`^${before.replace(/[+/]/g, '\\$&')},k2:[A-Za-z0-9+/]{43}=\n$`))
    expect(statSync(keyFileOf(app)).mode & 0o777).toBe(0o600)
    await app.rest('POST', '/team/7/connections', { name: 'More', type: 'mysql', password: passwordOf(count + 1) })
    expect(await ringOf(app)).toEqual([`k1 ACTIVE ${count + 2}`, 'k2 NEW 0'])
  })

  it('goes on in steps, each with one record, and every secret opens at each of them', async () => {
    let step: any
    const records = await recordsOf(async () => (step = await change(app, 'rotateMasterKeys', { limit: 5 })))
    expect(step).toEqual({ activeKeyId: 'k2', rewrapped: 5, remaining: count - 3, unreadable: [], userErrors: [] })
    expect(records).toMatchObject([{ action: 'update', subject: 'masterKey', subjectId: 'k2', fields: ['active', 'dataKeys'] }])
    expect(idsInFile(app)).toEqual(['k2', 'k1'])
    expect(await ringOf(app)).toEqual(['k2 ACTIVE 5', `k1 IN_USE ${count - 3}`])
    expect(await passwords(app, count + 1)).toEqual(right(count + 1))
    expect(await change(app, 'retireMasterKey', { keyId: 'k1' })).toMatchObject({ userErrors: [{ code: 'IN_USE', path: ['keyId'] }] })
  })

  it('seals what is new with the new key from its first step on', async () => {
    await app.rest('POST', '/team/7/connections', { name: 'More', type: 'mysql', password: passwordOf(count + 2) })
    expect((await ringOf(app))[0]).toBe('k2 ACTIVE 6')
  })

  it('ends when nothing is left, and says so with another record when it is asked again', async () => {
    while ((await change(app, 'rotateMasterKeys', { limit: 5 })).rewrapped > 0);
    const records = await recordsOf(async () => expect(await change(app, 'rotateMasterKeys')).toMatchObject({ rewrapped: 0, remaining: 0 }))
    expect(records).toMatchObject([{ action: 'update', subject: 'masterKey', fields: [] }])
    expect(await ringOf(app)).toEqual([`k2 ACTIVE ${count + 3}`, 'k1 UNUSED 0'])
    expect(await passwords(app, count + 2)).toEqual(right(count + 2))
  })

  it('leaves a key that may be retired, once, and whose id is not given again', async () => {
    const records = await recordsOf(() => change(app, 'retireMasterKey', { keyId: 'k1' }))
    expect(records).toMatchObject([{ action: 'delete', subject: 'masterKey', subjectId: 'k1' }])
    expect(idsInFile(app)).toEqual(['k2'])
    expect(await ringOf(app)).toEqual([`k2 ACTIVE ${count + 3}`])
    expect(await change(app, 'retireMasterKey', { keyId: 'k1' })).toMatchObject({ userErrors: [{ code: 'NOT_FOUND' }] })
    expect(await change(app, 'addMasterKey', { keyId: 'k2' })).toMatchObject({
      keyId: null,
      userErrors: [{ code: 'CONFLICT', path: ['keyId'] }],
    })
    expect((await app.rest('GET', '/readyz', undefined, { token: null })).body.checks.keys).toBe('ok')
  })

  it('loses nothing of eight writers who go on meanwhile, and gets everything under one key in the end', async () => {
    await change(app, 'addMasterKey')
    let isDone = false
    const last = new Map<number, string>()
    const writers = Array.from({ length: 8 }, async (_, writer) => {
      for (let round = 0; !isDone; round += 1) {
        const password = `dusk-Ash-${writer}-${round}`
        const key = writer + 1
        const { status } = await app.rest('PUT', `/team/7/connections/${key}`, { password })
        if (status === 200) last.set(key, password)
        await app.rest('POST', '/team/7/connections', { name: `W${writer}`, type: 'mysql', password })
      }
    })
    for (let step = 0; step < 10; step += 1) await change(app, 'rotateMasterKeys', { limit: 2 })
    isDone = true
    await Promise.all(writers)
    while ((await change(app, 'rotateMasterKeys')).rewrapped > 0);
    expect((await ringOf(app)).map((key) => key.replace(/\d+$/, ''))).toEqual(['k3 ACTIVE ', 'k2 UNUSED '])
    await change(app, 'retireMasterKey', { keyId: 'k2' })
    expect(last.size).toBe(8)
    for (const [key, password] of last) expect((await app.rest('GET', `/team/7/connections/${key}`)).body.password).toBe(password)
    const { items } = { items: (await app.rest('GET', '/team/7/connections')).body as { id: number }[] }
    for (const { id } of items) expect((await app.rest('GET', `/team/7/connections/${id}`)).body.password).toMatch(/^(teal-Oak|dusk-Ash)-/)
  })

  it('passes over a data key that does not open, names its owner, and leaves it as it is', async () => {
    const database = new Database(join(app.dataDir, 'switchboard.db'))
    const { owner } = database.prepare('select owner_id as owner from data_keys order by rowid limit 1').get() as { owner: string }
    const { wrapped } = database.prepare('select wrapped from data_keys where owner_id = ?').get(owner) as { wrapped: Buffer }
    const set = database.prepare('update data_keys set wrapped = ? where owner_id = ?')
    set.run(Buffer.alloc(wrapped.length), owner)
    await change(app, 'addMasterKey')
    while ((await change(app, 'rotateMasterKeys', { limit: 1000 })).rewrapped > 0);
    expect(await change(app, 'rotateMasterKeys')).toMatchObject({ activeKeyId: 'k4', rewrapped: 0, remaining: 1, unreadable: [owner] })
    expect(await ringOf(app)).toContain('k3 IN_USE 1')

    set.run(wrapped, owner)
    database.close()
    expect(await change(app, 'rotateMasterKeys')).toMatchObject({ rewrapped: 1, remaining: 0, unreadable: [] })
    await change(app, 'retireMasterKey', { keyId: 'k3' })
  })

  it('takes up a key that was put first in the file by hand, and refuses a file that has lost one', async () => {
    const text = readFileSync(keyFileOf(app), 'utf8')
    writeFileSync(keyFileOf(app), `${newKeyEntry('hand')},${text}`)
    expect(await change(app, 'rotateMasterKeys', { limit: 1 })).toMatchObject({ activeKeyId: 'hand', rewrapped: 1 })
    const whole = readFileSync(keyFileOf(app), 'utf8')
    for (const lost of [newKeyEntry('hand'), 'nonsense', whole.replace(/hand:..../, 'hand:AAAA')]) {
      writeFileSync(keyFileOf(app), lost)
      const { body, text: answer } = await app.graphAnswer('mutation { addMasterKey(input: {}) { keyId } }')
      expect(body.errors[0].extensions.code).toBe('UNAVAILABLE')
      for (const entry of whole.trim().split(',')) expect(answer).not.toContain(entry.split(':')[1])
      expect(readFileSync(keyFileOf(app), 'utf8')).toBe(lost)
    }
    writeFileSync(keyFileOf(app), whole)
    while ((await change(app, 'rotateMasterKeys')).rewrapped > 0);
  })
})

describe('what cannot be recorded does not happen', () => {
  it('to the key file, nor to the ring', async () => {
    const { store } = app.app.deps
    await change(app, 'addMasterKey', { keyId: 'later' })
    const [file, ring] = [readFileSync(keyFileOf(app), 'utf8'), await ringOf(app)]
    vi.spyOn(store.audit, 'record').mockRejectedValue(new Error('The disk is full.'))
    for (const name of ['rewrap', 'removeCanary'] as const) vi.spyOn(store.secrets, name).mockRejectedValue(new Error('The disk is full.'))
    for (const mutation of ['addMasterKey(input: {})', 'rotateMasterKeys(input: {})', 'retireMasterKey(input: { keyId: "later" })'])
      expect((await app.graphAnswer(`mutation { ${mutation} { userErrors { code } } }`)).body.errors).toHaveLength(1)
    vi.restoreAllMocks()
    expect(readFileSync(keyFileOf(app), 'utf8')).toBe(file)
    expect(await ringOf(app)).toEqual(ring)
    expect(await passwords(app, 1)).toEqual([expect.stringMatching(/^dusk-Ash/)])
  })
})

describe('master keys are for who administers all workspaces', () => {
  it('and everybody else is refused, with a record', async () => {
    const [team] = (await app.graph('{ workspaces { nodes { id } } }')).workspaces.nodes
    for (const token of [await app.token(['ADMIN'], team.id), await app.token(['EDITOR', 'REVEALER'])]) {
      const records = await recordsOf(async () => {
        expect((await app.graphAnswer('{ masterKeys { source } }', {}, token)).body.errors[0].extensions.code).toBe('FORBIDDEN')
        for (const [name, input] of [
          ['addMasterKey', {}],
          ['rotateMasterKeys', {}],
          ['retireMasterKey', { keyId: 'k1' }],
        ] as const)
          expect(await change(app, name, input, token)).toMatchObject({ userErrors: [{ code: 'FORBIDDEN' }] })
      })
      expect(records).toHaveLength(4)
      for (const record of records) expect(record).toMatchObject({ action: 'denied', wanted: 'administer', subject: 'masterKey' })
    }
  })

  it('and a wrong input is told at its field', async () => {
    expect(await change(app, 'addMasterKey', { keyId: 'a b' })).toMatchObject({ userErrors: [{ code: 'INVALID', path: ['keyId'] }] })
    for (const limit of [0, 1001])
      expect(await change(app, 'rotateMasterKeys', { limit })).toMatchObject({ userErrors: [{ code: 'INVALID', path: ['limit'] }] })
    expect(await change(app, 'retireMasterKey', { keyId: idsInFile(app)[0] })).toMatchObject({ userErrors: [{ code: 'IN_USE' }] })
  })
})
