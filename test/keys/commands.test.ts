import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newKeyEntry } from '../../src/secrets/key-ring.js'
import { failing, listen, type ListeningApp } from '../cli/command-line.js'
import { fill, idsInFile, keyFileOf, passwords, right } from './world.js'

const cells = (text: string): string[][] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => line.split(/ {2,}/))

describe('with a key file', () => {
  let app: ListeningApp
  beforeAll(async () => {
    app = await listen()
    await fill(app, 3)
  })
  afterAll(() => app.close())

  it('keys add, rotate and retire lead from one key to the next, and never print a key', async () => {
    const said: string[] = []
    const sb = async (line: string): Promise<string> => {
      const { code, out, err } = await app.sb(line)
      expect([code, err]).toEqual([0, ''])
      said.push(out)
      return out
    }
    expect(cells(await sb('keys status'))).toEqual([
      ['ID', 'STATE', 'DATA KEYS', 'CANARY'],
      ['k1', 'active', '4', 'opens'],
      ['The ring comes from the key file.'],
    ])
    expect(await sb('keys add')).toContain('Made k2 in the key file. It is not active yet.')
    expect(cells(await sb('keys status'))[2]).toEqual(['k2', 'new: the next rotation makes it active', '0', '-'])
    expect(await sb('keys rotate')).toBe(
      'k2 wraps every data key now (4 wrapped anew).\nk1 is no longer used: switchboard keys retire k1\n',
    )
    expect(cells(await sb('keys status'))[2]).toEqual(['k1', 'not used any more: may be retired', '0', 'opens'])
    expect(await sb('keys retire k1')).toContain('Retired k1.')
    expect(idsInFile(app)).toEqual(['k2'])
    expect(await passwords(app, 3)).toEqual(right(3))
    expect(said.join()).not.toMatch(/[A-Za-z0-9+/]{43}=/)
  })

  it('every one of them answers with a document for --json', async () => {
    const added = (await app.sb('keys add --id next --json')).json()
    expect(added).toMatchObject({
      keyId: 'next',
      ring: {
        source: 'FILE',
        keys: [
          { keyId: 'k2', state: 'ACTIVE' },
          { keyId: 'next', state: 'NEW' },
        ],
      },
    })
    expect((await app.sb('keys rotate --json')).json()).toMatchObject({ activeKeyId: 'next', rewrapped: 4, ring: { source: 'FILE' } })
    expect((await app.sb('keys retire k2 --json')).json()).toMatchObject({ retiredKeyId: 'k2' })
    expect((await app.sb('keys status --json')).json().keys).toEqual([{ keyId: 'next', state: 'ACTIVE', dataKeyCount: 4, isRight: true }])
  })

  it('keys add never gives the id of a key that was there before, be it retired', async () => {
    expect(await app.sb('keys add --id k1')).toMatchObject({ code: 1, err: '--id: There is or was a master key of this id.\n' })
    expect((await app.sb('keys add')).out).toContain('Made k3 ')
    expect((await app.sb('keys retire k3')).code).toBe(0)
  })

  it('keys add whose id was forgotten makes no key of the option that follows', async () => {
    const before = idsInFile(app)
    const rule = 'must have 1 to 64 characters of A-Z, a-z, 0-9, . _ and -, and not begin with -'
    expect(await app.sb('keys add --id --json')).toMatchObject({ code: 2, err: expect.stringContaining(`--id ${rule}.`) })
    const document = 'mutation { addMasterKey(input: { keyId: "--json" }) { keyId userErrors { message path } } }'
    expect((await app.graph(document)).addMasterKey).toMatchObject({ keyId: null, userErrors: [{ path: ['keyId'] }] })
    expect(idsInFile(app)).toEqual(before)
  })

  it.each([
    ['keys retire next', '<id>: It is the active master key: rotate to another one first.\n'],
    ['keys retire none', '<id>: There is no such master key.\n'],
    ['keys add --id next', '--id: There is or was a master key of this id.\n'],
  ])('%s is refused at its argument', async (line, err) => {
    expect(await app.sb(line)).toMatchObject({ code: 1, out: '', err })
  })

  it('all of them are refused to who does not administer everything', async () => {
    const token = await app.token(['REVEALER'])
    for (const line of ['keys status', 'keys add', 'keys rotate', 'keys retire next'])
      expect(await app.sb(line, { token })).toMatchObject({ code: 1, out: '', err: expect.stringMatching(/^Your token may not do this\./) })
  })

  it('a key file that is broken or gone is told with what to do, and not as something that passes', async () => {
    const before = readFileSync(keyFileOf(app), 'utf8')
    writeFileSync(keyFileOf(app), 'next:AAAA')
    const broken = await app.sb('keys add')
    rmSync(keyFileOf(app))
    const gone = await app.sb('keys add')
    writeFileSync(keyFileOf(app), before, { mode: 0o600 })
    expect(broken).toMatchObject({ code: 1, err: expect.stringMatching(/^Entry 1 of \S+master\.key is not .* put back what was there/) })
    expect(gone).toMatchObject({ code: 1, err: expect.stringContaining('(ENOENT). Look at it, its folder and its disk.') })
    expect(broken.err + gone.err).not.toContain('in a moment')
  })

  it('keys add with an id that no key may have is misused', async () => {
    expect(await app.sb(['keys', 'add', '--id', 'a,b'])).toMatchObject({ code: 2, out: '' })
  })
})

