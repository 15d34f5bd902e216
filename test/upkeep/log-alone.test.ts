import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { boot } from '../support/boot.js'
import { expectRefusal, killedWriter, makeWorld, upkeep, type World } from './world.js'

let world: World
let [dataDir, file] = ['', '']
beforeAll(async () => {
  world = await makeWorld()
})
beforeEach(() => {
  dataDir = mkdtempSync(join(world.root, 'case-'))
  file = join(dataDir, 'switchboard.db')
  cpSync(world.before, dataDir, { recursive: true })
  killedWriter(file, "update connections set name = 'Last words'")
})
afterAll(async () => {
  await world.app.close()
  rmSync(world.root, { recursive: true, force: true })
})

async function names(): Promise<string[]> {
  const app = await boot({ dataDir })
  const { connections } = await app.graph('{ connections { nodes { ... on ConnectionProfileCommon { name } } } }')
  await app.close()
  return connections.nodes.map(({ name }: { name: string }) => name)
}

const losses: readonly [string, () => void][] = [
  ['missing', () => rmSync(file)],
  ['empty', () => truncateSync(file)],
]

describe.each(losses)('a log beside a database that is %s', (_how, lose) => {
  it('is touched by nobody, and a start is refused until the database is back, which has all of it then', async () => {
    const main = readFileSync(file)
    const log = readFileSync(`${file}-wal`)
    lose()
    await expect(boot({ dataDir })).rejects.toMatchObject({ name: 'SetupError', message: expect.stringContaining(`but ${file}-wal is`) })
    expect((await upkeep(dataDir, 'doctor')).json()).toContainEqual(
      expect.objectContaining({ check: 'database', state: 'fail', message: expect.stringContaining(`but ${file}-wal is`) }),
    )
    for (const words of [
      ['audit', 'verify'],
      ['backup', join(dataDir, 'a.db')],
    ])
      expect(await upkeep(dataDir, ...words)).toMatchObject({ code: 1 })
    expect(readFileSync(`${file}-wal`).equals(log)).toBe(true)
    writeFileSync(file, main)
    expect(await names()).toEqual(['Last words'])
  })

  it('is put aside by a restore', async () => {
    const log = readFileSync(`${file}-wal`)
    lose()
    expect(await upkeep(dataDir, 'restore', world.backup, '--force')).toMatchObject({ code: 0 })
    const [kept = ''] = readdirSync(dataDir).filter((name) => /before-restore-.*-wal$/.test(name))
    expect(readFileSync(join(dataDir, kept)).equals(log)).toBe(true)
    expect(await names()).toEqual(['Orders'])
  })
})

it('a restore of an empty file is refused and leaves the log beside it', async () => {
  const log = readFileSync(`${file}-wal`)
  truncateSync(file)
  const target = mkdtempSync(join(world.root, 'case-'))
  await expectRefusal(upkeep(target, 'restore', file), `but ${file}-wal is`)
  expect(readFileSync(`${file}-wal`).equals(log)).toBe(true)
})

it('a first start that was killed at its first write is done again', async () => {
  for (const name of readdirSync(dataDir)) rmSync(join(dataDir, name))
  writeFileSync(file, '')
  writeFileSync(`${file}-journal`, Buffer.concat([Buffer.from('d9d505f920a163d7', 'hex'), Buffer.alloc(504)]))
  expect(await names()).toEqual([])
})
