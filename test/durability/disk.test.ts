import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, describe, expect, it } from 'vitest'
import { graph, killAll, type Gateway } from '../start/gateway.js'
import { organisation, versoriParts } from './kinds.js'
import { makeLane, makeWorkspaces, token, type Lane } from './lane.js'
import { succeeds } from '../support/succeeds.js'

const folder = mkdtempSync(join(tmpdir(), 'switchboard-disk-'))
const small = join(folder, 'small')
mkdirSync(small)
const isMounted = succeeds('mount', '-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', small)
const hasLimits = succeeds('prlimit', '--version')

afterAll(() => {
  killAll()
  if (isMounted) execFileSync('umount', ['-l', small])
  rmSync(folder, { recursive: true, force: true })
})

describe('a gateway whose disk takes no more writes refuses them with a code, reads on, and is not ready until it takes them again', () => {
  it.skipIf(!isMounted)('when the disk is full', async () => {
    const filler = join(small, 'filler')
    await outage(makeLane(join(small, 'data')), 'SQLITE_FULL', {
      begin: () => {
        const { bsize, bavail } = statfsSync(small)
        writeFileSync(filler, Buffer.alloc(bsize * bavail))
      },
      end: () => rmSync(filler),
    })
  })

  it.skipIf(!hasLimits)('when every write fails', async () => {
    const limit = ({ process }: Gateway, bytes: string): void => {
      execFileSync('prlimit', ['--pid', String(process.pid), `--fsize=${bytes}:`])
    }
    await outage(makeLane(join(folder, 'data')), 'SQLITE_IOERR_WRITE', {
      begin: (gateway) => limit(gateway, '4096'),
      end: (gateway) => limit(gateway, 'unlimited'),
    })
  })
})

it.skipIf(!isMounted).each([64, 150, 250])('a first start on a disk of %i kB says in one sentence that it is full', async (size) => {
  const tiny = mkdtempSync(join(folder, 'tiny-'))
  expect(succeeds('mount', '-t', 'tmpfs', '-o', `size=${size}k`, 'tmpfs', tiny)).toBe(true)
  const refused = makeLane(join(tiny, 'data')).start()
  const code = await refused.ended
  execFileSync('umount', ['-l', tiny])
  expect([code, refused.output()]).toEqual([1, ''])
  expect(refused.errors().trim().split('\n')).toEqual([
    expect.stringMatching(/cannot be used: the disk is full \(SQLITE_FULL\)\. Make room/),
  ])
})

async function outage(lane: Lane, code: string, { begin, end }: Record<'begin' | 'end', (gateway: Gateway) => void>): Promise<void> {
  const gateway = lane.start()
  const address = await gateway.address
  const ask = async (method: string, path: string, body?: unknown): Promise<{ status: number; body: any }> => {
    const headers = { authorization: `Bearer ${token}`, ...(body !== undefined && { 'content-type': 'application/json' }) }
    const answer = await fetch(address + path, { method, headers, body: body === undefined ? null : JSON.stringify(body) })
    return { status: answer.status, body: await answer.json() }
  }
  const ready = async (): Promise<[number, unknown]> => {
    const { status, body } = await ask('GET', '/readyz')
    return [status, body.checks]
  }
  const connection = {
    name: 'Orders',
    type: 'postgres',
    host: 'pg.example',
    port: '5432',
    dbName: 'n1',
    username: 'u',
    password: 'hidden-1',
  }
  const postgres = { type: 'postgres', postgresConnection: { host: 'pg.example', port: 5432, databaseName: 'n2', userName: 'u' } }

  await makeWorkspaces(address)
  expect((await ask('POST', '/team/7/connections', connection)).status).toBe(200)
  expect((await ask('GET', '/team/7/connections/1')).body.password).toBe('hidden-1')
  expect(await ready()).toEqual([200, { database: 'ok', keys: 'ok' }])
  const before = changesIn(lane)

  begin(gateway)
  const refused = [
    await ask('POST', '/team/7/connections', { ...connection, name: 'Other' }),
    await ask('PUT', '/team/7/connections/1', { dbName: 'n7', password: 'hidden-7' }),
    await ask('DELETE', '/team/7/connections/1'),
    await ask('POST', '/api/v0/projects/orchard/connections/other', postgres),
    await ask('POST', '/apiops/projects/Shop/connections/other/', {
      type: 'database',
      name: 'other',
      dbType: 'POSTGRES',
      jdbcUrl: 'jdbc:postgresql://pg.example:5432/orders',
      username: 'n3',
      password: 'hidden-3',
    }),
    await ask('POST', `/o/${organisation}/protocols/http/connections`, { name: 'n4', baseUrl: 'https://api.example/', ...versoriParts(4) }),
    await ask('POST', '/apiops/auth/token', { client_id: 'tok_admin', client_secret: token, grant_type: 'client_credentials' }),
  ]
  expect(refused.map(({ status }) => status)).toEqual(refused.map(() => 503))
  for (const { body } of refused) expect(JSON.stringify(body)).toContain('The database does not work now')
  const mutation = await graph(
    address,
    'mutation { createWorkspace(input: { vendor: CHARTBREW, key: "8", name: "X" }) { workspace { id } } }',
    token,
  )
  expect(mutation.body.errors).toMatchObject([{ extensions: { code: 'UNAVAILABLE', requestId: expect.any(String) } }])

  expect(await ready()).toEqual([503, { database: 'failed', keys: 'ok' }])
  const masked = await ask('GET', '/team/7/connections/1')
  expect([masked.status, masked.body.dbName, masked.body.password]).toEqual([200, 'n1', null])
  expect(
    (await graph(address, '{ connections { totalCount nodes { ... on ConnectionProfileCommon { revision } } } }', token)).body.data,
  ).toEqual({
    connections: { totalCount: 1, nodes: [{ revision: 1 }] },
  })
  expect(changesIn(lane)).toEqual(before)
  const log = gateway.output().split('\n').filter((line) => line.startsWith('{')) // prettier-ignore
  expect(log.map((line) => JSON.parse(line))).toEqual([expect.objectContaining({ code, msg: expect.stringContaining('does not work') })])
  expect(gateway.output() + gateway.errors()).not.toMatch(/hidden-/)

  end(gateway)
  await expect.poll(ready, { timeout: 20_000, interval: 250 }).toEqual([200, { database: 'ok', keys: 'ok' }])
  expect((await ask('PUT', '/team/7/connections/1', { dbName: 'n7', password: 'hidden-7' })).status).toBe(200)
  expect(await gateway.stop()).toBe(0)
}

/** Everything that a half write could leave. */
function changesIn({ database }: Lane): unknown {
  const client = new Database(database, { readonly: true })
  const tables = ['audit', 'connections', 'counters', 'data_keys', 'parts', 'revisions', 'secrets', 'tokens', 'workspaces']
  const counts = tables.map((table) => [table, client.prepare(`select count(*) from ${table}`).pluck().get()])
  client.close()
  return counts
}
