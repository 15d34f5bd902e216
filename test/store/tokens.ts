import { expect, it } from 'vitest'
import type { Store } from '../../src/store/store.js'
import { audit, newName, token, workspace } from './samples.js'
import { recordsIn } from '../support/records.js'

/** Tokens, workspaces and audit records. */
export function tokenSuite(store: () => Store): void {
  const lastRecord = async () => (await recordsIn(store())).at(-1)

  it('a token is kept with its hash, which no other reading shows', async () => {
    const made = token({ grants: [{ workspaceId: 'wks_1', roles: ['EDITOR', 'REVEALER'] }], expiresAt: 9000 })
    const record = audit({ subject: 'token', subjectId: made.id })
    await store().tokens.insert(made, 'hash-1', record)
    expect(await store().tokens.byIds(['tok_none', made.id])).toEqual([undefined, made])
    expect(await store().tokens.hashed(made.id)).toEqual({ token: made, hash: 'hash-1' })
    expect(await store().tokens.hashed('tok_none')).toBeUndefined()
    expect(await lastRecord()).toEqual(record)
  })

  it('a revoked token stays revoked at its first time, and an unknown one is gone', async () => {
    const made = token()
    await store().tokens.insert(made, 'h', audit())
    expect(await store().tokens.revoke(made.id, 2000, audit())).toBe('done')
    expect(await store().tokens.revoke(made.id, 3000, audit())).toBe('done')
    expect(await store().tokens.byIds([made.id])).toEqual([{ ...made, revokedAt: 2000 }])
    const before = (await recordsIn(store())).length
    expect(await store().tokens.revoke('tok_none', 2000, audit())).toBe('gone')
    expect(await recordsIn(store())).toHaveLength(before)
  })

  it('a token can be used until it is revoked or its time is over', async () => {
    const [open, timed, revoked] = [token(), token({ expiresAt: 5000 }), token({ revokedAt: 1500 })]
    for (const made of [open, timed, revoked]) await store().tokens.insert(made, 'h', audit())
    const ids = [open.id, timed.id, revoked.id]
    const usable = async (now: number) => (await store().tokens.usable(now)).map(({ id }) => id).filter((id) => ids.includes(id))
    expect(new Set(await usable(4999))).toEqual(new Set([open.id, timed.id]))
    expect(await usable(5000)).toEqual([open.id])
  })

  it('tokens come by when they were made and then by id, cut after one and before another, from either end', async () => {
    const workspaceId = newName('wks')
    const grants = [{ workspaceId, roles: ['VIEWER' as const] }]
    const all = [
      token({ id: 'tok_b', grants, createdAt: 3000, expiresAt: 1 }),
      token({ id: 'tok_c', grants, createdAt: 2000 }),
      token({ id: 'tok_a', grants, createdAt: 2000, revokedAt: 2500 }),
      token({ id: 'tok_d', grants, createdAt: 1000 }),
    ]
    for (const made of all.toReversed()) await store().tokens.insert(made, 'h', audit())
    const filter = { known: { tokenId: 'tok_none', workspaceIds: [workspaceId] } }
    const list = (direction: 'asc' | 'desc', more: object = {}) =>
      store().tokens.list({ filter, order: { field: 'createdAt', direction }, limit: undefined, ...more })
    const middle = { value: 2000, id: 'tok_c' }
    expect(await list('desc')).toEqual(all)
    expect(await list('asc')).toEqual(all.toReversed())
    expect(await list('desc', { after: middle, limit: 1 })).toEqual([all[2]])
    expect(await list('desc', { before: middle })).toEqual([all[0]])
    expect(await list('desc', { limit: 2, fromEnd: true })).toEqual(all.slice(2))
    expect(await store().tokens.count(filter)).toBe(4)
  })

  it('tokens are listed by what may be known of them: one by its id, the others by a grant on one of some workspaces', async () => {
    const [one, two] = [newName('wks'), newName('wks')]
    const on = (...ids: (string | null)[]) => token({ grants: ids.map((workspaceId) => ({ workspaceId, roles: ['VIEWER' as const] })) })
    const [onOne, onTwo, onBoth, onAll] = [on(one), on(two), on('wks_other', two, one), on(null)]
    for (const made of [onOne, onTwo, onBoth, onAll]) await store().tokens.insert(made, 'h', audit())
    const known = async (tokenId: string, ...workspaceIds: string[]) => {
      const filter = { known: { tokenId, workspaceIds } }
      const found = await store().tokens.list({ filter, order: { field: 'createdAt', direction: 'asc' }, limit: undefined })
      expect(await store().tokens.count(filter)).toBe(found.length)
      return new Set(found.map(({ id }) => id))
    }
    expect(await known(onAll.id)).toEqual(new Set([onAll.id]))
    expect(await known(onAll.id, one)).toEqual(new Set([onAll.id, onOne.id, onBoth.id]))
    expect(await known('tok_none', one, two)).toEqual(new Set([onOne.id, onTwo.id, onBoth.id]))
    expect(await known('tok_none')).toEqual(new Set())
    const every = await store().tokens.list({
      filter: { known: undefined },
      order: { field: 'createdAt', direction: 'asc' },
      limit: undefined,
    })
    expect(every.map(({ id }) => id)).toEqual(expect.arrayContaining([onOne.id, onTwo.id, onBoth.id, onAll.id]))
    expect(await store().tokens.count({ known: undefined })).toBe(every.length)
  })

  it("the operator's token is put in the place of the one before, with its record or not at all", async () => {
    const [first, second] = [token({ revokedAt: 1 }), token({ name: 'Later', createdAt: 2000 })]
    const records = [audit({ subject: 'token' }), audit({ subject: 'token' })] as const
    await store().tokens.putOperator(first, 'h1', records[0])
    await store().tokens.putOperator({ ...second, id: first.id }, 'h2', records[1])
    expect((await recordsIn(store())).slice(-2)).toEqual(records)
    await expect(store().tokens.putOperator(first, 'h3', records[0])).rejects.toThrow()
    expect(await store().tokens.hashed(first.id)).toEqual({ token: { ...second, id: first.id }, hash: 'h2' })
  })

  it('a workspace is one per vendor and key', async () => {
    const made = workspace({ key: newName('team') })
    expect(await store().workspaces.insert(made, audit({ subject: 'workspace' }))).toBe('done')
    const before = (await recordsIn(store())).length
    expect(await store().workspaces.insert(workspace({ key: made.key }), audit())).toBe('conflict')
    expect(await recordsIn(store())).toHaveLength(before)
    expect(await store().workspaces.insert(workspace({ key: made.key, vendor: 'versori' }), audit())).toBe('done')
    expect(await store().workspaces.byKey('chartbrew', made.key)).toEqual(made)
    expect(await store().workspaces.byKey('chartbrew', 'none')).toBeUndefined()
  })

  it('nothing is kept when its record cannot be', async () => {
    const used = audit()
    await store().audit.record(used)
    const [made, other, kept] = [workspace(), token(), token()]
    await store().tokens.insert(kept, 'h', audit())
    await expect(store().workspaces.insert(made, used)).rejects.toThrow()
    await expect(store().tokens.insert(other, 'h', used)).rejects.toThrow()
    await expect(store().tokens.revoke(kept.id, 2000, used)).rejects.toThrow()
    expect(await store().workspaces.byIds([made.id])).toEqual([undefined])
    expect(await store().tokens.byIds([other.id, kept.id])).toEqual([undefined, kept])
  })

  it('records are listed as they were written, in the order in which they were', async () => {
    const [one, other] = [
      audit({ action: 'denied', wanted: 'edit', fields: [] }),
      audit({ at: 1, edge: 'graphql', subjectId: 'con_1', workspaceId: 'wks_1' }),
    ]
    await store().audit.record(one)
    await store().audit.record(other)
    expect((await recordsIn(store())).slice(-2)).toEqual([one, other])
  })
}
