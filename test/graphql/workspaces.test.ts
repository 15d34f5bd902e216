import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { boot, type TestApp } from '../support/boot.js'
import { mutate, organisation } from './documents.js'

let app: TestApp
beforeAll(async () => {
  app = await boot()
})
afterAll(() => app.close())

const create = (vendor: string, key: string, name: string) => mutate(app, 'createWorkspace', { vendor, key, name })

describe('a new workspace', () => {
  it('is shown as it was given, and found as a node', async () => {
    const { workspace, userErrors } = await create('CHARTBREW', '70', 'Charts')
    expect(userErrors).toEqual([])
    expect(workspace).toMatchObject({ vendor: 'CHARTBREW', key: '70', name: 'Charts' })
    const { node } = await app.graph('query ($id: ID!) { node(id: $id) { ... on Workspace { id vendor key name createdAt } } }', {
      id: workspace.id,
    })
    expect(node).toEqual(workspace)
  })

  it.each([
    ['CHARTBREW', '', 'x', 'key'],
    ['CHARTBREW', '0', 'x', 'key'],
    ['CHARTBREW', '07', 'x', 'key'],
    ['CHARTBREW', 'seven', 'x', 'key'],
    ['VERSORI', '7', 'x', 'key'],
    ['VERSORI', organisation.toLowerCase(), 'x', 'key'],
    ['CHARTBREW', '71', '', 'name'],
    ['CHARTBREW', '71', 'x'.repeat(256), 'name'],
  ])('of %s with key %j and name %j is refused at its %s', async (vendor, key, name, field) => {
    expect(await create(vendor, key, name)).toEqual({
      workspace: null,
      userErrors: [{ code: 'INVALID', message: expect.any(String), path: [field] }],
    })
  })

  it('cannot take a key that its vendor has; another vendor’s keys do not matter', async () => {
    await create('CHARTBREW', '72', 'First')
    expect(await create('CHARTBREW', '72', 'Second')).toEqual({
      workspace: null,
      userErrors: [{ code: 'CONFLICT', message: expect.any(String), path: ['key'] }],
    })
    expect((await create('VERSORI', organisation, 'Third')).userErrors).toEqual([])
  })
})

describe('workspaces', () => {
  const list = async (args: string) =>
    (
      await app.graph(
        `{ workspaces${args} { totalCount nodes { name } edges { cursor node { name } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`,
      )
    ).workspaces
  const names = (page: { nodes: { name: string }[] }) => page.nodes.map(({ name }) => name)

  beforeAll(async () => {
    for (const name of ['delta', 'Alpha', 'charlie', 'Bravo', 'écho'])
      await create('CHARTBREW', String(900 + name.charCodeAt(1) * 10 + name.length), name)
  })

  it('are listed by name, upper and lower case alike, and by vendor', async () => {
    const page = await list('(filter: { vendor: CHARTBREW })')
    const listed = names(page).filter((name) => ['alpha', 'bravo', 'charlie', 'delta'].includes(name.toLowerCase()))
    expect(listed).toEqual(['Alpha', 'Bravo', 'charlie', 'delta'])
    expect(page.totalCount).toBe(page.nodes.length)
    expect(names(await list('(filter: { vendor: VERSORI })'))).toEqual(['Third'])
  })

  it('are paged both ways without a gap or a repetition', async () => {
    const all = names(await list('(first: 100)'))
    const forward: string[] = []
    for (let after = '', page; ; after = `, after: "${page.pageInfo.endCursor}"`) {
      page = await list(`(first: 2${after})`)
      forward.push(...names(page))
      if (!page.pageInfo.hasNextPage) break
    }
    const backward: string[] = []
    for (let before = '', page; ; before = `, before: "${page.pageInfo.startCursor}"`) {
      page = await list(`(last: 2${before})`)
      backward.unshift(...names(page))
      if (!page.pageInfo.hasPreviousPage) break
    }
    expect(forward).toEqual(all)
    expect(backward).toEqual(all)
  })
})
