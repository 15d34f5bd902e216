import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { openUpkeep } from '../../src/upkeep/index.js'
import { graph, killAll } from '../start/gateway.js'
import { makeLane, makeWorkspaces, pause, token } from './lane.js'
import { openAll, readLedger } from './ledger.js'
import { eightWriters, type State } from './writers.js'

const lane = makeLane()
const backups = mkdtempSync(join(tmpdir(), 'switchboard-backups-'))
afterAll(() => {
  killAll()
  lane.remove()
  rmSync(backups, { recursive: true, force: true })
})

const plainly = { isForced: false, progress: () => undefined }

it('20 backups under eight writers all restore: every write acknowledged before is there, every secret opens, the audit equals the changes', async () => {
  const gateway = lane.start()
  const address = await gateway.address
  const writers = eightWriters('written', await makeWorkspaces(address))
  let isOver = false
  const written = writers.write(address, token, () => isOver)
  const upkeep = openUpkeep({ SWITCHBOARD_DATA_DIR: lane.folder })
  const taken: { file: string; before: (readonly [string, State])[] }[] = []
  const firstCount = writers.count()
  for (let number = 1; number <= 20; number += 1) {
    await pause(30)
    const before = writers.known.flatMap(({ name, acknowledged }) => (acknowledged ? [[name, acknowledged] as const] : []))
    const { file } = await upkeep.backup(join(backups, `${number}.db`), plainly)
    taken.push({ file, before })
  }
  const lastCount = writers.count()
  isOver = true
  await written
  expect(await gateway.stop()).toBe(0)
  expect(lastCount).toBeGreaterThan(firstCount)

  const [, key = ''] = lane.keys().trim().split(':')
  let secrets = 0
  for (const [index, { file, before }] of taken.entries()) {
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const bytes = readFileSync(file)
    for (const plain of [key, Buffer.from(key, 'base64'), 'hidden-', token]) expect(bytes.includes(plain)).toBe(false)

    const folder = join(backups, `fresh-${index}`)
    const settings = { SWITCHBOARD_DATA_DIR: folder, SWITCHBOARD_MASTER_KEYS: lane.keys() }
    const { database } = await openUpkeep(settings).restore(file, plainly)
    const ledger = readLedger(database)
    const lost = before.filter(([name, { revision }]) => (ledger.get(name)?.revision ?? 0) < revision)
    expect(lost).toEqual([])
    secrets += await openAll(database, lane.keys(), ledger)
  }
  console.log(`20 backups during ${lastCount - firstCount} acknowledged writes, all restored; ${secrets} secrets opened`)

  const folder = join(backups, 'fresh-19')
  const restored = makeLane(folder).start({ SWITCHBOARD_MASTER_KEYS: lane.keys() })
  const { body } = await graph(await restored.address, '{ connections { totalCount } }', token)
  const living = [...readLedger(join(folder, 'switchboard.db')).values()].filter(({ isDeleted }) => !isDeleted)
  expect(body.data.connections.totalCount).toBe(living.length)
  await restored.stop()
}, 120_000)
