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

describe('a change of a workspace', () => {
  const update = (input: Record<string, unknown>, token?: string) => mutate(app, 'updateWorkspace', input, token)
  let count = 0
  const made = async (): Promise<{ id: string }> => (await create('CREDIBLE', `changed_${(count += 1)}`, 'Before')).workspace

  it('keeps what is left out, clears what is null, and counts revisions', async () => {
    const { id } = await made()
    const first = await update({ id, expectedRevision: 1, name: 'After', readme: '# Hi', location: './x' })
    expect(first).toMatchObject({ workspace: { name: 'After', readme: '# Hi', location: './x', revision: 2 }, userErrors: [] })
    const second = await update({ id, expectedRevision: 2, readme: null })
    expect(second).toMatchObject({ workspace: { name: 'After', readme: null, location: './x', revision: 3 } })
    expect(await update({ id, expectedRevision: 3, name: 'After' })).toMatchObject({ workspace: { revision: 3 } })
  })

  it('is refused for a revision that is not current, a text of another vendor, and who does not administer it', async () => {
    const { id } = await made()
    expect(await update({ id, expectedRevision: 7, name: 'x' })).toMatchObject({
      workspace: null,
      userErrors: [{ code: 'STALE', path: ['expectedRevision'] }],
    })
    expect(await update({ id, expectedRevision: 1, description: 'x' })).toMatchObject({
      userErrors: [{ code: 'INVALID', path: ['description'] }],
    })
    expect(await update({ id, expectedRevision: 1, name: '' })).toMatchObject({ userErrors: [{ code: 'INVALID', path: ['name'] }] })
    expect(await update({ id, expectedRevision: 1, name: 'x' }, await app.token(['EDITOR'], id))).toMatchObject({
      userErrors: [{ code: 'FORBIDDEN' }],
    })
    const { id: other } = await made()
    expect(await update({ id, expectedRevision: 1, name: 'x' }, await app.token(['ADMIN'], other))).toMatchObject({
      userErrors: [{ code: 'NOT_FOUND', path: ['id'] }],
    })
  })

  it('that takes it away takes its connections with it, each with a record, and frees its key', async () => {
    const workspace = await app.workspace('credible', 'to_be_deleted')
    const path = '/api/v0/projects/to_be_deleted/connections'
    for (const name of ['a', 'b'])
      await app.rest('POST', `${path}/${name}`, {
        type: 'mysql',
        mysqlConnection: { host: 'h', port: 1, database: 'd', user: 'u', password: 'p' },
      })
    const before = await app.records()
    const remove = (expectedRevision: number, token?: string) =>
      mutate(app, 'deleteWorkspace', { id: workspace.id, expectedRevision }, token)
    expect(await remove(9)).toMatchObject({ deletedWorkspaceId: null, userErrors: [{ code: 'STALE' }] })
    expect(await remove(1, await app.token(['EDITOR'], workspace.id))).toMatchObject({ userErrors: [{ code: 'FORBIDDEN' }] })
    expect((await app.rest('GET', path)).body).toHaveLength(2)

    expect(await remove(1)).toEqual({ deletedWorkspaceId: workspace.id, userErrors: [] })
    expect((await app.rest('GET', path)).status).toBe(404)
    const deletions = (await app.records()).slice(before.length).filter(({ action }) => action === 'delete')
    expect(deletions.map(({ subject, workspaceId }) => [subject, workspaceId])).toEqual([
      ['connection', workspace.id],
      ['connection', workspace.id],
      ['workspace', workspace.id],
    ])
    expect(await remove(1)).toMatchObject({ userErrors: [{ code: 'NOT_FOUND', path: ['id'] }] })
    expect((await app.workspace('credible', 'to_be_deleted')).id).not.toBe(workspace.id)
  })
})
