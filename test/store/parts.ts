import { beforeEach, expect, it } from 'vitest'
import type { Workspace } from '../../src/store/rows.js'
import type { Store } from '../../src/store/store.js'
import { audit, newName, newSecrets, next, part, sealedField, workspace, write } from './samples.js'

/** Shared parts, who uses them, and sealed secrets. */
export function partSuite(store: () => Store): void {
  let home: Workspace
  beforeEach(async () => {
    home = workspace()
    await store().workspaces.insert(home, audit({ subject: 'workspace' }))
  })

  async function insert(more: Parameters<typeof write>[1] = {}) {
    const connection = await store().connections.insert(write(home.id, more), audit())
    if (typeof connection === 'string') throw new Error(`The store answered ${connection}.`)
    return connection
  }

  const usedBy = async (...ids: string[]) => (await store().parts.usedBy(ids)).map(({ id }) => id).toSorted()

  it('parts come with the connection that brings them, and another one may use them too', async () => {
    const [one, two] = [part(home.id), part(home.id)]
    const first = await insert({ parts: [one, two], uses: [one.part.id, two.part.id] })
    const second = await insert({ uses: [two.part.id] })
    expect(await store().parts.byIds([two.part.id, 'crd_none', one.part.id])).toEqual([two.part, undefined, one.part])
    expect(await usedBy(first.id)).toEqual([one.part.id, two.part.id].toSorted())
    expect(await usedBy(second.id)).toEqual([two.part.id])
    expect(await usedBy(first.id, second.id)).toEqual([one.part.id, two.part.id].toSorted())
    expect(await usedBy()).toEqual([])
    expect(await store().connections.revision(one.part.id, 1)).toMatchObject({
      settings: one.part.settings,
      secretVersions: { 'data/value': 1 },
    })
    expect(await store().secrets.changedAt([{ ownerId: one.part.id, field: 'data/value', version: 1 }])).toEqual([1000])
  })

  it('parts are used as the last write says, and stay when nobody uses them', async () => {
    const [one, two] = [part(home.id), part(home.id)]
    const made = await insert({ parts: [one, two], uses: [one.part.id] })
    await store().connections.replace(next(made, { uses: [two.part.id] }), 1, audit())
    expect(await usedBy(made.id)).toEqual([two.part.id])
    await store().connections.remove(made.id, 2, audit())
    expect(await usedBy(made.id)).toEqual([])
    expect(await store().parts.byIds([one.part.id, two.part.id])).toEqual([one.part, two.part])
  })

  it('parts that are not there cannot be used, and the write keeps nothing', async () => {
    const refused = write(home.id, { uses: [newName('crd')] })
    expect(await store().connections.insert(refused, audit())).toBe('stale')
    expect(await store().connections.byIds([refused.connection.id])).toEqual([undefined])
    const made = await insert()
    expect(await store().connections.replace(next(made, { uses: [newName('crd')] }), 1, audit())).toBe('stale')
    expect(await store().connections.byIds([made.id])).toEqual([made])
    expect(await store().secrets.changedAt([{ ownerId: refused.connection.id, field: 'password', version: 1 }])).toEqual([undefined])
  })

  it('a connection opens with its current secrets alone', async () => {
    const sealed = newSecrets('a', 'b')
    const made = await insert({ sealed, secretVersions: { a: 1, b: 1 } })
    const second = next(made, { secretVersions: { a: 1, c: 2 }, sealed: { dataKey: undefined, added: [sealedField('c', 2)] } })
    await store().connections.replace(second, 1, audit())
    const opened = await store().connections.open(made.id)
    expect(opened?.connection).toMatchObject({ revision: 2, secretVersions: { a: 1, c: 2 } })
    expect(opened?.sealed.dataKey).toMatchObject(sealed.dataKey ?? {})
    expect(opened?.sealed.fields.toSorted((x, y) => (x.field < y.field ? -1 : 1))).toMatchObject([sealedField('a'), sealedField('c', 2)])
  })

  it('a connection with a secret that is lost does not open as if it had none', async () => {
    const made = await insert({ secretVersions: { password: 1, token: 1 } })
    await expect(store().connections.open(made.id)).rejects.toThrow()
  })

  it('a connection that goes back to an earlier value opens with that value', async () => {
    const made = await insert()
    const added = { dataKey: undefined, added: [sealedField('password', 2)] }
    const second = next(made, { secretVersions: { password: 2 }, sealed: added })
    await store().connections.replace(second, 1, audit())
    const third = { ...second, connection: { ...second.connection, revision: 3, secretVersions: { password: 1 } } }
    await store().connections.replace({ ...third, sealed: { dataKey: undefined, added: [] } }, 2, audit())
    expect((await store().connections.open(made.id))?.sealed.fields).toMatchObject([{ field: 'password', version: 1 }])
  })

  it('times of secrets come in the order asked for, with a gap where there is none', async () => {
    const [one, other] = [await insert({ sealed: newSecrets('a', 'b'), secretVersions: { a: 1, b: 1 } }), await insert()]
    const refs = [other.id, 'con_none', one.id].map((ownerId) => ({ ownerId, field: ownerId === one.id ? 'b' : 'password', version: 1 }))
    expect(await store().secrets.changedAt(refs)).toEqual([1000, undefined, 1000])
    expect(await store().secrets.changedAt([])).toEqual([])
  })

  it('names the master keys in use, each once, and keeps canaries', async () => {
    const masterKeyId = newName('k')
    const dataKey = () => ({ id: newName('dek'), masterKeyId, wrapped: Buffer.from('x') })
    await insert({ sealed: { dataKey: dataKey(), added: [sealedField('password')] } })
    await insert({ sealed: { dataKey: dataKey(), added: [sealedField('password')] } })
    expect((await store().secrets.masterKeysInUse()).filter((id) => id === masterKeyId)).toEqual([masterKeyId])
    await store().secrets.rewrap({ dataKeys: [], canaries: [{ masterKeyId, blob: Buffer.from('canary') }] }, audit())
    const canaries = await store().secrets.canaries()
    expect(canaries.find((canary) => canary.masterKeyId === masterKeyId)?.blob).toEqual(Buffer.from('canary'))
  })
}
