import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { openUpkeep } from '../../src/upkeep/index.js'
import { boot } from '../support/boot.js'
import { run, type Ran } from './command-line.js'
import { nowhere } from './others.js'

let folder: string
let dataDir: string
beforeAll(async () => {
  port = new URL(await nowhere()).port
  folder = mkdtempSync(join(tmpdir(), 'switchboard-doctor-'))
  dataDir = join(folder, 'data')
  await (await boot({ dataDir })).close()
  for (const name of ['switchboard.db', 'master.key']) chmodSync(join(dataDir, name), 0o600)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const tomorrow = Date.now() + 86_400_000
/** One that nobody listens on. */
let port: string

async function doctor(env: Readonly<Record<string, string>> = {}, ...options: string[]): Promise<Ran> {
  const all = { SWITCHBOARD_DATA_DIR: dataDir, SWITCHBOARD_PORT: port, ...env }
  return run(['doctor', ...options], { env: all, upkeep: async () => openUpkeep(all) })
}

/** What is not well, by what was looked at. */
async function ills(env?: Readonly<Record<string, string>>): Promise<{ code: number; found: Record<string, string> }> {
  const { code, json } = await doctor(env, '--json')
  const found = json().filter(({ state }: { state: string }) => state !== 'ok')
  for (const { remedy } of found) expect(remedy).toMatch(/^[A-Z].*\.$|^Run: /)
  return { code, found: Object.fromEntries(found.map(({ check, state }: { check: string; state: string }) => [check, state])) }
}

it('a gateway that can start is well, line by line', async () => {
  const { code, out, err } = await doctor()
  expect([code, err]).toEqual([0, ''])
  const checks = [
    'settings',
    'node',
    'folder',
    'database file',
    'lock file',
    'key file',
    'disk',
    'database',
    'migrations',
    'log of the database',
    'keys',
    'audit chain',
    'clock',
    'gateway',
  ]
  expect(
    out
      .trim()
      .split('\n')
      .map((line) => /^\w+ +([a-z ]+): /.exec(line)?.[1]),
  ).toEqual(checks)
})

it('a clock from before the program was made is wrong, whatever was written', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: 0 })
  try {
    expect((await ills()).found).toHaveProperty('clock', 'fail')
  } finally {
    vi.useRealTimers()
  }
})

it('one that runs is found to be ready, and looked at without disturbing it', async () => {
  const running = await boot({ dataDir })
  const { port: taken } = new URL(await running.app.http.listen({ host: '127.0.0.1', port: 0 }))
  expect((await doctor({ SWITCHBOARD_PORT: taken })).out).toContain('ok    gateway: A gateway is ready')
  expect(await ills()).toEqual({ code: 0, found: { gateway: 'warn' } })
  await running.close()
})

it('asks where SWITCHBOARD_URL says that the gateway is, below its path too', async () => {
  const [running, strange] = [await boot({ dataDir }), await boot()]
  const [here, there] = await Promise.all([running, strange].map(({ app }) => app.http.listen({ host: '127.0.0.1', port: 0 })))
  expect((await doctor({ SWITCHBOARD_URL: here ?? '' })).out).toContain(`ok    gateway: A gateway is ready at ${here}/.`)
  expect((await doctor({ SWITCHBOARD_URL: `${here}/below` })).out).toContain(`none answers at ${here}/below.`)
  await running.close()
  expect((await doctor({ SWITCHBOARD_URL: there ?? '' })).out).toMatch(
    /^ok +gateway: No gateway runs.*\nwarn +gateway: A gateway answers at/m,
  )
  expect((await doctor({ SWITCHBOARD_URL: here ?? '' })).code).toBe(0)
  await strange.close()
})

it.each([
  ['SWITCHBOARD_HOST', '[::1]', /^\w+ +gateway: .* http:\/\/\[::1\]:/m],
  ['SWITCHBOARD_HOST', 'a b', /^fail +settings: SWITCHBOARD_HOST must be/m],
  ['SWITCHBOARD_HOST', 'nosuch.invalid', /^fail +gateway: Nobody knows the host/m],
  ['SWITCHBOARD_PORT', '6000', /^warn +gateway: Neither browsers nor the commands call the port/m],
  ['SWITCHBOARD_URL', 'gw.example', /^fail +settings: SWITCHBOARD_URL must be/m],
])('%s=%s is told, with every other finding', async (name, value, finding) => {
  const { out } = await doctor({ [name]: value })
  expect(out).toMatch(finding)
  expect(out).toMatch(/^ok +database: The database is whole/m)
  expect(out).toMatch(/ {2}gateway: /)
})

