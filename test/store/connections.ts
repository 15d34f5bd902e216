import { beforeEach, expect, it } from 'vitest'
import type { Connection, Workspace } from '../../src/store/rows.js'
import type { ConnectionWrite } from '../../src/store/writes.js'
import type { Store } from '../../src/store/store.js'
import { audit, newName, next, part, sealedField, workspace, write } from './samples.js'
import { recordsIn } from '../support/records.js'

/** Writes of connections: outcomes, all or nothing, keys, revisions. */
export function connectionSuite(store: () => Store): void {
  let home: Workspace
  beforeEach(async () => {
    home = workspace()
    await store().workspaces.insert(home, audit({ subject: 'workspace' }))
  })

  const records = async () => (await recordsIn(store())).length
  const current = async (id: string) => (await store().connections.byIds([id]))[0]

  async function insert(change: ConnectionWrite = write(home.id)): Promise<Connection> {
    const connection = await store().connections.insert(change, audit())
    if (typeof connection === 'string') throw new Error(`The store answered ${connection}.`)
    return connection
  }

  /** Everything of this connection that a write touches. */
  async function stateOf(id: string) {
    const [connection, times, parts, count, revisions] = await Promise.all([
      current(id),
      store().secrets.changedAt([1, 2, 3].map((version) => ({ ownerId: id, field: 'password', version }))),
      store().parts.usedBy([id]),
      records(),
      Promise.all([1, 2, 3].map((revision) => store().connections.revision(id, revision))),
    ])
    return { connection, times, parts, count, revisions }
  }

  it('are read back as they were written, with a key that the store made', async () => {
    const change = write(home.id)
    const made = await insert(change)
    expect(made).toEqual({ ...change.connection, key: expect.stringMatching(/^[1-9]\d*$/) })
    expect(await current(made.id)).toEqual(made)
    expect(await store().connections.byKey(home.id, made.key)).toEqual(made)
    expect(await store().connections.byKey(home.id, 'another')).toBeUndefined()
    expect(await store().connections.byKey('wks_other', made.key)).toBeUndefined()
  })

  it('answer conflict for a key that the workspace has in any case, and keep nothing of it', async () => {
    await insert(write(home.id, { key: 'Orders' }))
    const refused = write(home.id, { key: 'ORDERS', parts: [part(home.id)] })
    const before = await stateOf(refused.connection.id)
    expect(await store().connections.insert(refused, audit())).toBe('conflict')
    expect(await stateOf(refused.connection.id)).toEqual(before)
    expect(before.connection).toBeUndefined()
  })

  it('may have the same key in two workspaces', async () => {
    const other = workspace()
    await store().workspaces.insert(other, audit())
    await insert(write(home.id, { key: 'Orders' }))
    expect(await insert(write(other.id, { key: 'Orders' }))).toHaveProperty('key', 'Orders')
  })

  it('are replaced when they are still at the revision that was read', async () => {
    const made = await insert()
    const change = next(made, { name: 'Renamed', enabled: false, settings: { a: 1 }, endpoints: [] })
    expect(await store().connections.replace(change, 1, audit())).toBe('done')
    expect(await current(made.id)).toEqual({ ...made, ...change.connection })
  })

  it('answer stale for another revision and gone for an unknown id, and keep nothing of it', async () => {
    const made = await insert()
    const before = await stateOf(made.id)
    expect(await store().connections.replace(next(made, { name: 'Late' }), 2, audit())).toBe('stale')
    expect(await store().connections.replace(next(made, { id: newName('con') }), 1, audit())).toBe('gone')
    expect(await store().connections.remove(made.id, 2, audit())).toBe('stale')
    expect(await store().connections.remove(newName('con'), undefined, audit())).toBe('gone')
    expect(await store().connections.confirm(newName('con'), { updatedAt: 2000 }, audit())).toBe('gone')
    expect(await stateOf(made.id)).toEqual(before)
  })

  it('let one of two writers of the same revision win', async () => {
    const made = await insert()
    const outcomes = await Promise.all(['a', 'b'].map((name) => store().connections.replace(next(made, { name }), 1, audit())))
    expect(outcomes.toSorted()).toEqual(['done', 'stale'])
  })

  it('answer conflict for a new key that another one has, and take a free one', async () => {
    await insert(write(home.id, { key: 'taken' }))
    const made = await insert(write(home.id, { key: 'mine' }))
    const before = await stateOf(made.id)
    expect(await store().connections.replace(next(made, { key: 'Taken' }), 1, audit())).toBe('conflict')
    expect(await stateOf(made.id)).toEqual(before)
    expect(await store().connections.replace(next(made, { key: 'Mine' }), 1, audit())).toBe('done')
    expect(await store().connections.byKey(home.id, 'mine')).toHaveProperty('key', 'Mine')
  })

  it('are confirmed without a revision, at a new time when told', async () => {
    const made = await insert()
    const before = await records()
    expect(await store().connections.confirm(made.id, {}, audit())).toBe('done')
    expect(await current(made.id)).toEqual(made)
    expect(await store().connections.confirm(made.id, { updatedAt: 9000 }, audit())).toBe('done')
    expect(await current(made.id)).toEqual({ ...made, updatedAt: 9000 })
    expect(await store().connections.revision(made.id, 2)).toBeUndefined()
    expect(await records()).toBe(before + 2)
  })

  it('are removed at the revision that was read, or at any', async () => {
    const [one, other] = [await insert(), await insert()]
    expect(await store().connections.remove(one.id, 1, audit())).toBe('done')
    expect(await store().connections.remove(other.id, undefined, audit())).toBe('done')
    expect(await store().connections.byIds([one.id, other.id])).toEqual([undefined, undefined])
    expect(await store().connections.open(one.id)).toBeUndefined()
    expect(await store().connections.remove(one.id, undefined, audit())).toBe('gone')
  })

  it('never get a key that one has had before', async () => {
    const keys: number[] = []
    for (let round = 0; round < 5; round += 1) {
      const made = await insert()
      keys.push(Number(made.key))
      await store().connections.remove(made.id, 1, audit())
    }
    expect(keys).toEqual(keys.toSorted((a, b) => a - b))
    expect(new Set(keys).size).toBe(5)
  })

  it('keep every revision, and what their secrets were, after changes and after the end', async () => {
    const made = await insert()
    const second = next(made, {
      settings: { second: true },
      secretVersions: { password: 2 },
      sealed: { dataKey: undefined, added: [sealedField('password', 2)] },
    })
    await store().connections.replace(second, 1, audit())
    await store().connections.remove(made.id, 2, audit())
    expect(await store().connections.revision(made.id, 1)).toMatchObject({
      ownerId: made.id,
      revision: 1,
      settings: made.settings,
      secretVersions: { password: 1 },
    })
    expect(await store().connections.revision(made.id, 2)).toMatchObject({
      revision: 2,
      settings: { second: true },
      secretVersions: { password: 2 },
    })
    expect(await store().connections.revision(made.id, 3)).toMatchObject({ revision: 3, settings: { second: true } })
    const values = [1, 2, 3].map((version) => ({ ownerId: made.id, field: 'password', version }))
    expect(await store().secrets.changedAt(values)).toEqual([1000, 2000, undefined])
  })

  it('are written whole or not at all: an audit record that cannot be kept undoes everything', async () => {
    const used = audit()
    await store().audit.record(used)
    const made = await insert()
    const before = await stateOf(made.id)
    const shared = part(home.id)
    const change = next(made, {
      name: 'Changed',
      parts: [shared],
      uses: [shared.part.id],
      secretVersions: { password: 2 },
      sealed: { dataKey: undefined, added: [sealedField('password', 2)] },
    })
    await expect(store().connections.replace(change, 1, used)).rejects.toThrow()
    await expect(store().connections.confirm(made.id, { updatedAt: 9000 }, used)).rejects.toThrow()
    await expect(store().connections.remove(made.id, 1, used)).rejects.toThrow()
    expect(await stateOf(made.id)).toEqual(before)
    expect(await store().parts.byIds([shared.part.id])).toEqual([undefined])

    const refused = write(home.id, { parts: [shared], uses: [shared.part.id] })
    await expect(store().connections.insert(refused, used)).rejects.toThrow()
    expect(await stateOf(refused.connection.id)).toMatchObject({
      connection: undefined,
      times: [undefined, undefined, undefined],
      parts: [],
      count: before.count,
    })
    expect(await store().parts.byIds([shared.part.id])).toEqual([undefined])
    // The same write passes with a record of its own, so it was the record that undid it.
    expect(await store().connections.replace(change, 1, audit())).toBe('done')
  })

  it('answer byIds in the order and the number of the ids', async () => {
    const [a, b, c] = [await insert(), await insert(), await insert()]
    const found = await store().connections.byIds([c.id, 'con_none', a.id, c.id, b.id])
    expect(found.map((connection) => connection?.id)).toEqual([c.id, undefined, a.id, c.id, b.id])
    expect(await store().connections.byIds([])).toEqual([])
    expect(await store().workspaces.byIds(['wks_none', home.id])).toEqual([undefined, home])
  })
}
