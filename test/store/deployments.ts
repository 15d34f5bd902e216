import { beforeEach, expect, it } from 'vitest'
import type { Connection, Deployment, Worker, Workspace } from '../../src/store/rows.js'
import type { NewDeployment } from '../../src/store/writes.js'
import type { DueTimes, Store } from '../../src/store/store.js'
import { audit, newName, newSecrets, next, worker, workspace, write } from './samples.js'

/** Workers, and what writes leave for them. */
export function deploymentSuite(store: () => Store): void {
  let home: Workspace
  let one: Worker
  let two: Worker
  beforeEach(async () => {
    home = workspace({ vendor: 'apinizer' })
    await store().workspaces.insert(home, audit({ subject: 'workspace' }))
    one = await addWorker({ name: 'one' })
    two = await addWorker({ name: 'Two' })
  })

  async function addWorker(more: Partial<Worker>): Promise<Worker> {
    const made = worker(home.id, more)
    expect(await store().workers.insert({ worker: made, sealed: newSecrets('secret') }, audit())).toBe('done')
    return made
  }

  const put = (...to: Worker[]): NewDeployment[] => to.map(({ id }) => ({ id: newName('dep'), workerId: id, kind: 'put' }))
  const gone = (key: string, ...to: Worker[]): NewDeployment[] =>
    to.map(({ id }) => ({ id: newName('dep'), workerId: id, kind: 'remove', former: { key, keyFold: key.toLowerCase() } }))

  async function insert(key: string, deployments: readonly NewDeployment[], at = 1000): Promise<Connection> {
    const connection = await store().connections.insert(write(home.id, { key, vendor: 'apinizer', deployments }), audit({ at }))
    if (typeof connection === 'string') throw new Error(`The store answered ${connection}.`)
    return connection
  }

  const told = ({ kind, connectionKey, revision, state }: Deployment): string => `${kind} ${connectionKey} ${revision} ${state}`
  /** Nothing waits for longer than that here. */
  const by = (now: number): DueTimes => ({ now, latest: now + 100_000 })
  const due = async (to: Worker, now = 9000): Promise<string[]> => (await store().deployments.due(to.id, by(now), 10)).map(told)
  const all = async (to: Worker): Promise<Deployment[]> =>
    store().deployments.list({ filter: { workerId: to.id }, order: { field: 'seq', direction: 'asc' }, limit: undefined })

  it('a write leaves what it brings for each worker, due at once', async () => {
    const [mine, other] = put(one, two)
    const made = await insert(
      'Orders',
      [mine, other].filter((each) => each !== undefined),
      1234,
    )
    expect(await store().deployments.pending(made.id)).toMatchObject([
      { id: mine?.id, workerId: one.id },
      { id: other?.id, workerId: two.id },
    ])
    expect((await store().deployments.byIds([String(mine?.id), 'dep_none']))[0]).toEqual({
      seq: expect.any(Number),
      id: mine?.id,
      workerId: one.id,
      workspaceId: home.id,
      connectionId: made.id,
      connectionKey: 'Orders',
      keyFold: 'orders',
      revision: 1,
      kind: 'put',
      state: 'pending',
      attempts: 0,
      nextAt: 1234,
      createdAt: 1234,
      finishedAt: null,
      failure: null,
    })
    expect(await store().deployments.workersDue(by(1233))).not.toContain(one.id)
    expect(await store().deployments.workersDue(by(1234))).toEqual(expect.arrayContaining([one.id, two.id]))
    expect(await store().deployments.nextAfter(1233)).toBe(1234)
  })

  it('a newer write supersedes every put of the same connection at the same worker, and no removal', async () => {
    const made = await insert('orders', put(one, two))
    await store().connections.replace(
      next(made, { key: 'bills', deployments: [...gone('orders', one), ...put(one)] }),
      1,
      audit({ at: 2000 }),
    )
    expect((await all(one)).map(told)).toEqual(['put orders 1 superseded', 'remove orders 2 pending', 'put bills 2 pending'])
    expect((await all(two)).map(told)).toEqual(['put orders 1 pending'])
    await store().connections.remove(made.id, 2, audit({ at: 3000 }), [{ id: newName('dep'), workerId: one.id, kind: 'remove' }])
    const after = await all(one)
    expect(after.map(told)).toEqual([
      'put orders 1 superseded',
      'remove orders 2 pending',
      'put bills 2 superseded',
      'remove bills 3 pending',
    ])
    expect(after.map(({ nextAt, finishedAt }) => [nextAt, finishedAt])).toEqual([
      [null, 2000],
      [3000, null],
      [null, 3000],
      [3000, null],
    ])
  })

  it('a write that changes nothing leaves the revision that is there', async () => {
    const made = await insert('orders', [])
    await store().connections.confirm(made.id, { deployments: put(one) }, audit({ at: 2000 }))
    expect((await all(one)).map(told)).toEqual(['put orders 1 pending'])
  })

  it('of one connection, and of one key, only the first is due', async () => {
    const made = await insert('orders', [])
    const later = next(made, { key: 'bills', deployments: [...gone('orders', one), ...put(one)] })
    await store().connections.replace(later, 1, audit({ at: 2000 }))
    await insert('Orders', put(one, two), 3000)
    await insert('others', put(one), 3000)
    expect(await due(one)).toEqual(['remove orders 2 pending', 'put others 1 pending'])
    expect(await due(two)).toEqual(['put Orders 1 pending'])
    const [first] = await all(one)
    await store().deployments.record(String(first?.id), { state: 'delivered', attempts: 1, nextAt: null, finishedAt: 4000, failure: null })
    expect(await due(one)).toEqual(['put bills 2 pending', 'put Orders 1 pending', 'put others 1 pending'])
  })

  it('what was never tried is due before what has failed', async () => {
    await insert('a', put(one))
    await insert('b', put(one))
    const [a] = await all(one)
    await store().deployments.record(String(a?.id), { state: 'pending', attempts: 2, nextAt: 5000, finishedAt: null, failure: 'timeout' })
    expect(await due(one, 4999)).toEqual(['put b 1 pending'])
    expect(await due(one, 5000)).toEqual(['put b 1 pending', 'put a 1 pending'])
    expect((await store().deployments.due(one.id, by(5000), 1)).map(told)).toEqual(['put b 1 pending'])
  })

  it('what waits for longer than anything may is due as well, as after a clock was set back', async () => {
    await insert('a', put(one), 200_000)
    expect(await due(one, 99_999)).toEqual(['put a 1 pending'])
    expect(await store().deployments.workersDue(by(99_999))).toContain(one.id)
    expect(await due(one, 100_000)).toEqual([])
    expect(await store().deployments.workersDue(by(100_000))).not.toContain(one.id)
  })

  it('a newer write makes what comes before it due again', async () => {
    const made = await insert('orders', gone('former', one))
    const [removal] = await all(one)
    const failed = { state: 'pending', attempts: 2, nextAt: 60_000, finishedAt: null, failure: 'timeout' } as const
    await store().deployments.record(String(removal?.id), failed)
    expect(await due(one)).toEqual([])
    await store().connections.confirm(made.id, { deployments: put(one) }, audit({ at: 7000 }))
    expect(await due(one)).toEqual(['remove former 1 pending'])
  })

  it('what was superseded meanwhile stays so, whatever came of it', async () => {
    const made = await insert('orders', put(one))
    const [first] = await all(one)
    await store().connections.confirm(made.id, { deployments: put(one) }, audit({ at: 2000 }))
    const delivered = { state: 'delivered', attempts: 1, nextAt: null, finishedAt: 3000, failure: null } as const
    await store().deployments.record(String(first?.id), delivered)
    expect((await all(one)).map(told)).toEqual(['put orders 1 superseded', 'put orders 1 pending'])
  })

  it('the newest of a connection is told for each worker that there is', async () => {
    const made = await insert('orders', put(one, two))
    await store().connections.confirm(made.id, { deployments: put(one) }, audit())
    const [, last] = await all(one)
    expect((await store().deployments.newest(made.id)).map(({ id, workerId }) => [id, workerId])).toEqual([
      [expect.any(String), two.id],
      [last?.id, one.id],
    ])
    await store().workers.remove(two.id, 1, audit())
    expect((await store().deployments.newest(made.id)).map(({ workerId }) => workerId)).toEqual([one.id])
  })

  it('a worker that is changed has everything due at once, and one that is gone has nothing', async () => {
    await insert('orders', put(one, two))
    const later = { state: 'pending', attempts: 2, nextAt: 60_000, finishedAt: null, failure: 'timeout' } as const
    for (const each of [one, two]) await store().deployments.record(String((await all(each))[0]?.id), later)
    const change = { worker: { ...one, url: 'https://other.example/', revision: 2 }, sealed: { dataKey: undefined, added: [] } }
    expect(await store().workers.replace(change, 1, audit({ at: 8000 }))).toBe('done')
    expect([await due(one), await due(two)]).toEqual([['put orders 1 pending'], []])
    expect(await store().workers.remove(one.id, 2, audit({ at: 8500 }))).toBe('done')
    expect(await all(one)).toMatchObject([{ state: 'superseded', nextAt: null, finishedAt: 8500 }])
    expect(await store().workers.byIds([one.id, two.id])).toEqual([undefined, two])
  })

  it('workers come by name, and keep to one name and to the revision that was read', async () => {
    expect(await store().workers.inWorkspaces(['wks_none', home.id])).toEqual([[], [one, two]])
    const same = worker(home.id, { name: 'TWO' })
    expect(await store().workers.insert({ worker: same, sealed: newSecrets('secret') }, audit())).toBe('conflict')
    const sealed = { dataKey: undefined, added: [] }
    expect(await store().workers.replace({ worker: { ...one, name: 'two' }, sealed }, 1, audit())).toBe('conflict')
    expect(await store().workers.replace({ worker: { ...one, name: 'ONE', revision: 2 }, sealed }, 1, audit())).toBe('done')
    expect(await store().workers.replace({ worker: one, sealed }, 1, audit())).toBe('stale')
    expect(await store().workers.remove(one.id, 1, audit())).toBe('stale')
    expect(await store().workers.remove('wrk_none', 1, audit())).toBe('gone')
    expect((await store().workers.open(two.id))?.sealed.fields).toMatchObject([{ field: 'secret', version: 1 }])
    expect(await store().workers.open('wrk_none')).toBeUndefined()
  })

  it('a write whose record cannot be kept leaves nothing for anyone', async () => {
    const used = audit()
    await store().audit.record(used)
    const made = await insert('orders', put(one))
    const again = put(one)
    await expect(store().connections.confirm(made.id, { deployments: again }, used)).rejects.toThrow()
    await expect(store().connections.remove(made.id, 1, used, put(one))).rejects.toThrow()
    await expect(store().workers.remove(one.id, 1, used)).rejects.toThrow()
    expect((await all(one)).map(told)).toEqual(['put orders 1 pending'])
  })

  it('a revision opens with the secrets that it named, though its connection is gone', async () => {
    const made = await insert('orders', [])
    await store().connections.remove(made.id, 1, audit())
    const opened = await store().connections.openRevision(made.id, 1)
    expect(opened).toMatchObject({ revision: { settings: made.settings }, sealed: { fields: [{ field: 'password', version: 1 }] } })
    expect(await store().connections.openRevision(made.id, 7)).toBeUndefined()
  })
}
