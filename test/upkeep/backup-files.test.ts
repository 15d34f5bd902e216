import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { change, expectRefusal, makeWorld, upkeep, type World } from './world.js'

let world: World
/** A folder that is empty. */
let folder: string
beforeAll(async () => {
  world = await makeWorld()
})
beforeEach(() => {
  folder = mkdtempSync(join(world.root, 'case-'))
})
afterAll(async () => {
  await world.app.close()
  rmSync(world.root, { recursive: true, force: true })
})

it('a backup removes what an earlier one of its name has left that was killed, and nothing else', async () => {
  const file = join(folder, 'a.db')
  const gone = spawnSync(process.execPath, ['-e', '']).pid
  const old = 'a.db.partial-0badcafe'
  const others = ['b.db.partial-1-0badcafe', `a.db.partial-${process.pid}-0badcafe`, 'a.db.partial-of-mine']
  for (const name of [`a.db.partial-${gone}-0badcafe`, `a.db.partial-${gone}-0badcafe-journal`, old, ...others])
    writeFileSync(join(folder, name), '')
  utimesSync(join(folder, old), 1, 1)
  expect(await upkeep(world.app.dataDir, 'backup', file)).toMatchObject({ code: 0 })
  expect(readdirSync(folder).sort()).toEqual(['a.db', ...others].sort())
})

it('a backup is refused when a gateway could not start on the database, which is named', async () => {
  const dataDir = join(folder, 'data')
  cpSync(world.before, dataDir, { recursive: true })
  change(join(dataDir, 'switchboard.db'), 'drop table counters')
  await expectRefusal(upkeep(dataDir, 'backup', join(folder, 'a.db')), join(dataDir, 'switchboard.db'), 'no such table: counters')
  expect(readdirSync(folder)).toEqual(['data'])
})

it('neither a backup nor a restore takes another file than the one that is named with a blank at its end', async () => {
  const named = join(folder, 'a.db ')
  cpSync(world.backup, join(folder, 'a.db'))
  cpSync(world.backup, named)
  await expectRefusal(upkeep(join(folder, 'data'), 'restore', named), 'ends in a blank')
  await expectRefusal(upkeep(world.app.dataDir, 'backup', named, '--force'), 'ends in a blank')
  symlinkSync(named, join(folder, 'link.db'))
  await expectRefusal(upkeep(world.app.dataDir, 'backup', join(folder, 'link.db'), '--force'), 'ends in a blank')
  expect(readdirSync(folder).sort()).toEqual(['a.db', 'a.db ', 'link.db'])
})

it('a backup is refused by a sentence for a name that leads nowhere', async () => {
  symlinkSync('loop', join(folder, 'loop'))
  await expectRefusal(upkeep(world.app.dataDir, 'backup', join(folder, 'loop')), 'loop is a link that leads back to itself')
  for (const length of [201, 240, 300])
    await expectRefusal(upkeep(world.app.dataDir, 'backup', join(folder, 'x'.repeat(length))), 'is too long')
  expect(await upkeep(world.app.dataDir, 'backup', join(folder, 'x'.repeat(200)))).toMatchObject({ code: 0 })
  for (const name of ['loop', 'x'.repeat(300)]) await expectRefusal(upkeep(folder, 'restore', join(folder, name)), 'cannot be used')
})
