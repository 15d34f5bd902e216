import { beforeEach, expect, it } from 'vitest'
import type { Part, Workspace } from '../../src/store/rows.js'
import type { PartWrite } from '../../src/store/writes.js'
import type { Store } from '../../src/store/store.js'
import { audit, newName, part, sealedField, workspace, write } from './samples.js'
import { recordsIn } from '../support/records.js'

/** Writes of parts by themselves, their pages, and where they are used. */
export function partWriteSuite(store: () => Store): void {
  let home: Workspace
  beforeEach(async () => {
    home = workspace()
    await store().workspaces.insert(home, audit({ subject: 'workspace' }))
  })

  async function insert(more: Partial<Part> = {}, record = audit()): Promise<Part> {
    const made = part(home.id, more)
    await store().parts.insert(made, record)
    return made.part
  }

  /** A connection that uses these parts. */
  async function user(...uses: string[]): Promise<string> {
    const made = await store().connections.insert(write(home.id, { uses }), audit())
    if (typeof made === 'string') throw new Error(`The store answered ${made}.`)
    return made.id
  }

  const next = (before: Part, more: Partial<Part> = {}): PartWrite => ({
    part: { ...before, revision: before.revision + 1, updatedAt: 2000, ...more },
    sealed: { dataKey: undefined, added: [] },
  })
  const current = async (id: string) => (await store().parts.byIds([id]))[0]
  const lastRecord = async () => (await recordsIn(store())).at(-1)
  /** Everything of a part that a write touches. */
  const stateOf = async (id: string) => ({
    part: await current(id),
    revisions: await Promise.all([1, 2, 3].map((revision) => store().connections.revision(id, revision))),
    times: await store().secrets.changedAt([1, 2].map((version) => ({ ownerId: id, field: 'data/value', version }))),
    records: (await recordsIn(store())).length,
  })

  it('a new part is read back as it was written, with its secrets, first revision and record', async () => {
    const record = audit({ subject: 'credential' })
    const made = await insert({}, record)
    expect(await current(made.id)).toEqual(made)
    const opened = await store().parts.open(made.id)
    expect(opened?.part).toEqual(made)
    expect(opened?.sealed.fields).toMatchObject([sealedField('data/value')])
    expect(await store().connections.revision(made.id, 1)).toMatchObject({ settings: made.settings, tokenId: record.tokenId })
    expect(await lastRecord()).toEqual(record)
    expect(await store().parts.open('crd_none')).toBeUndefined()
  })

  it('a part is replaced when it is still at the revision that was read', async () => {
    const made = await insert()
    const change = next(made, { name: 'Renamed', secretVersions: { 'data/value': 2 } })
    const added = [sealedField('data/value', 2)]
    expect(await store().parts.replace({ ...change, sealed: { dataKey: undefined, added } }, 1, audit())).toBe('done')
    expect(await current(made.id)).toEqual(change.part)
    expect((await store().parts.open(made.id))?.sealed.fields).toMatchObject(added)
    expect(await store().connections.revision(made.id, 1)).toMatchObject({ name: made.name, secretVersions: { 'data/value': 1 } })
    expect(await store().connections.revision(made.id, 2)).toMatchObject({ name: 'Renamed', secretVersions: { 'data/value': 2 } })
  })

  it('a part answers stale for another revision and gone for an unknown id, and keeps nothing of it', async () => {
    const made = await insert()
    const before = await stateOf(made.id)
    expect(await store().parts.replace(next(made, { name: 'Late' }), 2, audit())).toBe('stale')
    expect(await store().parts.replace(next(made, { id: newName('crd') }), 1, audit())).toBe('gone')
    expect(await store().parts.remove(made.id, 2, audit())).toBe('stale')
    expect(await store().parts.remove(newName('crd'), undefined, audit())).toBe('gone')
    expect(await stateOf(made.id)).toEqual(before)
  })

  it('a part lets one of two writers of the same revision win', async () => {
    const made = await insert()
    const outcomes = await Promise.all(['a', 'b'].map((name) => store().parts.replace(next(made, { name }), 1, audit())))
    expect(outcomes.toSorted()).toEqual(['done', 'stale'])
  })

  it('a part that is replaced moves nothing in the connections that use it', async () => {
    const made = await insert()
    const id = await user(made.id)
    const before = await store().connections.byIds([id])
    await store().parts.replace(next(made, { name: 'Renamed' }), 1, audit())
    expect(await store().connections.byIds([id])).toEqual(before)
    expect(await store().parts.usedBy([id])).toEqual([{ ...made, name: 'Renamed', revision: 2, updatedAt: 2000 }])
  })

  it('a part in use is not removed, and one that is used no longer is', async () => {
    const made = await insert()
    const id = await user(made.id)
    const before = await stateOf(made.id)
    expect(await store().parts.remove(made.id, 1, audit())).toBe('inUse')
    expect(await store().parts.remove(made.id, undefined, audit())).toBe('inUse')
    expect(await stateOf(made.id)).toEqual(before)
    await store().connections.remove(id, 1, audit())
    expect(await store().parts.remove(made.id, 1, audit())).toBe('done')
    expect(await current(made.id)).toBeUndefined()
    expect(await store().parts.remove(made.id, undefined, audit())).toBe('gone')
  })

  it('a part that is removed keeps its revisions and secrets, and a last revision', async () => {
    const made = await insert()
    await store().parts.remove(made.id, undefined, audit({ at: 7000 }))
    expect(await stateOf(made.id)).toMatchObject({
      part: undefined,
      revisions: [{ revision: 1 }, { revision: 2, isDeletion: true, at: 7000, settings: made.settings }, undefined],
      times: [1000, undefined],
    })
  })

  it('a part is written whole or not at all: an audit record that cannot be kept undoes everything', async () => {
    const used = audit()
    await store().audit.record(used)
    const made = await insert()
    const before = await stateOf(made.id)
    await expect(store().parts.replace(next(made, { name: 'Changed' }), 1, used)).rejects.toThrow()
    await expect(store().parts.remove(made.id, 1, used)).rejects.toThrow()
    expect(await stateOf(made.id)).toEqual(before)
    const refused = part(home.id)
    await expect(store().parts.insert(refused, used)).rejects.toThrow()
    expect(await stateOf(refused.part.id)).toMatchObject({ part: undefined, revisions: [undefined, undefined, undefined] })
  })

  it('parts tell which connections use them, sorted, in the order of the ids asked for', async () => {
    const [one, two, none] = [await insert(), await insert(), await insert()]
    const [first, second] = [await user(one.id, two.id), await user(two.id)]
    const asked = [two.id, none.id, 'crd_none', one.id]
    expect(await store().parts.uses(asked)).toEqual([[first, second].toSorted(), [], [], [first]])
    expect(await store().parts.uses([])).toEqual([])
  })

  it('parts of one workspace and kind are listed by their last change and then by id, cut after one and before another', async () => {
    const other = workspace()
    await store().workspaces.insert(other, audit())
    await store().parts.insert(part(other.id), audit())
    const all: Part[] = []
    for (const [id, updatedAt] of [
      ['d', 3000],
      ['c', 2000],
      ['b', 2000],
      ['a', 1000],
    ] as const)
      // prettier-ignore
      all.push(await insert({ id: `${newName('crd')}${id}`, updatedAt }))
    all.sort((a, b) => b.updatedAt - a.updatedAt || (a.id < b.id ? 1 : -1))
    const filter = { workspaceId: home.id, kind: 'credential' } as const
    const list = (direction: 'asc' | 'desc', more: object = {}) =>
      store().parts.list({ filter, order: { field: 'updatedAt', direction }, limit: undefined, ...more })
    const middle = { value: 2000, id: all[1]?.id }
    expect(await list('desc')).toEqual(all)
    expect(await list('asc')).toEqual(all.toReversed())
    expect(await list('desc', { after: middle, limit: 1 })).toEqual([all[2]])
    expect(await list('desc', { before: middle })).toEqual([all[0]])
    expect(await list('desc', { limit: 2, fromEnd: true })).toEqual(all.slice(2))
    expect(await store().parts.count(filter)).toBe(4)
  })
}