it.each([
  [{ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'q7-Lark' }, 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318', OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'grpc' }, 'OTEL_EXPORTER_OTLP_TRACES_PROTOCOL'],
])('of %j the setting for traces alone is told, and all else is looked at', async (env, name) => {
  const { code, out } = await doctor(env)
  expect(code).toBe(1)
  expect(out).toMatch(new RegExp(`^fail +settings: ${name}\\b.* Set ${name} as said, or unset it`, 'm'))
  expect(out).toMatch(/^ok +audit chain/m)
})

it('every setting that is wrong is told at once, by name and without its value', async () => {
  const { code, out, err } = await doctor({ SWITCHBOARD_PORT: 'q7-Lark', SWITCHBOARD_PROT: 'q7-Lark', SWITCHBOARD_LOG_LEVEL: 'q7-Lark' })
  expect([code, out.match(/^fail {2}settings/gm)?.length]).toEqual([1, 3])
  expect(out + err).not.toContain('q7-Lark')
})

it.each<[string, () => unknown, Record<string, string>, Record<string, string>?]>([
  [
    'nothing was started yet',
    () => undefined,
    { folder: 'warn', database: 'warn' },
    { SWITCHBOARD_DATA_DIR: join(tmpdir(), 'switchboard-doctor-none') },
  ],
  ['a key is another one', () => undefined, { keys: 'fail' }, { SWITCHBOARD_MASTER_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}` }],
  ['the key file is open to others', () => chmodSync(join(dataDir, 'master.key'), 0o644), { 'key file': 'fail' }],
  ['the folder is open to others', () => chmodSync(dataDir, 0o755), { folder: 'fail' }],
  ['the last record is of tomorrow', () => spoil(`update audit set at = ${tomorrow}`), { clock: 'warn' }],
  ['only an earlier record is of tomorrow', () => spoil(`update audit set at = ${tomorrow} where seq = 1`), {}],
  [
    'a migration is missing',
    () => spoil('delete from __drizzle_migrations where created_at = (select max(created_at) from __drizzle_migrations)'),
    { migrations: 'warn' },
  ],
  [
    'a newer program was here',
    () => spoil("insert into __drizzle_migrations (hash, created_at) values ('later', 99999999999999)"),
    { migrations: 'fail' },
  ],
  [
    'the file is no database',
    () => writeFileSync(join(dataDir, 'switchboard.db'), 'This is no database. '.repeat(100)),
    { database: 'fail' },
  ],
])('when %s, it says so and what to do', async (_what, arrange, expected, env = {}) => {
  rmSync(dataDir, { recursive: true, force: true })
  const app = await boot({ dataDir })
  await app.workspace('chartbrew', '7')
  await app.close()
  for (const name of ['switchboard.db', 'master.key']) chmodSync(join(dataDir, name), 0o600)
  chmodSync(dataDir, 0o700)
  arrange()
  const { code, found } = await ills(env)
  expect(found).toEqual(expected)
  expect(code).toBe(Object.values(expected).includes('fail') ? 1 : 0)
})

it('another program at the port of the gateway is found', async () => {
  const other = createServer((_request, response) => response.end('hello'))
  const taken = await new Promise<string>((settle) =>
    other.listen(0, '127.0.0.1', () => settle(String((other.address() as { port: number }).port))),
  )
  const { found } = await ills({ SWITCHBOARD_PORT: taken })
  expect(found).toHaveProperty('gateway', 'fail')
  other.close()
})

function spoil(sql: string): void {
  const raw = new Database(join(dataDir, 'switchboard.db'))
  raw.exec(sql)
  raw.close()
}

it('a gateway whose database was taken away under it is told of, and not called a stranger', async () => {
  const own = join(mkdtempSync(join(folder, 'taken-')), 'data')
  const app = await boot({ dataDir: own })
  try {
    rmSync(join(own, 'switchboard.db'))
    const { code, json } = await doctor({ SWITCHBOARD_DATA_DIR: own }, '--json')
    expect(code).toBe(1)
    expect(json()).toContainEqual(
      expect.objectContaining({ check: 'database', message: expect.stringMatching(/^A gateway runs, and its database/) }),
    )
  } finally {
    await app.close()
  }
})
