import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AuditRecord, Workspace } from '../../src/store/rows.js'
import { boot, type TestApp } from '../support/boot.js'
import { credentials, mutateCredential, stringData } from './credential-documents.js'
import { environment, httpConnection, make, organisation } from './documents.js'

let app: TestApp
let org: Workspace
beforeAll(async () => {
  app = await boot()
  org = await app.workspace('versori', organisation)
})
afterAll(() => app.close())

/** What was recorded while something was done, in its order. */
async function recordsOf(act: () => Promise<unknown>): Promise<AuditRecord[]> {
  const before = new Set((await app.records()).map(({ id }) => id))
  await act()
  return (await app.records()).filter(({ id }) => !before.has(id))
}

const path = `/o/${organisation}/credentials`
const made = async () =>
  (await mutateCredential(app, 'create', { workspaceId: org.id, credential: { name: 'key', data: stringData('teal-Oak-5') } })).credential
const told = (more: object) => ({ subject: 'credential', workspaceId: org.id, wanted: null, ...more })

describe('exactly one record is left', () => {
  it('by each accepted write of a credential, with the names of what differs', async () => {
    let one: any
    expect(await recordsOf(async () => (one = await made()))).toMatchObject([
      told({ action: 'create', edge: 'graphql', subjectId: one.id, fields: expect.arrayContaining(['name', 'type', 'data']) }),
    ])
    const update = (expectedRevision: number, patch: object) => () =>
      mutateCredential(app, 'update', { id: one.id, expectedRevision, patch })
    const updated = (edge: string, ...fields: string[]) => [told({ action: 'update', edge, subjectId: one.id, fields })]
    expect(await recordsOf(update(1, { name: 'other', data: stringData('new') }))).toMatchObject(updated('graphql', 'name', 'data'))
    expect(await recordsOf(update(2, { name: 'other' }))).toMatchObject(updated('graphql'))
    const at = `${path}/${one.vendorKey}`
    const { body } = await app.rest('GET', at)
    expect(await recordsOf(() => app.rest('PUT', at, { ...body, name: 'third' }))).toMatchObject(updated('rest', 'name'))
    expect(await recordsOf(() => app.rest('DELETE', at))).toMatchObject([
      told({ action: 'delete', edge: 'rest', subjectId: one.id, fields: [] }),
    ])
    expect(await recordsOf(() => app.rest('POST', path, { name: 'k', type: 'none', data: {} }))).toMatchObject([
      told({ action: 'create', edge: 'rest', subjectId: expect.stringMatching(/^crd_/) }),
    ])
  })

  it('by each write of a credential that is denied', async () => {
    const one = await made()
    const at = `${path}/${one.vendorKey}`
    const other = await app.workspace('versori', '01HQ7Z3T5E8W2N4K6M9P1R3S5W')
    const target = { id: one.id, expectedRevision: 1 }
    for (const token of [await app.token(['REVEALER'], org.id), await app.token(['ADMIN'], other.id)]) {
      const fields = { name: 'key', data: stringData('x') }
      for (const [act, edge, subjectId] of [
        [() => mutateCredential(app, 'create', { workspaceId: org.id, credential: fields }, token), 'graphql', null],
        [() => mutateCredential(app, 'update', { ...target, patch: { name: 'x' } }, token), 'graphql', one.id],
        [() => mutateCredential(app, 'delete', target, token), 'graphql', one.id],
        [() => app.rest('POST', path, {}, { token }), 'rest', null],
        [() => app.rest('PUT', at, {}, { token }), 'rest', one.id],
        [() => app.rest('DELETE', at, undefined, { token }), 'rest', one.id],
      ] as const) {
        expect(await recordsOf(act)).toMatchObject([told({ action: 'denied', wanted: 'edit', edge, subjectId, fields: [] })])
      }
    }
  })
})

it('no record is left by reads of credentials, nor by writes that are refused for another reason', async () => {
  const one = await made()
  const action = [{ authSchemeConfig: { none: true }, credential: { id: one.id } }]
  await make(app, 'versori', httpConnection(org.id, { environments: [environment('P', { credentials: { action } })] }))
  const viewer = await app.token(['VIEWER'], org.id)
  const records = await recordsOf(async () => {
    await credentials(app, org.id, {}, viewer)
    await app.rest('GET', path, undefined, { token: viewer })
    await app.rest('GET', `${path}/${one.vendorKey}`)
    await app.rest('GET', `/o/${organisation}/protocols`)
    await app.rest('POST', path, { name: '' })
    await app.rest('PUT', `${path}/${one.vendorKey}`, { name: '' })
    await app.rest('DELETE', `${path}/${one.vendorKey}`)
    await mutateCredential(app, 'update', { id: one.id, expectedRevision: 7, patch: { name: 'stale' } })
    await mutateCredential(app, 'delete', { id: 'crd_01j00000000000000000000000', expectedRevision: 1 })
  })
  expect(records).toEqual([])
})

it('records of credentials hold names of fields and never a value', async () => {
  const values = ['Planted Name', 'planted-user', 'Planted-Pass-1']
  const records = await recordsOf(async () => {
    const data = { username: values[1], password: values[2] }
    const { body } = await app.rest('POST', path, { name: values[0], type: 'basic-auth', data })
    await app.rest('PUT', `${path}/${body.id}`, { ...body, name: `${String(values[0])} 2` })
  })
  expect(records).toHaveLength(2)
  for (const value of values) expect(JSON.stringify(records)).not.toContain(value)
})
