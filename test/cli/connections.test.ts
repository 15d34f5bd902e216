import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Workspace } from '../../src/store/rows.js'
import { listen, type ListeningApp } from './command-line.js'

let app: ListeningApp
let team: Workspace
const count = 215
beforeAll(async () => {
  app = await listen()
  team = await app.workspace('chartbrew', '7')
  await app.workspace('apinizer', 'Shop / Ltd')
  await app.workspace('credible', 'orchard')
  const shop = { name: 'Orders', type: 'mysql', host: 'db.orders.example', port: '3306', dbName: 'orders', password: 'T1de-pool' }
  await app.rest('POST', '/team/7/connections', shop)
  for (let number = 1; number < count - 1; number += 1)
    await app.rest('POST', '/team/7/connections', { name: `Api ${String(number).padStart(3, '0')}`, type: 'api' })
  const webhook = { type: 'webhook', name: 'hooks', fullUrl: 'https://hooks.example/t', enabled: false, webhookMethodType: 'POST' }
  const made = await app.rest('POST', '/apiops/projects/Shop%20%2F%20Ltd/connections/hooks/', webhook)
  if (made.status !== 200) throw new Error(made.text)
})
afterAll(() => app.close())

const names = (rows: string): string[] => rows.trimEnd().split('\n').slice(1).map((row) => row.split(/ {2,}/)[1] ?? '') // prettier-ignore
const namesOf = (items: { name: string }[]): string[] => items.map(({ name }) => name)

describe('connection list', () => {
  it('shows the first twenty by name in aligned columns, and says how many there are', async () => {
    const { code, out, err } = await app.sb('connection list')
    expect([code, err]).toEqual([0, `These are 20 of ${count}: --all shows every one.\n`])
    const [titles = '', first = '', ...rows] = out.trimEnd().split('\n')
    expect(titles).toMatch(/^CONNECTION +NAME +TYPE +ENABLED +ENDPOINT$/)
    expect(first.split(/ {2,}/)).toEqual(['chartbrew/7/2', 'Api 001', 'api', 'yes'])
    expect(rows).toHaveLength(19)
    for (const row of rows) expect(row.indexOf('yes')).toBe(titles.indexOf('ENABLED'))
  })

  it('shows where a connection leads, and whether it is switched on', async () => {
    expect((await app.sb('connection list --search orders')).out).toContain('db.orders.example:3306/orders')
    const { out } = await app.sb('connection list --vendor apinizer')
    expect(out.trimEnd().split('\n')[1]?.split(/ {2,}/)).toEqual([
      'apinizer/Shop %2F Ltd/hooks',
      'hooks',
      'webhook',
      'no',
      'https://hooks.example/t',
    ])
  })

  it.each([
    ['--vendor', ['--vendor', 'Apinizer'], ['hooks']],
    ['--workspace', ['--workspace', 'apinizer/Shop / Ltd'], ['hooks']],
    ['--type', ['--type', 'mysql'], ['Orders']],
    ['--search', ['--search', 'DB.orders'], ['Orders']],
    ['several at once', ['--vendor', 'chartbrew', '--search', 'API 21', '--type', 'api'], ['Api 210', 'Api 211', 'Api 212', 'Api 213']],
    ['what nothing has', ['--type', 'kafka'], []],
  ])('holds to %s', async (_what, options, expected) => {
    const { code, json, err } = await app.sb(['connection', 'list', '--json', ...options])
    expect([code, err]).toEqual([0, ''])
    expect(namesOf(json())).toEqual(expected)
  })

  it('with --all follows every page, each connection once, and has nothing more to say', async () => {
    const { code, out, err } = await app.sb('connection list --all')
    expect([code, err]).toEqual([0, ''])
    expect(new Set(names(out)).size).toBe(count)
    expect(names(out)).toEqual(namesOf((await app.sb('connection list --all --json')).json()))
  })

  it.each([1, 100, 101, 205])('with --limit %d shows so many, over as many pages as that takes', async (limit) => {
    const { json, err } = await app.sb(`connection list --limit ${limit} --json`)
    expect(json()).toHaveLength(limit)
    expect(JSON.parse(err)).toEqual({ note: `These are ${limit} of ${count}: --all shows every one.` })
  })

  it('shows only what the token may see', async () => {
    const orchard = (await app.sb('workspace list --vendor credible --json')).json()[0]
    const token = await app.token(['VIEWER'], orchard.id)
    expect(await app.sb('connection list', { token })).toMatchObject({ code: 0, out: '', err: 'There are none.\n' })
    expect(await app.sb('connection list --workspace chartbrew/7', { token })).toMatchObject({
      code: 1,
      out: '',
      err: '--workspace: There is no workspace chartbrew/7 that this token may see.\n',
    })
  })
})

describe('connection get', () => {
  it('shows a connection by the words that the list shows, or by its id, without its secrets', async () => {
    const [listed] = (await app.sb('connection list --search orders --json')).json()
    const { code, out, err } = await app.sb('connection get chartbrew/7/1')
    expect([code, err]).toEqual([0, ''])
    const lines = Object.fromEntries(out.trimEnd().split('\n').map((line) => line.split(/ {2,}/))) // prettier-ignore
    expect(lines).toMatchObject({
      connection: 'chartbrew/7/1',
      id: listed.id,
      name: 'Orders',
      type: 'mysql',
      workspace: `${team.name} (${team.id})`,
      enabled: 'yes',
      revision: '1',
      endpoint: 'database db.orders.example:3306/orders',
    })
    expect((await app.sb(`connection get ${listed.id}`)).out).toBe(out)
    const asJson = await app.sb('connection get Chartbrew/7/1 --json')
    expect(asJson.json()).toEqual(listed)
    expect(asJson.out + out).not.toContain('T1de-pool')
  })

  it('finds one whose workspace holds what a path would read', async () => {
    expect((await app.sb(['connection', 'get', 'apinizer/Shop %2F Ltd/hooks', '--json'])).json().name).toBe('hooks')
  })

  it.each(['chartbrew/7/4711', 'chartbrew/8/1', 'con_01j9z3t5e8w2n4k6m9p1r3s5v7', 'nonsense'])(
    'is refused for %s, which is not there',
    async (name) => {
      const { code, out, err } = await app.sb(['connection', 'get', name])
      expect([code, out, err]).toEqual([1, '', 'There is no such connection that this token may see.\n'])
    },
  )

  it('is refused for one that the token may not see, in the same words', async () => {
    const token = await app.token(['ADMIN'], (await app.workspace('chartbrew', '9')).id)
    const { code, out, err } = await app.sb('connection get chartbrew/7/1', { token })
    expect([code, out, err]).toEqual([1, '', 'There is no such connection that this token may see.\n'])
  })
})
