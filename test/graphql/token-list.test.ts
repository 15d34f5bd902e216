import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Workspace } from '../../src/store/rows.js'
import { adminToken, boot, type TestApp } from '../support/boot.js'
import { mutate, organisation } from './documents.js'

let app: TestApp
let team: Workspace
let org: Workspace
let clock = Date.parse('2026-03-01T08:00:00.000Z')
beforeAll(async () => {
  app = await boot({ now: () => clock })
  team = await app.workspace('chartbrew', '7')
  org = await app.workspace('versori', organisation)
})
beforeEach(() => {
  clock += 60_000
})
afterAll(() => app.close())

const create = (input: Record<string, unknown>) => mutate(app, 'createToken', { name: 'CI', ...input })
const on = (workspaceId: string | undefined, ...roles: string[]) => ({ roles, ...(workspaceId && { workspaceId }) })

describe('tokens', () => {
  interface Listed {
    totalCount: number
    nodes: { id: string }[]
    pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string; endCursor: string }
  }
  const list = async (args = '(first: 100)', token?: string): Promise<Listed> =>
    (
      await app.graph(
        `{ tokens${args} { totalCount nodes { id } edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`,
        {},
        token,
      )
    ).tokens
  const ids = ({ nodes }: Listed) => nodes.map(({ id }) => id)

  it('are listed the newest first, with what each may do and whether it still opens', async () => {
    const { token: first } = await create({
      name: 'First',
      grants: [on(team.id, 'VIEWER')],
      expiresAt: new Date(clock + 1000).toISOString(),
    })
    clock += 60_000
    const { token: second } = await create({ name: 'Second', grants: [on(undefined, 'EDITOR', 'REVEALER')] })
    await mutate(app, 'revokeToken', { id: second.id })
    const { tokens } = await app.graph(
      '{ tokens(first: 2) { nodes { id name createdAt expiresAt revokedAt grants { workspace { id } roles } } } }',
    )
    expect(tokens.nodes).toEqual([{ ...second, revokedAt: new Date(clock).toISOString() }, first])
  })

  it('are those that the caller finds by id, whatever he administers', async () => {
    const grants = [[on(team.id, 'EDITOR')], [on(org.id, 'VIEWER')], [on(team.id, 'VIEWER'), on(org.id, 'ADMIN')], [on(undefined, 'ADMIN')]]
    for (const granted of grants) await create({ grants: granted })
    const all = ids(await list())
    const callers = [
      adminToken,
      await app.token(['ADMIN']),
      await app.token(['EDITOR', 'REVEALER']),
      await app.token(['ADMIN'], team.id),
      await app.token(['EDITOR'], team.id),
      (await create({ grants: [on(undefined, 'VIEWER'), on(org.id, 'ADMIN')] })).secret,
      (await create({ grants: [on(team.id, 'ADMIN'), on(org.id, 'ADMIN')] })).secret,
    ]
    const counts: number[] = []
    for (const caller of callers) {
      const listed = await list('(first: 100)', caller)
      const everyId = ids(await list())
      const { nodes } = await app.graph('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: everyId }, caller)
      expect(ids(listed)).toEqual(nodes.flatMap((node: { id: string } | null) => (node ? [node.id] : [])))
      expect(listed.totalCount).toBe(listed.nodes.length)
      counts.push(listed.totalCount)
    }
    expect(counts[0]).toBeGreaterThan(all.length)
    expect(counts[1]).toBe(counts[0])
    expect([counts[2], counts[4]]).toEqual([1, 1])
    expect(counts[3]).toBeLessThan(counts[0] ?? 0)
  })

  it('are paged both ways without a gap or a repetition', async () => {
    const all = ids(await list())
    const [forward, backward]: [string[], string[]] = [[], []]
    for (let page = await list('(first: 3)'); ; page = await list(`(first: 3, after: "${page.pageInfo.endCursor}")`)) {
      forward.push(...ids(page))
      if (!page.pageInfo.hasNextPage) break
    }
    for (let page = await list('(last: 3)'); ; page = await list(`(last: 3, before: "${page.pageInfo.startCursor}")`)) {
      backward.unshift(...ids(page))
      if (!page.pageInfo.hasPreviousPage) break
    }
    expect(all.length).toBeGreaterThan(6)
    expect([forward, backward]).toEqual([all, all])
  })

  it.each(['first: 0', 'first: 101', 'last: 0', 'after: "garbage"'])('are refused with %s, by the name of the argument', async (args) => {
    const { body } = await app.graphAnswer(`{ tokens(${args}) { totalCount } }`)
    expect(body).toMatchObject({
      data: { tokens: null },
      errors: [{ extensions: { code: 'BAD_USER_INPUT', path: [args.split(':')[0]] } }],
    })
  })
})