describe('with a ring from the environment', () => {
  const dataDir = join(mkdtempSync(join(tmpdir(), 'switchboard-keys-')), 'data')
  afterAll(() => rmSync(join(dataDir, '..'), { recursive: true, force: true }))
  const start = (keys: string) => listen({ dataDir, env: { SWITCHBOARD_MASTER_KEYS: keys } })
  const k1 = newKeyEntry('k1')

  it('keys add prints the line to set, and a start with it, a rotation and a retirement lead to the new key alone', async () => {
    const first = await start(k1)
    await fill(first, 3)
    const added = await first.sb('keys add')
    const unread = await first.sb('keys add', { stdout: failing('EPIPE') })
    expect(unread).toMatchObject({
      code: 1,
      err: expect.stringContaining('The key is gone with it, and nothing is changed: run this again.'),
    })
    await first.close()
    const [, entry = ''] = /^SWITCHBOARD_MASTER_KEYS="(k2:[A-Za-z0-9+/]{43}=),\$SWITCHBOARD_MASTER_KEYS"\n$/.exec(added.out) ?? []
    expect([added.code, added.err.includes(entry.slice(3)), added.err.includes('start the gateway again')]).toEqual([0, false, true])

    const second = await start(`${entry},${k1}`)
    expect(cells((await second.sb('keys status')).out).slice(1)).toEqual([
      ['k2', 'active', '0', 'opens'],
      ['k1', 'in use: rotate', '4', 'opens'],
      ['The ring comes from SWITCHBOARD_MASTER_KEYS.'],
    ])
    expect((await second.sb('keys rotate')).out).toContain('k1 is no longer used')
    const retired = await second.sb('keys retire k1')
    expect([retired.out, retired.err]).toEqual(['Retired k1.\n', expect.stringContaining('out of SWITCHBOARD_MASTER_KEYS')])
    expect(await second.graph('mutation { addMasterKey(input: {}) { keyId userErrors { code } } }')).toEqual({
      addMasterKey: { keyId: null, userErrors: [{ code: 'UNSUPPORTED' }] },
    })
    expect(cells((await second.sb('keys status')).out)[2]).toEqual(['k1', 'not used: take it out of SWITCHBOARD_MASTER_KEYS', '0', '-'])
    expect((await second.sb('keys rotate')).out).toBe('k2 wraps every data key now (0 wrapped anew).\n')
    const records = (await second.records()).length
    expect(await second.sb('keys retire k1')).toMatchObject({ code: 1, out: '', err: expect.stringMatching(/^<id>: It was retired/) })
    expect(await second.records()).toHaveLength(records)
    await second.close()

    const third = await start(entry)
    expect(await third.sb('keys add --id k1')).toMatchObject({ code: 1, out: '', err: '--id: There is or was a master key of this id.\n' })
    expect((await third.sb('keys add')).out).toContain('"k3:')
    expect(await passwords(third, 3)).toEqual(right(3))
    expect((await third.sb('keys status --json')).json().keys).toHaveLength(1)
    await third.close()
  })
})
