import { copyFileSync, mkdtempSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { beginAudit } from '../../src/secrets/audit-mark.js'
import { openStore } from '../../src/store/open.js'
import type { Store } from '../../src/store/store.js'
import { ring } from './chained.js'
import { audit, workspace } from './samples.js'
import { succeeds } from '../support/succeeds.js'

let folder: string
let lock: string
const stores: Store[] = []
let clock = 1_000_000
let reports: string[]
const opened = async (): Promise<Store> => {
  const store = openStore(join(folder, 'switchboard.db'), { now: () => clock, report: ({ code }) => reports.push(code) })
  await beginAudit(ring, store, clock, [])
  stores.push(store)
  return store
}
beforeEach(() => {
  reports = []
  folder = mkdtempSync(join(tmpdir(), 'switchboard-lock-'))
  lock = join(folder, 'lock.db')
})
afterEach(async () => {
  for (const store of stores.splice(0)) await store.close()
  rmSync(folder, { recursive: true, force: true })
})

const gone = (): void => rmSync(lock)
const unavailable = expect.objectContaining({ name: 'Problem', code: 'unavailable' })

it.each([
  ['removed', gone],
  ['replaced', () => renameSync(lock, `${lock}.old`)],
])('a gateway whose lock file was %s writes nothing more a second later, and says so', async (_what, spoil) => {
  const first = await opened()
  await first.check()
  spoil()
  clock += 1000
  await opened()
  await expect(first.workspaces.insert(workspace(), audit())).rejects.toEqual(unavailable)
  expect(reports).toEqual(['LOCK_LOST'])
  clock += 3000
  await expect(first.check()).rejects.toEqual(unavailable)
})

it.each([
  ['removed', '', (file: string) => rmSync(file)],
  ['put elsewhere', '', (file: string) => renameSync(file, `${file}.old`)],
  ['replaced', '', (file: string) => { copyFileSync(file, `${file}.new`); renameSync(`${file}.new`, file) }],
  ['emptied', '', (file: string) => truncateSync(file)],
  ['removed', '-wal', (file: string) => rmSync(file)],
])('a gateway whose database was %s (%s) writes nothing more, says so, and reads on', async (_what, side, spoil) => {
  const store = await opened()
  const kept = workspace()
  await store.workspaces.insert(kept, audit())
  spoil(join(folder, `switchboard.db${side}`))
  await expect(store.workspaces.insert(workspace(), audit())).rejects.toEqual(unavailable)
  expect(reports).toEqual(['DATABASE_REPLACED'])
  expect(await store.workspaces.byIds([kept.id])).toEqual([kept])
  clock += 3000
  await expect(store.check()).rejects.toEqual(unavailable)
}) // prettier-ignore

it('of two gateways on one database the first that writes goes on alone, at every moment', async () => {
  const first = await opened()
  await first.workspaces.insert(workspace(), audit())
  gone()
  const second = await opened()
  await expect(second.workspaces.insert(workspace(), audit())).resolves.toBe('done')
  await expect(first.workspaces.insert(workspace(), audit())).rejects.toEqual(unavailable)
  await expect(second.workspaces.insert(workspace(), audit())).resolves.toBe('done')
  expect(reports).toEqual(['AUDIT_HEAD'])
})

/** Root may write to what is read-only for others, but not to what is mounted so. */
it.skipIf(!canMount())('a lock file that is read-only locks nothing, so that a start is refused', () => {
  writeFileSync(lock, '')
  expect(succeeds('mount', '--bind', '-o', 'ro', lock, lock)).toBe(true)
  try {
    const refused = expect.objectContaining({ name: 'SetupError', message: expect.stringMatching(/read-only .* lock file/) })
    expect(() => openStore(join(folder, 'switchboard.db'))).toThrow(refused)
  } finally {
    succeeds('umount', lock)
  }
})

function canMount(): boolean {
  const made = mkdtempSync(join(tmpdir(), 'switchboard-mount-'))
  const file = join(made, 'file')
  writeFileSync(file, '')
  const isMounted = succeeds('mount', '--bind', file, file) && succeeds('umount', file)
  rmSync(made, { recursive: true })
  return isMounted
}
