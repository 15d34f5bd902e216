import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { chmodSync, chownSync, copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { boot } from '../support/boot.js'
import { nowhere } from '../cli/others.js'

/** Nobody, who owns nothing: what is meant to be his is given to him. */
const nobody = 65534
const isRoot = process.getuid?.() === 0
const root = mkdtempSync(join(tmpdir(), 'switchboard-doctor-files-'))
chmodSync(root, 0o755)

/** What was built, where every user may read it: the folder of the sources may be closed to him. */
const program = join(root, 'program')
const packages = ['@opentelemetry/api', 'better-sqlite3', 'bindings', 'file-uri-to-path'].map((name) => join('node_modules', name))
for (const part of ['package.json', 'dist', 'schema', 'src/store/sqlite/migrations', ...packages])
  cpSync(part, join(program, part), { recursive: true })
execFileSync('chmod', ['-R', 'a+rX', program])

let dataDir: string
beforeEach(async () => {
  dataDir = join(mkdtempSync(join(root, 'case-')), 'data')
  chmodSync(join(dataDir, '..'), 0o755)
  await (await boot({ dataDir })).close()
  for (const name of readdirSync(dataDir)) chmodSync(join(dataDir, name), 0o600)
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

const give = (uid: number): void => {
  for (const path of [dataDir, ...readdirSync(dataDir).map((name) => join(dataDir, name))]) chownSync(path, uid, uid)
}
const inData = (name: string): string => join(dataDir, name)

/** Runs what was built as a user, and answers its exit code and what it has printed. */
async function ran(uid: number, ...words: string[]): Promise<{ code: number; out: string; err: string }> {
  const env = { PATH: process.env.PATH, SWITCHBOARD_DATA_DIR: dataDir, SWITCHBOARD_PORT: new URL(await nowhere()).port }
  const child = spawn(process.execPath, [join(program, 'dist/main.js'), ...words], { env, uid, gid: uid })
  let [out, err] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text))
  const code = await new Promise<number>((ended) => child.once('close', (status) => ended(status ?? -1)))
  return { code, out, err }
}

/** What doctor finds as a user that is not well. */
async function ills(uid: number): Promise<Record<string, string>> {
  const { code, out } = await ran(uid, 'doctor', '--json')
  const bad = (JSON.parse(out) as Record<'state' | 'check' | 'message' | 'remedy', string>[]).filter(({ state }) => state !== 'ok')
  expect(code).toBe(bad.some(({ state }) => state === 'fail') ? 1 : 0)
  return Object.fromEntries(bad.map(({ state, check, message, remedy }) => [check, `${state} ${message} ${remedy}`]))
}

describe.skipIf(!isRoot)('doctor and other users', () => {
  it('never says of a folder that it may not look into that nothing is in it, nor that it is well', async () => {
    const found = await ills(nobody)
    expect(found.folder).toMatch(
      /^fail .* belongs to user 0 and cannot be written to by user 65534 \(EACCES\)\. Run this and the gateway as user 0/,
    )
    expect(found.database).toMatch(/^fail .*switchboard\.db cannot be looked at \(EACCES\)/)
  })

  it('a folder and its files that belong to the gateway are well for it, and for root', async () => {
    give(nobody)
    expect(await ills(nobody)).toEqual({})
    expect(await ills(0)).toEqual({})
  })

  it.each([nobody, 0])('a database that the gateway may only read is told to user %d', async (uid) => {
    give(nobody)
    chmodSync(inData('switchboard.db'), 0o400)
    expect(await ills(uid)).toEqual({
      'database file': `fail ${inData('switchboard.db')} belongs to user 65534 and cannot be written to (EACCES). Run: chmod 600 ${inData('switchboard.db')}`,
    })
  })

  it.each(['lock.db', 'switchboard.db', 'master.key'])(
    "root's own %s in the folder of the gateway is told to both, and what to do",
    async (name) => {
      give(nobody)
      chownSync(inData(name), 0, 0)
      const check = { 'lock.db': 'lock file', 'switchboard.db': 'database file', 'master.key': 'key file' }[name] ?? ''
      expect((await ills(nobody))[check]).toContain('belongs to user 0 and cannot be')
      expect((await ills(0))[check]).toContain(`Run: chown 65534 ${inData(name)}`)
    },
  )

  it('a start is refused on a database that its user may only read, and leaves nothing beside it', async () => {
    give(nobody)
    chmodSync(inData('switchboard.db'), 0o400)
    const { code, err } = await ran(nobody)
    const told = `switchboard\\.db belongs to user ${nobody}, and user ${nobody} may not write to it\\. Run: chmod 600`
    expect([code, err]).toEqual([1, expect.stringMatching(told)])
    expect(readdirSync(dataDir).sort()).toEqual(['lock.db', 'master.key', 'switchboard.db'])
  })

  it.each([
    ['-wal', nobody, 0o400, 'chmod 600'],
    ['-shm', nobody, 0o400, 'chmod 600'],
    ['-shm', 0, 0o600, `chown ${nobody}`],
  ])(
    'a %s of user %d that the gateway may not write to is told by a start and by doctor, which advises no restore',
    async (side, owner, mode, remedy) => {
      const path = inData(`switchboard.db${side}`)
      give(nobody)
      writeFileSync(path, '')
      chownSync(path, owner, owner)
      chmodSync(path, mode)
      const { code, err } = await ran(nobody)
      expect([code, err]).toEqual([
        1,
        expect.stringContaining(`${path} belongs to user ${owner}, and user ${nobody} may not write to it. Run: ${remedy} ${path}`),
      ])
      const found = Object.values(await ills(nobody)).join()
      expect(found).toContain(`${path} belongs to user ${owner} and cannot be written to`)
      expect(found).toContain(`${remedy} ${path}`)
      expect(found).not.toContain('backup')
    },
  )

  it("makes no lock, so that a gateway's user can still make one", async () => {
    give(nobody)
    rmSync(inData('lock.db'))
    await ills(0)
    expect(existsSync(inData('lock.db'))).toBe(false)
  })

  it('a start that may not open the lock says whose it is', async () => {
    give(nobody)
    chownSync(inData('lock.db'), 0, 0)
    const { code, err } = await ran(nobody)
    expect([code, err]).toEqual([
      1,
      expect.stringMatching(/lock\.db belongs to user 0, and user 65534 may not write to it\. Run: chown 65534/),
    ])
  })
})

describe.skipIf(!isRoot)('a start of another user', () => {
  it('says whose the database is that it may not write to, and nothing of the disk', async () => {
    give(nobody)
    chownSync(inData('switchboard.db'), 0, 0)
    const { code, err } = await ran(nobody)
    expect([code, err]).toEqual([
      1,
      expect.stringMatching(/^\S+switchboard\.db belongs to user 0, and user 65534 may not write to it\. Run: chown 65534/),
    ])
    expect(err).not.toContain('disk')
  })
})

describe('doctor and a read-only disk', () => {
  const mounted = join(root, 'mounted')
  mkdirSync(mounted)
  const isMounted = isRoot && spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', mounted]).status === 0
  afterAll(() => {
    if (isMounted) execFileSync('umount', ['-l', mounted])
  })

  it.skipIf(!isMounted)('names the mount, not the file or a backup, and what was stopped there can be verified and backed up', async () => {
    dataDir = join(mounted, 'data')
    await (await boot({ dataDir })).close()
    for (const name of readdirSync(dataDir)) chmodSync(join(dataDir, name), 0o600)
    execFileSync('mount', ['-o', 'remount,ro', mounted])
    const found = await ills(0)
    for (const check of ['folder', 'database file']) {
      expect(found[check]).toContain('is on a disk that is mounted read-only. Mount it for writing')
      expect(found[check]).not.toContain('backup')
    }
    expect(await ran(0, 'audit', 'verify')).toMatchObject({ code: 0, out: expect.stringMatching(/^All \d+ audit records hold/) })
    const backup = join(root, 'of-a-mount.db')
    expect(await ran(0, 'backup', backup)).toMatchObject({ code: 0 })
    dataDir = join(mkdtempSync(join(root, 'case-')), 'data')
    mkdirSync(dataDir)
    copyFileSync(join(mounted, 'data/master.key'), inData('master.key'))
    expect(await ran(0, 'restore', backup)).toMatchObject({ code: 0 })
  })

  it.skipIf(!isMounted)('a start is refused on a database that alone is mounted read-only', async () => {
    const file = inData('switchboard.db')
    execFileSync('mount', ['--bind', file, file])
    try {
      execFileSync('mount', ['-o', 'remount,bind,ro', file])
      await expect(boot({ dataDir })).rejects.toMatchObject({ name: 'SetupError', message: expect.stringContaining('it is read-only') })
    } finally {
      execFileSync('umount', ['-l', file])
    }
  })
})
