import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { auditMark, auditOwner, beginAudit } from '../../src/secrets/audit-mark.js'
import { openAuditReader, openStore } from '../../src/store/open.js'
import type { AuditVerdict, ChainPlace } from '../../src/store/audit-reader.js'
import type { Store } from '../../src/store/store.js'
import { openChained, ring } from '../store/chained.js'
import { audit, workspace } from '../store/samples.js'

let folder: string
let file: string
let store: Store | undefined
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'switchboard-chain-'))
  const six = await openChained(join(folder, 'six.db'))
  for (let count = 0; count < 6; count += 1) await six.audit.record(audit({ fields: ['name', 'host'] }))
  await six.close()
})
let count = 0
beforeEach(() => {
  file = join(folder, `${(count += 1)}.db`)
  copyFileSync(join(folder, 'six.db'), file)
})
afterEach(async () => {
  await store?.close()
  store = undefined
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const opened = async (): Promise<Store> => (store ??= await openChained(file))

/** Changes the file as somebody does who has no key. */
function tamper(sql: string): void {
  const raw = new Database(file)
  raw.pragma('foreign_keys = OFF')
  raw.exec(sql)
  raw.close()
}

function headIs(): ChainPlace & { readonly mark: string } {
  const raw = new Database(file, { readonly: true })
  const row = raw.prepare('select seq, hash, mark from audit_head').get() as ReturnType<typeof headIs>
  raw.close()
  return row
}

async function verified(noted?: ChainPlace): Promise<AuditVerdict> {
  const reader = openAuditReader(file)
  try {
    const key = reader.key(auditOwner.id)
    if (!key) throw new Error('There is no key.')
    return await reader.verify(auditMark(ring, key), () => undefined, noted)
  } finally {
    reader.close()
  }
}

it('a chain that nobody has touched holds, to a head with its number and hash', async () => {
  const { records, head, fault } = await verified()
  expect({ records, fault }).toEqual({ records: 6, fault: undefined })
  expect(head).toMatchObject({ seq: 6, hash: headIs().hash, begunAt: 1000, takenOver: 0 })
})

describe('is found, with the number of the first record that is not as it was written', () => {
  const columns = ['id', 'at', 'token_id', 'action', 'wanted', 'subject', 'subject_id', 'workspace_id', 'edge', 'request_id', 'address', 'fields'] // prettier-ignore

  it.each(columns)('another %s', async (column) => {
    tamper(`update audit set ${column} = ${column === 'at' ? 7 : "'other'"} where seq = 3`)
    expect((await verified()).fault).toEqual({ kind: 'link', seq: 3 })
  })

  it.each<[string, string, object]>([
    ['a field added to a record', `update audit set fields = '["name","host","x"]' where seq = 3`, { kind: 'link', seq: 3 }],
    ['a hash taken away', `update audit set hash = '' where seq = 3`, { kind: 'link', seq: 3 }],
    ['a removed first record', 'delete from audit where seq = 1', { kind: 'link', seq: 2 }],
    ['a removed record', 'delete from audit where seq = 3', { kind: 'link', seq: 4 }],
    [
      'a removed record whose number another takes',
      'delete from audit where seq = 3; update audit set seq = seq - 1 where seq > 3',
      { kind: 'link', seq: 3 },
    ],
    [
      'two records in the place of each other',
      'update audit set seq = 99 where seq = 3; update audit set seq = 3 where seq = 4; update audit set seq = 4 where seq = 99',
      { kind: 'link', seq: 3 },
    ],
    [
      'a record added in the middle',
      `update audit set seq = seq + 100 where seq > 3; update audit set seq = seq - 99 where seq > 100; insert into audit select 4, 'aud_x', at, token_id, action, wanted, subject, subject_id, workspace_id, edge, request_id, address, fields, hash from audit where seq = 3`,
      { kind: 'link', seq: 4 },
    ],
    [
      'a record added at the end',
      `insert into audit select 7, 'aud_x', at, token_id, action, wanted, subject, subject_id, workspace_id, edge, request_id, address, fields, hash from audit where seq = 6`,
      { kind: 'link', seq: 7 },
    ],
    ...[-5, 0].map((seq): [string, string, object] => [
      `a record added as number ${seq}`,
      `insert into audit select ${seq}, 'aud_x', at, token_id, action, wanted, subject, subject_id, workspace_id, edge, request_id, address, fields, '' from audit where seq = 3`,
      { kind: 'link', seq },
    ]),
    ['the last record removed', 'delete from audit where seq = 6', { kind: 'end', seq: 6 }],
    [
      'the last ones removed and the head set back to what is left',
      'delete from audit where seq > 4; update audit_head set seq = 4, hash = (select hash from audit where seq = 4)',
      { kind: 'end', seq: 5 },
    ],
    ['every record removed', "delete from audit; update audit_head set seq = 0, hash = '0'", { kind: 'end', seq: 1 }],
    ['the head removed', 'delete from audit_head', { kind: 'end', seq: 7 }],
    ['another beginning', 'update audit_head set begun_at = 2000, taken_over = 4', { kind: 'end', seq: 7 }],
  ])('%s', async (_what, sql, fault) => {
    tamper(sql)
    expect((await verified()).fault).toEqual(fault)
  })

  it('a whole file set back to an earlier copy, by the head that was noted since', async () => {
    const noted = headIs()
    expect((await verified(noted)).fault).toBeUndefined()
    await (await opened()).audit.record(audit())
    expect((await verified(noted)).fault).toBeUndefined()
    const later = headIs()
    const { hash, mark } = headIs()
    await (await opened()).audit.record(audit())
    tamper(`delete from audit where seq = 8; update audit_head set seq = 7, hash = '${hash}', mark = '${mark}'`)
    expect((await verified(later)).fault).toBeUndefined()
    expect((await verified({ seq: 8, hash: later.hash })).fault).toEqual({ kind: 'noted', seq: 8 })
    expect((await verified({ seq: 6, hash: later.hash })).fault).toEqual({ kind: 'noted', seq: 6 })
  })
})

describe('a head that a stranger has moved back', () => {
  const setBack = 'delete from audit where seq > 4; update audit_head set seq = 4, hash = (select hash from audit where seq = 4)'

  it('does not become the end of what comes next: nothing more is written, and a start is refused', async () => {
    await opened()
    tamper(setBack)
    const made = workspace()
    await expect(store?.workspaces.insert(made, audit())).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('audit chain'),
    })
    expect(await store?.workspaces.byIds([made.id])).toEqual([undefined])
    await store?.close()
    store = undefined
    const refused = openStore(file)
    await expect(beginAudit(ring, refused, 2000, [])).rejects.toMatchObject({
      name: 'SetupError',
      message: expect.stringContaining('audit verify'),
    })
    await refused.close()
  })

  it('nor does one whose record is gone: a start is refused', async () => {
    await store?.close()
    store = undefined
    tamper('delete from audit where seq = 6')
    const refused = openStore(file)
    await expect(beginAudit(ring, refused, 2000, [])).rejects.toMatchObject({ name: 'SetupError' })
    await refused.close()
  })

  it('is not made good by taking the key away', async () => {
    tamper(`${setBack}; delete from data_keys where owner_id = 'audit'`)
    await store?.close()
    store = undefined
    const refused = openStore(file)
    await expect(beginAudit(ring, refused, 2000, [])).rejects.toMatchObject({ name: 'SetupError' })
    await refused.close()
  })
})

