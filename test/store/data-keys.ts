import { beforeEach, expect, it } from 'vitest'
import type { KeptDataKey, Workspace } from '../../src/store/rows.js'
import type { Store } from '../../src/store/store.js'
import type { SealedChange } from '../../src/store/writes.js'
import { recordsIn } from '../support/records.js'
import { audit, newName, part, sealedField, worker, workspace, write } from './samples.js'

/** Data keys by the master keys that wrap them. */
export function dataKeySuite(store: () => Store): void {
  let home: Workspace
  let from: string
  let to: string
  beforeEach(async () => {
    home = workspace()
    ;[from, to] = [newName('k'), newName('k')]
    await store().workspaces.insert(home, audit())
  })

  const sealed = (field: string): SealedChange => ({
    dataKey: { id: newName('dek'), masterKeyId: from, wrapped: Buffer.from('wrapped') },
    added: [sealedField(field)],
  })
  async function connection(): Promise<string> {
    const made = await store().connections.insert(write(home.id, { sealed: sealed('password') }), audit())
    if (typeof made === 'string') throw new Error(`The store answered ${made}.`)
    return made.id
  }
  async function addWorker(): Promise<string> {
    const made = worker(home.id)
    await store().workers.insert({ worker: made, sealed: sealed('secret') }, audit())
    return made.id
  }
  const kept = (afterRow = 0, limit = 100): Promise<KeptDataKey[]> => store().secrets.wrappedBy(from, afterRow, limit)
  const rewrapped = (before: KeptDataKey) => ({ before, after: { ...before.dataKey, masterKeyId: to, wrapped: Buffer.from('anew') } })

  it('are found with their owner and workspace, whatever owns them, and when a connection or part is gone', async () => {
    const credential = part(home.id)
    await store().parts.insert({ ...credential, sealed: sealed('data/value') }, audit())
    const [one, other, itsWorker] = [await connection(), await connection(), await addWorker()]
    await store().connections.remove(other, undefined, audit())
    await store().parts.remove(credential.part.id, undefined, audit())
    const found = await kept()
    expect(found.map(({ ownerId }) => ownerId)).toEqual([credential.part.id, one, other, itsWorker])
    for (const { workspaceId, dataKey } of found) expect([workspaceId, dataKey.masterKeyId]).toEqual([home.id, from])
    expect((await store().secrets.dataKeyCounts()).get(from)).toBe(4)
  })

  it('are walked through in parts', async () => {
    const owners = [await connection(), await connection(), await connection()]
    const [first, second] = await kept(0, 2)
    expect([first?.ownerId, second?.ownerId]).toEqual(owners.slice(0, 2))
    expect((await kept(second?.row, 2)).map(({ ownerId }) => ownerId)).toEqual(owners.slice(2))
  })

  it('go with a worker, and with the workers of a workspace that goes', async () => {
    const [one] = [await addWorker(), await addWorker()]
    await store().workers.remove(one, 1, audit())
    expect(await kept()).toHaveLength(1)
    await store().workspaces.remove(home.id, 1, audit(), new Map())
    expect(await kept()).toEqual([])
  })

  it('change their wrapping with a canary and a record, and open what they sealed', async () => {
    const id = await connection()
    const dataKeys = (await kept()).map(rewrapped)
    const record = audit({ subject: 'masterKey' })
    expect(await store().secrets.rewrap({ dataKeys, canaries: [{ masterKeyId: to, blob: Buffer.from('canary') }] }, record)).toBe(1)
    expect((await store().connections.open(id))?.sealed).toMatchObject({ dataKey: dataKeys[0]?.after, fields: [{ field: 'password' }] })
    expect((await store().secrets.canaries()).map(({ masterKeyId }) => masterKeyId)).toContain(to)
    expect((await recordsIn(store())).some((kept) => kept.id === record.id)).toBe(true)
    expect(await store().secrets.rewrap({ dataKeys, canaries: [] }, audit())).toBe(0)
  })

  it('stay as they are when the record cannot be written', async () => {
    await connection()
    const taken = audit()
    await store().audit.record(taken)
    const dataKeys = (await kept()).map(rewrapped)
    await expect(store().secrets.rewrap({ dataKeys, canaries: [{ masterKeyId: to, blob: Buffer.from('x') }] }, taken)).rejects.toThrow()
    expect(await kept()).toHaveLength(1)
    expect((await store().secrets.canaries()).map(({ masterKeyId }) => masterKeyId)).not.toContain(to)
  })

  it('keep their master key from being forgotten', async () => {
    await connection()
    await store().secrets.rewrap({ dataKeys: [], canaries: [{ masterKeyId: from, blob: Buffer.from('canary') }] }, audit())
    expect(await store().secrets.removeCanary(from, audit())).toBe('inUse')
    await store().secrets.rewrap({ dataKeys: (await kept()).map(rewrapped), canaries: [] }, audit())
    expect(await store().secrets.removeCanary(from, audit())).toBe('done')
    expect((await store().secrets.canaries()).map(({ masterKeyId }) => masterKeyId)).not.toContain(from)
  })
}
