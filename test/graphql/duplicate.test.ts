import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openConnection } from '../../src/connections/update.js'
import { valueAt } from '../../src/lib/field-path.js'
import type { JsonObject } from '../../src/lib/json.js'
import type { Connection, Workspace } from '../../src/store/rows.js'
import type { VendorId } from '../../src/vendors/vendor.js'
import { boot, type TestApp } from '../support/boot.js'
import { fillWithDemo } from '../support/demo.js'
import { httpConnection, make, mutate, organisation, read } from './documents.js'

let app: TestApp
let all: Connection[]
beforeAll(async () => {
  app = await boot()
  await fillWithDemo(app)
  all = await app.app.deps.store.connections.list({
    filter: { visible: undefined },
    order: { field: 'createdAt', direction: 'asc' },
    limit: undefined,
  })
})
afterAll(() => app.close())

const duplicate = (input: Record<string, unknown>, token?: string) => mutate(app, 'duplicateConnection', input, token)
const wholeOf = async (id: string): Promise<JsonObject> => (await openConnection(app.app.deps, id)).whole.open()
const rowOf = async (id: string) => (await app.app.deps.store.connections.byIds([id]))[0]
const isVendor = (vendor: VendorId) => (connection: Connection) => connection.vendor === vendor

/** The whole without what a duplicate has of its own. */
function comparable(whole: JsonObject): unknown {
  const own = new Set(['name', 'createdAt', 'updatedAt'])
  return JSON.parse(
    JSON.stringify(whole, (key, value: unknown) => (own.has(key) || /^[0-7][0-9A-Z]{25}$/.test(String(value)) ? undefined : value)),
  )
}

describe.each<[VendorId, number]>([
  ['apinizer', 14],
  ['chartbrew', 16],
  ['credible', 7],
  ['versori', 2],
])('a duplicate of a connection of %s', (vendor, least) => {
  it('has all that the original has, secrets too, in the same workspace', async () => {
    const originals = all.filter(isVendor(vendor))
    expect(originals.length).toBeGreaterThanOrEqual(least)
    for (const { id, name, workspaceId, secretVersions, hints } of originals) {
      const { connection, userErrors } = await duplicate({ id, name: `${name}-twin` })
      expect(userErrors).toEqual([])
      expect(connection).toMatchObject({ name: `${name}-twin`, revision: 1 })
      const copy = await rowOf(connection.id)
      expect(copy).toMatchObject({ workspaceId, hints })
      expect(Object.keys(copy?.secretVersions ?? {}).sort()).toEqual(Object.keys(secretVersions).sort())
      expect(comparable(await wholeOf(connection.id))).toEqual(comparable(await wholeOf(id)))
    }
  })

  it('without secrets has none of them, or is refused by the name of each that it needs', async () => {
    const made: boolean[] = []
    for (const { id, name, secretVersions, hints } of all.filter(isVendor(vendor))) {
      const paths = Object.keys(secretVersions).filter((path) => (hints[path] as { isWhole?: boolean } | undefined)?.isWhole !== true)
      const { connection, userErrors } = await duplicate({ id, name: `${name}-bare`, withSecrets: false })
      made.push(connection !== null)
      const [bare, original] = [connection === null ? {} : await wholeOf(connection.id), await wholeOf(id)]
      for (const path of paths) expect(valueAt(bare, path), `${name} ${path}`).not.toEqual(valueAt(original, path))
      const members = paths.map((path) => path.split('/').at(-1)).join('|')
      for (const { code, message, path } of userErrors) {
        expect({ code, path }).toEqual({ code: 'INVALID', path: ['withSecrets'] })
        expect(message).toMatch(new RegExp(`^withSecrets leads to a refusal: .*\\b(${members})\\b`))
      }
    }
    expect(made).toContain(true)
  })
})

describe('a duplicate', () => {
  const named = (name: string) => all.find((connection) => connection.name === name)

  it('of a Versori connection has environments of its own and shares the credentials; without secrets it uses none', async () => {
    const org = all.find(isVendor('versori'))?.workspaceId ?? ''
    const made = await make(app, 'versori', httpConnection(org))
    const { connection } = await duplicate({ id: made.id })
    const [before, after] = [made.environments[0], connection.environments[0]]
    expect([connection.name, after.name, after.variables]).toEqual([made.name, before.name, before.variables])
    expect(after.vendorKey).not.toBe(before.vendorKey)
    expect(after.credentials.action[0].vendorKey).not.toBe(before.credentials.action[0].vendorKey)
    expect(after.credentials.action[0].credential).toEqual(before.credentials.action[0].credential)

    const { connection: bare } = await duplicate({ id: made.id, withSecrets: false })
    expect(bare.environments).toMatchObject([{ name: before.name, variables: before.variables, credentials: { action: [], trigger: [] } }])
    expect(await read(app, made.id)).toEqual(made)
  })

  it('without secrets keeps an address as far as it is none', async () => {
    const { id } = named('sales_pg_uri') ?? { id: '' }
    const { connection } = await duplicate({ id, name: 'bare_uri', withSecrets: false })
    expect(await wholeOf(connection.id)).toMatchObject({
      postgresConnection: { connectionString: 'postgresql://pg1.orchard.example:5432/sales?sslmode=require' },
    })
  })

  it.each(['sales_pg', 'invoice-mailer'])('of %s needs a name of its own, since names are keys', async (name) => {
    const { id } = named(name) ?? { id: '' }
    expect((await duplicate({ id })).userErrors).toEqual([{ code: 'INVALID', message: 'name is required.', path: ['name'] }])
    expect((await duplicate({ id, name })).userErrors).toEqual([expect.objectContaining({ code: 'CONFLICT', path: ['name'] })])
    expect((await duplicate({ id, name: '' })).userErrors[0]).toMatchObject({ code: 'INVALID', path: ['name'] })
  })

  it('leaves one record of its making, and one when it is denied', async () => {
    const { id, workspaceId } = all.find(isVendor('chartbrew')) as Connection & Pick<Workspace, 'id'>
    const before = (await app.records()).length
    const { connection } = await duplicate({ id })
    expect((await duplicate({ id }, await app.token(['VIEWER'], workspaceId))).userErrors).toMatchObject([{ code: 'FORBIDDEN' }])
    const records = (await app.records()).slice(before).filter(({ subject }) => subject === 'connection')
    expect(records.map(({ action, subjectId }) => [action, subjectId])).toEqual([
      ['create', connection.id],
      ['denied', id],
    ])
  })

  it('of a connection that is unknown or not for the caller is not found', async () => {
    const { id } = all.find(isVendor('chartbrew')) ?? { id: '' }
    const elsewhere = await app.workspace('versori', organisation.replace(/V$/, 'W'))
    const token = await app.token(['ADMIN'], elsewhere.id)
    for (const payload of [await duplicate({ id: 'con_01j00000000000000000000000' }), await duplicate({ id }, token)]) {
      expect(payload).toEqual({ connection: null, userErrors: [{ code: 'NOT_FOUND', message: expect.any(String), path: ['id'] }] })
    }
  })
})