it('goes on over a restart, and over a write that was undone', async () => {
  const used = audit()
  await (await opened()).audit.record(used)
  await expect((await opened()).audit.record(used)).rejects.toThrow()
  await (await opened()).audit.record(audit())
  await store?.close()
  store = await openChained(file)
  await store.audit.record(audit())
  expect(await verified()).toMatchObject({ records: 9, head: { seq: 9 }, fault: undefined })
})

it('a record that comes before the chain has begun is refused', async () => {
  await store?.close()
  store = openStore(file)
  await expect(store.audit.record(audit())).rejects.toThrow('before the audit chain')
})

it('a chain of many batches is followed to its end, of one moment, while it is written to', async () => {
  for (let many = 0; many < 1000; many += 1) await (await opened()).audit.record(audit())
  const reader = openAuditReader(file)
  const key = reader.key(auditOwner.id)
  if (!key) throw new Error('There is no key.')
  const shown: [number, number][] = []
  let writing: Promise<unknown> | undefined
  const verdict = await reader.verify(auditMark(ring, key), (done, total) => {
    shown.push([done, total])
    writing ??= store?.audit.record(audit())
  })
  await writing
  reader.close()
  expect(shown).toEqual([[1000, 1006], [1006, 1006]]) // prettier-ignore
  expect(verdict).toMatchObject({ records: 1006, head: { seq: 1006 }, fault: undefined })
  expect(await verified()).toMatchObject({ records: 1007, fault: undefined })
})
