import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AuditRecord, Workspace } from '../../src/store/rows.js'
import { boot, type TestApp } from '../support/boot.js'
import { allowed, mutate, signingSecret } from './world.js'

let app: TestApp
let shop: Workspace
let other: Workspace
beforeAll(async () => {
  app = await boot({ env: allowed })
  shop = await app.workspace('apinizer', 'Shop')
  other = await app.workspace('apinizer', 'Other')
})
afterAll(() => app.close())

const url = 'https://worker.example/hook'
let count = 0
const input = (more: object = {}) => ({ workspaceId: shop.id, name: `Worker ${(count += 1)}`, environment: 'production', url, ...more })
const make = async (more: object = {}) => (await mutate(app, 'createWorker', input(more))).worker

async function recordsOf(act: () => Promise<unknown>): Promise<AuditRecord[]> {
  const before = new Set((await app.records()).map(({ id }) => id))
  await act()
  return (await app.records()).filter(({ id }) => !before.has(id))
}

const workersOf = async (id: string, token?: string) =>
  (await app.graph('query ($id: ID!) { node(id: $id) { ... on Workspace { workers { id name url } } } }', { id }, token)).node?.workers

describe('a worker', () => {
  it('is made by an ADMIN, and shows its secret once when the gateway has made it', async () => {
    const given = input({ name: '  First  ' })
    const { worker, secret, userErrors } = await mutate(app, 'createWorker', given)
    expect(userErrors).toEqual([])
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    expect(worker).toEqual({
      id: expect.stringMatching(/^wrk_/),
      name: 'First',
      environment: 'production',
      url,
      revision: 1,
      createdAt: worker.updatedAt,
      updatedAt: worker.createdAt,
      workspace: { id: shop.id },
      secret: { isSet: true, changedAt: worker.createdAt, version: 1 },
    })
    expect(await workersOf(shop.id)).toContainEqual({ id: worker.id, name: 'First', url })
  })

  it('never shows a secret that was brought', async () => {
    expect(await mutate(app, 'createWorker', input({ secret: signingSecret }))).toMatchObject({ secret: null, worker: { revision: 1 } })
  })

  it.each([
    ['https://worker.example:8443/a?version=1', undefined],
    ['http://localhost:8090/', undefined],
    ['http://127.8.9.1/', undefined],
    ['http://[::1]:8090/hook', undefined],
    ['http://worker.example/', 'must be https'],
    ['http://10.0.0.7/', 'must be https'],
    ['http://127.0.0.1.worker.example/', 'must be https'],
    ['ftp://worker.example/', 'must be https'],
    ['worker.example', 'must be https'],
    ['', 'must be https'],
    ['https://ann:q7-Lark@worker.example/', 'without user and password'],
    ['https://worker.example/?token=q7-Lark', 'must hold no secret'],
    ['https://worker.example/?b=q7-Lark', 'must hold no secret'],
    ['https://worker.example/q7-Lark-8b2d-11/in', 'must hold no secret'],
    [`https://worker.example/${'a'.repeat(2048)}`, 'must have at most 2048 characters'],
  ])('may be at %s: %s', async (address, refusal) => {
    const { worker, userErrors } = await mutate(app, 'createWorker', input({ url: address }))
    if (refusal === undefined) {
      expect(worker.url).toBe(address)
      await mutate(app, 'deleteWorker', { id: worker.id, expectedRevision: 1 })
    } else {
      expect(worker).toBeNull()
      expect(userErrors[0]).toMatchObject({ code: 'INVALID', path: ['url'], message: expect.stringContaining(refusal) })
      expect(JSON.stringify(userErrors)).not.toContain('q7-Lark')
    }
  })

  it.each([
    [{ name: ' ' }, 'name'],
    [{ name: 'a'.repeat(256) }, 'name'],
    [{ environment: '' }, 'environment'],
    [{ secret: 'q7-Lark' }, 'secret'],
    [{ secret: `whsec_${Buffer.alloc(8).toString('base64')}` }, 'secret'],
    [{ secret: 'whsec_not base64 at all, but long enough' }, 'secret'],
  ])('is refused with %j', async (more, field) => {
    const { worker, secret, userErrors } = await mutate(app, 'createWorker', input(more))
    expect([worker, secret]).toEqual([null, null])
    expect(userErrors).toMatchObject([{ code: 'INVALID', path: [field] }])
    expect(JSON.stringify(userErrors)).not.toContain('q7-Lark')
  })

  it('is refused in a workspace of a vendor that deploys nothing, and where there is none', async () => {
    const team = await app.workspace('chartbrew', '7')
    expect((await mutate(app, 'createWorker', input({ workspaceId: team.id }))).userErrors).toMatchObject([
      { code: 'INVALID', path: ['workspaceId'] },
    ])
    expect((await mutate(app, 'createWorker', input({ workspaceId: 'wks_none' }))).userErrors).toMatchObject([
      { code: 'NOT_FOUND', path: ['workspaceId'] },
    ])
  })

  it('has a name of its own in its workspace, in any casing', async () => {
    const { name } = await make()
    const taken = { code: 'CONFLICT', message: expect.any(String) }
    expect((await mutate(app, 'createWorker', input({ name: name.toUpperCase() }))).userErrors).toMatchObject([
      { ...taken, path: ['name'] },
    ])
    const second = await make()
    const patch = { name: name.toUpperCase() }
    expect((await mutate(app, 'updateWorker', { id: second.id, expectedRevision: 1, patch })).userErrors).toMatchObject([
      { ...taken, path: ['patch', 'name'] },
    ])
    expect((await mutate(app, 'createWorker', input({ name, workspaceId: other.id }))).worker).toMatchObject({ name })
  })

  it('is one of twenty at most', async () => {
    const full = await app.workspace('apinizer', 'Full')
    for (let made = 0; made < 20; made += 1) await make({ workspaceId: full.id })
    expect((await mutate(app, 'createWorker', input({ workspaceId: full.id }))).userErrors).toMatchObject([
      { code: 'INVALID', path: ['workspaceId'], message: expect.stringContaining('20') },
    ])
    expect(await workersOf(full.id)).toHaveLength(20)
  })

  it('changes field by field, and not when nothing differs', async () => {
    const made = await make()
    const change = async (expectedRevision: number, patch: object) =>
      (await mutate(app, 'updateWorker', { id: made.id, expectedRevision, patch })).worker
    expect(await change(1, { environment: 'sandbox' })).toMatchObject({ ...made, environment: 'sandbox', revision: 2, updatedAt: expect.any(String) }) // prettier-ignore
    expect(await change(2, { environment: 'sandbox', name: made.name })).toMatchObject({ revision: 2 })
    expect(await change(2, {})).toMatchObject({ revision: 2 })
    const { userErrors } = await mutate(app, 'updateWorker', { id: made.id, expectedRevision: 2, patch: { url: null, name: '' } })
    expect(userErrors).toMatchObject([
      { code: 'INVALID', path: ['patch', 'name'] },
      { code: 'INVALID', path: ['patch', 'url'] },
    ])
  })

  it('takes a new secret, brought or made here', async () => {
    const made = await make()
    const rotate = (expectedRevision: number, more: object = {}) =>
      mutate(app, 'rotateWorkerSecret', { id: made.id, expectedRevision, ...more })
    expect(await rotate(1, { secret: signingSecret })).toMatchObject({ secret: null, worker: { revision: 2, secret: { version: 2 } } })
    expect(await rotate(2)).toMatchObject({ secret: expect.stringMatching(/^whsec_/), worker: { revision: 3, secret: { version: 3 } } })
    expect((await rotate(3, { secret: 'q7-Lark' })).userErrors).toMatchObject([{ code: 'INVALID', path: ['secret'] }])
  })

  it('is gone when it is deleted', async () => {
    const { id } = await make()
    expect(await mutate(app, 'deleteWorker', { id, expectedRevision: 1 })).toEqual({ deletedWorkerId: id, userErrors: [] })
    expect((await app.graph('query ($id: ID!) { node(id: $id) { id } }', { id })).node).toBeNull()
    const unknown = [{ code: 'NOT_FOUND', path: ['id'] }]
    expect((await mutate(app, 'deleteWorker', { id, expectedRevision: 1 })).userErrors).toMatchObject(unknown)
    expect((await mutate(app, 'updateWorker', { id, expectedRevision: 1, patch: {} })).userErrors).toMatchObject(unknown)
    expect((await mutate(app, 'rotateWorkerSecret', { id, expectedRevision: 1 })).userErrors).toMatchObject(unknown)
  })

  it('is not changed by who has read an older revision', async () => {
    const { id } = await make()
    await mutate(app, 'updateWorker', { id, expectedRevision: 1, patch: { environment: 'test' } })
    const stale = [{ code: 'STALE', path: ['expectedRevision'], currentRevision: 2 }]
    expect((await mutate(app, 'updateWorker', { id, expectedRevision: 1, patch: {} })).userErrors).toMatchObject(stale)
    expect((await mutate(app, 'rotateWorkerSecret', { id, expectedRevision: 1 })).userErrors).toMatchObject(stale)
    expect((await mutate(app, 'deleteWorker', { id, expectedRevision: 1 })).userErrors).toMatchObject(stale)
  })
})

