import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { AuditRecord, Workspace } from '../../src/store/rows.js'
import { boot, type TestApp } from '../support/boot.js'
import { environment, httpConnection, make, mutate, organisation, patch, read, type MutationName } from './documents.js'

let app: TestApp
let org: Workspace
let clock = Date.parse('2026-03-01T08:00:00.000Z')

let made: any
beforeAll(async () => {
  app = await boot({ now: () => clock })
  org = await app.workspace('versori', organisation)
})
beforeEach(async () => {
  clock += 60_000
  made = await make(app, 'versori', httpConnection(org.id))
  clock += 1000
})
afterAll(() => app.close())

type Fields = Record<string, unknown>
const refusal = (code: string, ...path: string[]) => ({ code, path, message: expect.stringMatching(/\w/) })

/** The mutation at the connection's current revision. */
async function run(name: MutationName, fields: Fields, token?: string): Promise<any> {
  const { revision } = await read(app, made.id)
  return mutate(app, name, { id: made.id, expectedRevision: revision, ...fields }, token)
}

/** The same, which must be accepted: the connection. */
async function done(name: MutationName, fields: Fields): Promise<any> {
  const { connection, userErrors } = await run(name, fields)
  expect(userErrors).toEqual([])
  expect(await read(app, made.id)).toEqual(connection)
  return connection
}

async function expectRefused(name: MutationName, fields: Fields, ...refusals: object[]): Promise<void> {
  const before = await read(app, made.id)
  expect(await run(name, fields)).toEqual({ connection: null, userErrors: refusals })
  expect(await read(app, made.id)).toEqual(before)
}

const now = () => new Date(clock).toISOString()

