import { cpSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startBuilt } from '../start/gateway.js'
import { killedWriter, makeWorld, upkeep, type World } from './world.js'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(async () => {
  await world.app.close()
  rmSync(world.root, { recursive: true, force: true })
})

it('a restore that is killed at any step leaves the old database or the new one, whole, and can be done again', async () => {
  const outcomes = await Promise.all(Array.from({ length: steps }, (_, index) => killedAt(index + 1)))
  expect(new Set(outcomes)).toEqual(new Set(['Last words', 'Orders', 'not killed']))
}, 180_000)

/** More than a restore has; the last ones kill nothing. */
const steps = 12

/** Kills a restore before its nth change of a file, and answers what the database says then. */
async function killedAt(step: number): Promise<string> {
  const dataDir = join(world.root, `step-${step}`)
  const file = join(dataDir, 'switchboard.db')
  cpSync(world.before, dataDir, { recursive: true })
  killedWriter(file, "update connections set name = 'Last words'")
  const settings = { SWITCHBOARD_DATA_DIR: dataDir, NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(killer(step))}` }
  const command = startBuilt(settings, 'restore', world.backup, '--force')
  const code = await command.ended
  const name = await nameIn(file)
  const kept = readdirSync(dataDir).filter((one) => one.includes('before-restore'))
  if (name === 'Orders') expect(await nameIn(join(dataDir, kept[0] ?? ''))).toBe('Last words')
  expect(await upkeep(dataDir, 'restore', world.backup, '--force')).toMatchObject({ code: 0 })
  expect(await nameIn(file)).toBe('Orders')
  if (code === 0) return 'not killed'
  expect(command.process.signalCode).toBe('SIGKILL')
  return name
}

const killer = (step: number): string => `
  import fs from 'node:fs'
  import { syncBuiltinESMExports } from 'node:module'
  let left = ${step}
  for (const name of ['writeFileSync', 'linkSync', 'renameSync', 'fsyncSync', 'rmSync', 'copyFileSync']) {
    const real = fs[name]
    fs[name] = (...args) => {
      left -= 1
      if (left === 0) process.kill(process.pid, 'SIGKILL')
      return real(...args)
    }
  }
  syncBuiltinESMExports()`

/** The one connection of a database that is whole. */
async function nameIn(file: string): Promise<string> {
  const client = new Database(file)
  expect(client.pragma('integrity_check', { simple: true })).toBe('ok')
  const [name, ...more] = client.prepare('select name from connections').pluck().all()
  client.close()
  expect(more).toEqual([])
  return String(name)
}
