import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { graph, killAll, startBuilt, statusOf, type Gateway } from '../start/gateway.js'

const token = 'q7-Lark_'.repeat(5)
const folder = mkdtempSync(join(tmpdir(), 'switchboard-overload-'))
const page = '{ connections(first: 100) { nodes { ... on ConnectionProfileCommon { id name endpoints { host } workspace { name } } } } }'
const clients = 200
/** Each asks again as soon as it is answered. */
const times = 4
let gateway: Gateway
let address: string

beforeAll(async () => {
  const settings = { SWITCHBOARD_DATA_DIR: folder, SWITCHBOARD_ADMIN_TOKEN: token, SWITCHBOARD_LOG_LEVEL: 'error' }
  gateway = startBuilt({ ...settings, SWITCHBOARD_MAX_QUEUE_MS: '50' }, '--demo')
  address = await gateway.address
})
afterAll(() => {
  killAll()
  rmSync(folder, { recursive: true, force: true })
})

async function askFarTooMuch(): Promise<{ status: number; body: any }[]> {
  const all = Array.from({ length: clients }, async () => {
    const answers = []
    for (let time = 0; time < times; time++) answers.push(await graph(address, page, token))
    return answers
  })
  return (await Promise.all(all)).flat()
}

it('a gateway that is asked for more than it can do answers what it can, tells the others to come again, and is itself afterwards', async () => {
  const answers = await askFarTooMuch()
  const shed = answers.filter(({ status }) => status === 503)
  const answered = answers.filter(({ status }) => status === 200)

  expect(answered.length).toBeGreaterThan(0)
  expect(shed.length).toBeGreaterThan(0)
  expect(answered.length + shed.length).toBe(clients * times)
  for (const { body } of answered) expect(body.data.connections.nodes.length).toBeGreaterThan(30)
  for (const { body } of shed) expect(body.errors[0].extensions.code).toBe('UNAVAILABLE')
  expect(await statusOf(address, token)).toBe(200)
  expect(gateway.errors()).toBe('')
})

it('health is answered while others are told to come again', async () => {
  const others = askFarTooMuch()
  const health = await Promise.all(['/livez', '/readyz'].map(async (path) => (await fetch(address + path)).status))
  expect(health).toEqual([200, 200])
  expect((await others).some(({ status }) => status === 503)).toBe(true)
})