describe('a version', () => {
  it('is made as a draft, with a revision of its connection', async () => {
    expect(made.versions).toEqual([])
    const connection = await done('createConnectionVersion', { name: '1.0.0' })
    const draft = {
      name: '1.0.0',
      description: null,
      isLatest: false,
      isDefault: false,
      createdAt: now(),
      updatedAt: now(),
      publishedAt: null,
    }
    expect(connection).toEqual({
      ...made,
      revision: 2,
      updatedAt: now(),
      versions: [{ ...draft, vendorKey: expect.stringMatching(/^[0-9A-Z]{26}$/) }],
    })
  })

  it('continues one that there is, and no other', async () => {
    await done('createConnectionVersion', { name: '1.0.0' })
    expect((await done('createConnectionVersion', { name: '1.1.0', fromVersion: '1.0.0' })).versions).toHaveLength(2)
    await expectRefused('createConnectionVersion', { name: '1.2.0', fromVersion: '0.9.0' }, refusal('INVALID', 'fromVersion'))
  })

  it('is renamed and described while it is a draft', async () => {
    await done('createConnectionVersion', { name: '1.0.0' })
    clock += 1000
    const described = await done('updateConnectionVersion', { version: '1.0.0', name: '1.0.1', description: 'first cut' })
    expect(described.versions).toMatchObject([{ name: '1.0.1', description: 'first cut', updatedAt: now() }])
    expect((await done('updateConnectionVersion', { version: '1.0.1', name: '1.0.2' })).versions).toMatchObject([
      { description: 'first cut' },
    ])
    expect((await done('updateConnectionVersion', { version: '1.0.2', description: null })).versions).toMatchObject([{ description: null }])
  })

  it('makes no revision by a change that changes nothing', async () => {
    const { revision } = await done('createConnectionVersion', { name: '1.0.0' })
    clock += 1000
    expect((await done('updateConnectionVersion', { version: '1.0.0' })).revision).toBe(revision)
    expect((await done('unpublishConnectionVersion', { version: '1.0.0' })).revision).toBe(revision)
    const published = await done('publishConnectionVersion', { version: '1.0.0' })
    expect((await done('publishConnectionVersion', { version: 'latest' })).revision).toBe(published.revision)
  })

  it('is the latest and the default when it is published, and a draft again when it is not', async () => {
    await done('createConnectionVersion', { name: '1.0.0' })
    clock += 1000
    const published = await done('publishConnectionVersion', { version: '1.0.0' })
    expect(published.versions).toMatchObject([{ isLatest: true, isDefault: true, publishedAt: now(), updatedAt: now() }])
    const draft = await done('unpublishConnectionVersion', { version: 'default' })
    expect(draft.versions).toMatchObject([{ isLatest: false, isDefault: false, publishedAt: null }])
  })

  it('published after another is the latest even within the same millisecond', async () => {
    for (const name of ['1.0.0', '2.0.0', '0.9.0']) await done('createConnectionVersion', { name })
    for (const version of ['1.0.0', '2.0.0', '0.9.0']) {
      const { versions } = await done('publishConnectionVersion', { version })
      expect(versions.filter(({ isLatest }: any) => isLatest)).toMatchObject([{ name: version }])
    }
  })

  it('is the default by choice, which is published, and loses the choice to another', async () => {
    for (const name of ['1.0.0', '2.0.0', '3.0.0']) await done('createConnectionVersion', { name })
    const defaults = async (version: string, isDefault: boolean): Promise<string[]> => {
      const { versions } = await done('updateConnectionVersion', { version, isDefault })
      return versions.filter((one: any) => one.isDefault).map(({ name }: any) => name)
    }
    await expectRefused('updateConnectionVersion', { version: '1.0.0', isDefault: true }, refusal('INVALID', 'isDefault'))
    for (const version of ['1.0.0', '2.0.0', '3.0.0']) await done('publishConnectionVersion', { version })
    expect(await defaults('1.0.0', true)).toEqual(['1.0.0'])
    expect(await defaults('2.0.0', true)).toEqual(['2.0.0'])
    expect(await defaults('2.0.0', false)).toEqual(['3.0.0'])
    await expectRefused('updateConnectionVersion', { version: 'latest', isDefault: false }, refusal('INVALID', 'isDefault'))
  })

  it('is deleted while it is a draft, and by force when it is published', async () => {
    for (const name of ['1.0.0', '2.0.0']) await done('createConnectionVersion', { name })
    await done('publishConnectionVersion', { version: '2.0.0' })
    expect((await done('deleteConnectionVersion', { version: '1.0.0' })).versions).toMatchObject([{ name: '2.0.0' }])
    await expectRefused('deleteConnectionVersion', { version: '2.0.0' }, refusal('CONFLICT', 'version'))
    await expectRefused('deleteConnectionVersion', { version: '2.0.0', force: false }, refusal('CONFLICT', 'version'))
    expect((await done('deleteConnectionVersion', { version: '2.0.0', force: true })).versions).toEqual([])
  })

  it('is kept by a patch of its connection', async () => {
    const { versions } = await done('createConnectionVersion', { name: '1.0.0' })
    const { connection } = await patch(app, await read(app, made.id), 'versori', {
      name: 'Northwind EU',
      environments: [environment('QA')],
    })
    expect(connection.versions).toEqual(versions)
  })
})

it('a duplicate of a connection has its versions, with keys of their own', async () => {
  for (const name of ['1.0.0', '2.0.0']) await done('createConnectionVersion', { name })
  const { versions } = await done('publishConnectionVersion', { version: '1.0.0' })
  const { connection: copy } = await mutate(app, 'duplicateConnection', { id: made.id, name: 'Copy' })
  const keys = copy.versions.map(({ vendorKey }: any) => vendorKey)
  expect(copy.versions).toEqual(versions.map((version: any, index: number) => ({ ...version, vendorKey: keys[index] })))
  for (const { vendorKey } of versions) expect(keys).not.toContain(vendorKey)
})