describe('of workers', () => {
  it.each(['VIEWER', 'EDITOR', 'REVEALER'] as const)('a %s reads all and changes nothing, and trying leaves a record', async (role) => {
    const { id, name } = await make()
    const token = await app.token([role], shop.id)
    expect(await workersOf(shop.id, token)).toContainEqual({ id, name, url })
    const acts: [string, object, string | null][] = [
      ['createWorker', input(), null],
      ['updateWorker', { id, expectedRevision: 1, patch: { name: 'X' } }, id],
      ['rotateWorkerSecret', { id, expectedRevision: 1 }, id],
      ['deleteWorker', { id, expectedRevision: 1 }, id],
    ]
    for (const [mutation, given, subjectId] of acts) {
      const records = await recordsOf(async () => {
        expect((await mutate(app, mutation, given, token)).userErrors).toMatchObject([{ code: 'FORBIDDEN' }])
      })
      const denied = { action: 'denied', wanted: 'administer', subject: 'worker', workspaceId: shop.id }
      expect(records).toMatchObject([{ ...denied, subjectId: subjectId ?? expect.stringMatching(/^wrk_/) }])
    }
  })

  it('an ADMIN of another workspace sees nothing, and trying leaves a record', async () => {
    const { id } = await make()
    const token = await app.token(['ADMIN'], other.id)
    expect(await workersOf(shop.id, token)).toBeUndefined()
    expect((await app.graph('query ($id: ID!) { node(id: $id) { id } }', { id }, token)).node).toBeNull()
    for (const [mutation, given] of [
      ['createWorker', input()],
      ['deleteWorker', { id, expectedRevision: 1 }],
    ] as const) {
      const records = await recordsOf(async () => {
        expect((await mutate(app, mutation, given, token)).userErrors).toMatchObject([{ code: 'NOT_FOUND' }])
      })
      expect(records).toMatchObject([{ action: 'denied', wanted: 'administer', subject: 'worker', workspaceId: shop.id }])
    }
  })

  it('every change leaves one record, with names of fields and no values', async () => {
    const made = await recordsOf(() => mutate(app, 'createWorker', input({ name: 'Recorded' })))
    const id = made[0]?.subjectId
    const all = [
      ...made,
      ...(await recordsOf(() => mutate(app, 'updateWorker', { id, expectedRevision: 1, patch: { url: 'https://other.example/' } }))),
      ...(await recordsOf(() => mutate(app, 'updateWorker', { id, expectedRevision: 2, patch: {} }))),
      ...(await recordsOf(() => mutate(app, 'rotateWorkerSecret', { id, expectedRevision: 2 }))),
      ...(await recordsOf(() => mutate(app, 'deleteWorker', { id, expectedRevision: 3 }))),
    ]
    const common = { subject: 'worker', subjectId: id, workspaceId: shop.id, edge: 'graphql' }
    expect(all).toMatchObject([
      { ...common, action: 'create', fields: ['name', 'environment', 'url', 'secret'] },
      { ...common, action: 'update', fields: ['url'] },
      { ...common, action: 'update', fields: [] },
      { ...common, action: 'update', fields: ['secret'] },
      { ...common, action: 'delete', fields: [] },
    ])
  })
})
