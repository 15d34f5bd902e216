import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { encrypt } from '../../src/secrets/cipher.js'
import { auditMark, auditOwner } from '../../src/secrets/audit-mark.js'
import { openAuditReader, openStore } from '../../src/store/open.js'
import { openChained, ring } from './chained.js'
import { audit } from './samples.js'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'switchboard-migrations-'))
  file = join(folder, 'switchboard.db')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A database as the program left it that knew this many migrations, with these rows. */
function earlier(migrations: number, rows: string): void {
  const copy = join(folder, 'migrations')
  cpSync('src/store/sqlite/migrations', copy, { recursive: true })
  const journal = join(copy, 'meta/_journal.json')
  const { entries, ...rest } = JSON.parse(readFileSync(journal, 'utf8')) as { entries: unknown[] }
  writeFileSync(journal, JSON.stringify({ ...rest, entries: entries.slice(0, migrations) }))
  const client = new Database(file)
  migrate(drizzle(client), { migrationsFolder: copy })
  client.exec(rows)
  client.close()
}

it('brings workspaces and connections of the first program to what the second one keeps of them', async () => {
  earlier(
    1,
    `insert into workspaces (id, vendor, key, name, name_fold, created_at) values ('wks_1', 'chartbrew', '7', 'Sales', 'sales', 1234);
     insert into connections (id, workspace_id, key, name, type, revision, settings, hints, secret_versions, created_at, updated_at, vendor, enabled, endpoints, key_fold, name_fold, search_text)
     values ('con_1', 'wks_1', '1', 'Orders', 'mysql', 2, '{"project_ids":[4,"5"]}', '{}', '{}', 1, 2, 'chartbrew', 1, '[]', '1', 'orders', 'orders'),
            ('con_2', 'wks_1', '2', 'Ledger', 'mysql', 1, '{}', '{}', '{}', 1, 2, 'chartbrew', 1, '[]', '2', 'ledger', 'ledger');`,
  )
  const store = openStore(file)
  expect(await store.workspaces.byIds(['wks_1'])).toEqual([
    { id: 'wks_1', vendor: 'chartbrew', key: '7', name: 'Sales', settings: {}, revision: 1, createdAt: 1234, updatedAt: 1234 },
  ])
  const found = await store.connections.byIds(['con_1', 'con_2'])
  expect(found.map((connection) => connection?.scopes)).toEqual([['4', '5'], []])
  await store.close()
})

/** As a program without a chain has left it. */
const canary = encrypt(ring.key('k1'), Buffer.from('switchboard'), ['switchboard canary 1', 'k1'])

it('takes over the audit records of a program without a chain, and finds what is done to them from then on', async () => {
  const values = Array.from(
    { length: 2100 },
    (_, index) => `('aud_${index}', ${index}, 'tok_1', 'update', null, 'connection', 'con_1', 'wks_1', 'rest', 'req', '::1', '["name"]')`,
  )
  earlier(
    2,
    `insert into key_canaries values ('k1', x'${canary.toString('hex')}');
     insert into audit (id, at, token_id, action, wanted, subject, subject_id, workspace_id, edge, request_id, address, fields) values ${values.join()};
     delete from audit where seq in (7, 8, 1500);`,
  )
  const store = await openChained(file)
  await store.audit.record(audit({ id: 'aud_new', at: 5000 }))
  await store.close()
  await (await openChained(file)).close()
  const first = await verified()
  expect(first).toMatchObject({ records: 2098, head: { seq: 2101, begunAt: 1000, takenOver: 2100 }, fault: undefined })
  expect(first.gaps).toEqual([{ from: 7, to: 8 }, { from: 1500, to: 1500 }]) // prettier-ignore
  const client = new Database(file)
  client.exec("update audit set address = '::2' where seq = 1700")
  client.close()
  const second = await verified()
  expect(second).toMatchObject({ records: 1696, fault: { kind: 'link', seq: 1700 } })
})

async function verified() {
  const reader = openAuditReader(file)
  const key = reader.key(auditOwner.id)
  if (!key) throw new Error('There is no key.')
  const verdict = await reader.verify(auditMark(ring, key), () => undefined)
  reader.close()
  return verdict
}