describe('a change of a version is refused', () => {
  beforeEach(async () => {
    for (const name of ['draft', 'other', 'published']) await done('createConnectionVersion', { name })
    await done('publishConnectionVersion', { version: 'published' })
  })

  it('for a name that is reserved, empty, null or of another version', async () => {
    for (const name of ['latest', 'default', '']) {
      await expectRefused('createConnectionVersion', { name }, refusal('INVALID', 'name'))
      await expectRefused('updateConnectionVersion', { version: 'draft', name }, refusal('INVALID', 'name'))
    }
    await expectRefused('updateConnectionVersion', { version: 'draft', name: null }, refusal('INVALID', 'name'))
    for (const name of ['other', 'published']) {
      await expectRefused('createConnectionVersion', { name }, refusal('CONFLICT', 'name'))
      await expectRefused('updateConnectionVersion', { version: 'draft', name }, refusal('CONFLICT', 'name'))
    }
  })

  it('for one that is published', async () => {
    await expectRefused('updateConnectionVersion', { version: 'published', name: 'x' }, refusal('CONFLICT', 'version'))
    await expectRefused('updateConnectionVersion', { version: 'latest', description: 'x' }, refusal('CONFLICT', 'version'))
  })

  it('for one that the connection does not have', async () => {
    for (const name of [
      'updateConnectionVersion',
      'deleteConnectionVersion',
      'publishConnectionVersion',
      'unpublishConnectionVersion',
    ] as const) {
      await expectRefused(name, { version: '9.9.9' }, refusal('NOT_FOUND', 'version'))
    }
  })

  it('for a revision that is not the current one: STALE, and says what differs', async () => {
    const before: { revision: number } = await read(app, made.id)
    await done('createConnectionVersion', { name: 'new' })
    await patch(app, await read(app, made.id), 'versori', { name: 'Northwind EU' })
    const { connection, userErrors } = await run('publishConnectionVersion', { version: 'draft', expectedRevision: before.revision })
    expect(connection).toBeNull()
    expect(userErrors).toMatchObject([{ code: 'STALE', path: ['expectedRevision'], currentRevision: before.revision + 2 }])
    expect(userErrors[0].changedFields.sort()).toEqual(['name', 'versions'])
  })

  it('for an unknown connection, one of another vendor, and a caller who may only read', async () => {
    const team = await app.workspace('chartbrew', '7')
    const shop = await make(app, 'chartbrew', { workspaceId: team.id, name: 'Shop', type: 'MYSQL' })
    await expectRefused('publishConnectionVersion', { version: 'draft', id: 'con_01j00000000000000000000000' }, refusal('NOT_FOUND', 'id'))
    const { userErrors } = await run('publishConnectionVersion', { version: 'draft', id: shop.id, expectedRevision: 1 })
    expect(userErrors).toEqual([refusal('INVALID')])
    const viewer = await app.token(['VIEWER'], org.id)
    const denied = await run('publishConnectionVersion', { version: 'draft' }, viewer)
    expect(denied).toMatchObject({ connection: null, userErrors: [{ code: 'FORBIDDEN' }] })
  })
})

it('every change of a version leaves exactly one record, which names the versions', async () => {
  const moves: [MutationName, Fields][] = [
    ['createConnectionVersion', { name: '1.0.0' }],
    ['updateConnectionVersion', { version: '1.0.0', description: 'first cut' }],
    ['publishConnectionVersion', { version: '1.0.0' }],
    ['unpublishConnectionVersion', { version: '1.0.0' }],
    ['deleteConnectionVersion', { version: '1.0.0' }],
  ]
  for (const [name, fields] of moves) {
    const before = new Set((await app.records()).map(({ id }) => id))
    await done(name, fields)
    const records = (await app.records()).filter(({ id }) => !before.has(id))
    expect(records, name).toMatchObject([
      {
        action: 'update',
        subject: 'connection',
        subjectId: made.id,
        workspaceId: org.id,
        fields: ['versions'],
        edge: 'graphql',
      } satisfies Partial<AuditRecord>,
    ])
  }
})
