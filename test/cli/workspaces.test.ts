import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listen, type ListeningApp } from './command-line.js'

const organisation = '01HQ7Z3T5E8W2N4K6M9P1R3S5V'

let app: ListeningApp
beforeAll(async () => {
  app = await listen()
})
afterAll(() => app.close())

const shown = async (id: string): Promise<any> =>
  (await app.graph('query ($id: ID!) { node(id: $id) { ... on Workspace { id vendor key name createdAt } } }', { id })).node

describe('workspace add', () => {
  it('makes a workspace and says how it is called from now on', async () => {
    const { code, out, err } = await app.sb(['workspace', 'add', 'chartbrew', '7', '--name', 'Sales team'])
    expect([code, err]).toEqual([0, ''])
    const [, id = ''] = /^Made chartbrew\/7 \((wks_\w+)\)\.\n$/.exec(out) ?? []
    expect(await shown(id)).toMatchObject({ vendor: 'CHARTBREW', key: '7', name: 'Sales team' })
  })

  it('prints the workspace with --json; its name is its key unless told', async () => {
    const { code, json, err } = await app.sb(`workspace add Versori ${organisation} --json`)
    expect([code, err]).toEqual([0, ''])
    expect(json()).toMatchObject({ vendor: 'VERSORI', key: organisation, name: organisation })
    expect(json()).toEqual(await shown(json().id))
  })

  it.each([
    ['a key that is taken', 'workspace add chartbrew 7', '<key>: A workspace of this vendor has this key.\n', 'CONFLICT', '<key>'],
    ['a key that its vendor does not know', 'workspace add chartbrew x7', '<key>: key must be', 'INVALID', '<key>'],
    ['a name that is too long', `workspace add chartbrew 8 --name ${'x'.repeat(256)}`, '--name: name must', 'INVALID', '--name'],
  ])('is refused with %s, at the argument or option', async (_what, line, message, reason, at) => {
    const { code, out, err } = await app.sb(line)
    expect([code, out]).toEqual([1, ''])
    expect(err).toContain(message)
    const asJson = await app.sb(`${line} --json`)
    expect([asJson.code, asJson.out]).toEqual([1, ''])
    expect(JSON.parse(asJson.err)).toEqual({
      error: { message: err.trimEnd(), reasons: [{ code: reason, message: expect.any(String), at }] },
    })
  })

  it('is refused to who does not administer all workspaces', async () => {
    const { code, out, err } = await app.sb('workspace add chartbrew 9', { token: await app.token(['EDITOR']) })
    expect([code, out, err]).toEqual([1, '', 'Your token may not do this.\n'])
  })
})

describe('workspace list', () => {
  it('shows workspaces by name in aligned columns', async () => {
    const { code, out, err } = await app.sb('workspace list')
    expect([code, err]).toEqual([0, ''])
    const [titles = '', ...rows] = out.trimEnd().split('\n')
    expect(titles).toMatch(/^WORKSPACE +NAME +MADE +ID$/)
    expect(rows.map((row) => row.split(/ {2,}/).slice(0, 2))).toEqual([
      [`versori/${organisation}`, organisation],
      ['chartbrew/7', 'Sales team'],
    ])
    for (const row of rows) expect(row.indexOf('wks_')).toBe(titles.indexOf('ID'))
  })

  it('prints a list with --json, of one vendor when told', async () => {
    const { json } = await app.sb('workspace list --vendor CHARTBREW --json')
    expect(json()).toEqual([await shown(json()[0].id)])
    expect((await app.sb('workspace list --json')).json()).toHaveLength(2)
  })

  it('says so when there are none, and prints nothing; with --json an empty list', async () => {
    expect(await app.sb('workspace list --vendor apinizer')).toMatchObject({ code: 0, out: '', err: 'There are none.\n' })
    expect(await app.sb('workspace list --vendor apinizer --json')).toMatchObject({ code: 0, out: '[]\n', err: '' })
  })

  it('shows only what the token may see', async () => {
    const team = await app.workspace('chartbrew', '70')
    const { json } = await app.sb('workspace list --json', { token: await app.token(['VIEWER'], team.id) })
    expect(json()).toEqual([await shown(team.id)])
  })

  it('follows pages beyond 100', async () => {
    for (let key = 1000; key < 1120; key += 1) await app.workspace('chartbrew', String(key))
    const { json } = await app.sb('workspace list --vendor chartbrew --json')
    expect(new Set(json().map(({ key }: { key: string }) => key)).size).toBe(122)
  })
})
