import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { newKeyEntry, parseKeyRing } from '../../src/secrets/key-ring.js'
import { boot } from '../support/boot.js'

let folder: string
let dataDir: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'switchboard-keys-'))
  dataDir = join(folder, 'data')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const start = (keys?: string) => boot({ dataDir, env: keys === undefined ? {} : { SWITCHBOARD_MASTER_KEYS: keys } })
const mode = (path: string): number => statSync(path).mode & 0o777

/** A gateway that has sealed one secret, stopped again. */
async function sealedWith(keys?: string): Promise<void> {
  const app = await start(keys)
  await app.workspace('chartbrew', '7')
  await app.rest('POST', '/team/7/connections', { name: 'Shop', type: 'mysql', password: 'teal-Oak-5' })
  await app.close()
}

async function password(keys?: string): Promise<string> {
  const app = await start(keys)
  const { body } = await app.rest('GET', '/team/7/connections/1')
  await app.close()
  return body.password
}

describe('the ring in the environment', () => {
  const [k1, k2] = [newKeyEntry('k1'), newKeyEntry('k2')]

  it('opens what it sealed, with more keys beside the old one, and with a new one first', async () => {
    await sealedWith(k1)
    for (const keys of [k1, `${k1},${k2}`, `${k2},${k1}`, ` ${k2} , ${k1} `]) expect(await password(keys)).toBe('teal-Oak-5')
  })

  it('seals with its first key', async () => {
    await sealedWith(`${k2},${k1}`)
    expect(await password(k2)).toBe('teal-Oak-5')
  })

  it('is refused by name when a key of that id is not the one that sealed', async () => {
    await sealedWith(k1)
    await expect(start(newKeyEntry('k1'))).rejects.toMatchObject({
      name: 'SetupError',
      message: expect.stringContaining('master key k1 is not the key'),
    })
    expect(await password(k1)).toBe('teal-Oak-5')
  })

  it('is refused by name when it lacks a key in use', async () => {
    await sealedWith(k1)
    await expect(start(k2)).rejects.toMatchObject({ name: 'SetupError', message: expect.stringContaining('master key k1 is missing') })
    expect(await password(k1)).toBe('teal-Oak-5')
  })

  it('cannot lose the key of the audit chain, though no connection has a secret', async () => {
    await (await start(k1)).close()
    await expect(start(k2)).rejects.toMatchObject({ name: 'SetupError', message: expect.stringContaining('master key k1 is missing') })
  })

  it('may lose a key that wraps nothing', async () => {
    await (await start(k1)).close()
    const both = await start(`${k2},${k1}`)
    await both.graph('mutation { rotateMasterKeys(input: {}) { remaining } }')
    await both.close()
    const app = await start(k2)
    expect((await app.rest('GET', '/readyz', undefined, { token: null })).status).toBe(200)
    await app.close()
  })
})

describe('a database that was tampered with is refused by the id of the key', () => {
  const k1 = newKeyEntry('k1')
  async function change(sql: string): Promise<void> {
    const database = new Database(join(dataDir, 'switchboard.db'))
    database.exec(sql)
    database.close()
  }

  it('when data keys name a master key that no ring has had', async () => {
    await sealedWith(k1)
    await change("update data_keys set master_key_id = 'k9'")
    await expect(start(k1)).rejects.toMatchObject({ name: 'SetupError', message: expect.stringContaining('master key k9 is missing') })
  })

  it('when what tells a wrong key is gone, so that no wrong key passes', async () => {
    await sealedWith(k1)
    await change('delete from key_canaries')
    for (const ring of [k1, newKeyEntry('k1')])
      await expect(start(ring)).rejects.toMatchObject({
        name: 'SetupError',
        message: expect.stringContaining('master key k1 is the right one'),
      })
  })

  it('when a canary is that of another key', async () => {
    await sealedWith(k1)
    await (await start(`${k1},${newKeyEntry('k2')}`)).close()
    await change("update key_canaries set blob = zeroblob(39) where master_key_id = 'k1'")
    await expect(start(k1)).rejects.toMatchObject({ name: 'SetupError', message: expect.stringContaining('master key k1 is not the key') })
  })
})

describe('a ring is refused', () => {
  const bytes = (length: number): string => Buffer.alloc(length, 7).toString('base64')

  it.each([
    ['nothing', '', 1],
    ['no id', bytes(32), 1],
    ['an empty id', `:${bytes(32)}`, 1],
    ['an id with a space', `k 1:${bytes(32)}`, 1],
    ['a key that is too short', `k1:${bytes(31)}`, 1],
    ['a key that is too long', `k1:${bytes(33)}`, 1],
    ['a key in hexadecimal', `k1:${'07'.repeat(32)}`, 1],
    ['a second entry that is wrong', `k1:${bytes(32)},k2:x`, 2],
    ['a comma too many', `k1:${bytes(32)},`, 2],
  ])('with %s, by the number of the entry and without the key', (_what, text, entry) => {
    expect(() => parseKeyRing(text, 'SWITCHBOARD_MASTER_KEYS')).toThrow(
      new RegExp(
        `^Entry ${entry} of SWITCHBOARD_MASTER_KEYS is not an id, a colon and 32 bytes in base64\\. Correct it, or put back what was there; for a new gateway make a key with: `,
      ),
    )
    expect(() => parseKeyRing(text, 'SWITCHBOARD_MASTER_KEYS')).not.toThrow(/BwcH|0707/)
  })

  it('with an id twice', () => {
    expect(() => parseKeyRing(`k1:${bytes(32)},k1:${bytes(32)}`, 'SWITCHBOARD_MASTER_KEYS')).toThrow(
      'SWITCHBOARD_MASTER_KEYS names the key k1 twice.',
    )
  })

  it('by the name of the file when it stands in the key file', () => {
    expect(() => parseKeyRing('x', '/data/master.key')).toThrow('Entry 1 of /data/master.key')
  })
})

describe('the key file', () => {
  it('is made for its owner alone, in a folder for its owner alone, and says so once', async () => {
    const shown: unknown[] = []
    const show = async (news: unknown): Promise<void> => void shown.push(news)
    const app = await boot({ dataDir, show })
    expect(shown).toEqual([{ keyFile: join(dataDir, 'master.key') }])
    expect(mode(dataDir)).toBe(0o700)
    expect(mode(join(dataDir, 'master.key'))).toBe(0o600)
    await app.close()

    const again = await boot({ dataDir, show })
    expect(shown).toHaveLength(1)
    await again.close()
  })

  it('opens at the second start what was sealed at the first, and holds a ring', async () => {
    await sealedWith()
    expect(await password()).toBe('teal-Oak-5')
    expect(await password(readFileSync(join(dataDir, 'master.key'), 'utf8'))).toBe('teal-Oak-5')
  })

  it('is not made anew for a database that was sealed with it', async () => {
    await sealedWith()
    rmSync(join(dataDir, 'master.key'))
    await expect(start()).rejects.toMatchObject({ name: 'SetupError', message: expect.stringContaining(join(dataDir, 'master.key')) })
    await expect(start()).rejects.toThrow('missing')
  })

  it('is not made when the environment brings the ring', async () => {
    await sealedWith(newKeyEntry('k1'))
    expect(() => statSync(join(dataDir, 'master.key'))).toThrow('ENOENT')
  })
})
