import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Workspace } from '../../src/store/rows.js'
import { boot, type TestApp } from '../support/boot.js'
import { environment, httpConnection, make, organisation, patch, read, stringPlace } from './documents.js'

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
  made = await make(app, 'versori', httpConnection(org.id, { environments: [environment('Production'), environment('Sandbox')] }))
  clock += 1000
})
afterAll(() => app.close())

type Fields = Record<string, unknown>
const change = (fields: Fields) => patch(app, made, 'versori', fields)
const key = (index: number): string => made.environments[index].vendorKey
const names = (connection: { environments: { name: string }[] }) => connection.environments.map(({ name }) => name)

async function expectRefused(fields: Fields, code: string, ...paths: (string | number)[][]): Promise<void> {
  const { connection, userErrors } = await change(fields)
  expect(connection).toBeNull()
  expect(userErrors).toMatchObject(paths.map((path) => ({ code, path: ['patch', 'versori', ...path.map(String)] })))
  expect(userErrors).toHaveLength(paths.length)
  expect(await read(app, made.id)).toEqual(made)
}

describe('environments', () => {
  it('that a patch leaves out are all kept', async () => {
    const { connection } = await change({ name: 'Northwind EU' })
    expect(connection).toMatchObject({ name: 'Northwind EU', environments: made.environments })
  })

  it('are replaced whole: order, deletion and addition at once', async () => {
    const { connection, userErrors } = await change({ environments: [environment('QA'), { vendorKey: key(1) }] })
    expect(userErrors).toEqual([])
    expect(names(connection)).toEqual(['QA', 'Sandbox'])
    expect(connection.environments[1]).toEqual(made.environments[1])
    expect([key(0), key(1)]).not.toContain(connection.environments[0].vendorKey)
  })

  it('keep what a matched one leaves out, and move its updatedAt alone', async () => {
    const { connection } = await change({ environments: [{ vendorKey: key(0), name: 'Live' }, { vendorKey: key(1) }] })
    expect(connection.environments).toEqual([
      { ...made.environments[0], name: 'Live', updatedAt: new Date(clock).toISOString() },
      made.environments[1],
    ])
  })

  it('may swap their names', async () => {
    const { connection } = await change({
      environments: [
        { vendorKey: key(0), name: 'Sandbox' },
        { vendorKey: key(1), name: 'Production' },
      ],
    })
    expect(names(connection)).toEqual(['Sandbox', 'Production'])
  })

  it('may all be deleted', async () => {
    expect((await change({ environments: [] })).connection.environments).toEqual([])
  })

  it('replace their variables whole', async () => {
    const { connection } = await change({
      environments: [
        { vendorKey: key(0), variables: [{ name: 'shard', value: '7' }] },
        { vendorKey: key(1), variables: [] },
      ],
    })
    expect(connection.environments[0].variables).toEqual([{ name: 'shard', value: '7' }])
    expect(connection.environments[1].variables).toEqual([])
  })

  it('keep their variables when the defaults change, and new ones start with the defaults', async () => {
    const { connection } = await change({
      environmentVariables: [{ name: 'apiVersion', value: '2024-04' }],
      environments: [{ vendorKey: key(0) }, { vendorKey: key(1) }, environment('QA')],
    })
    expect(connection.environmentVariables).toEqual([{ name: 'apiVersion', value: '2024-04' }])
    expect(connection.environments[0].variables).toEqual([{ name: 'host', value: 'production' }])
    expect(connection.environments[2].variables).toEqual(
      expect.arrayContaining([
        { name: 'apiVersion', value: '2024-04' },
        { name: 'host', value: 'qa' },
      ]),
    )
    expect(connection.environments[2].variables).toHaveLength(2)
  })

  it('are refused for a key that is none of the connection', async () => {
    await expectRefused({ environments: [{ vendorKey: '01HQ80A1B3PR0D00000000000A' }] }, 'INVALID', ['environments', 0, 'vendorKey'])
  })

  it('are refused for the key of another connection', async () => {
    const other = await make(app, 'versori', httpConnection(org.id))
    await expectRefused({ environments: [{ vendorKey: other.environments[0].vendorKey }] }, 'INVALID', ['environments', 0, 'vendorKey'])
  })

  it('are refused when a key stands twice', async () => {
    await expectRefused({ environments: [{ vendorKey: key(0) }, { vendorKey: key(0) }] }, 'INVALID', ['environments', 1, 'vendorKey'])
  })

  it('are refused when two have one name', async () => {
    await expectRefused({ environments: [{ vendorKey: key(0) }, environment('Production')] }, 'CONFLICT', ['environments', 1, 'name'])
  })

  it('that are new need name, variables and credentials', async () => {
    await expectRefused(
      { environments: [{}] },
      'INVALID',
      ['environments', 0, 'name'],
      ['environments', 0, 'variables'],
      ['environments', 0, 'credentials'],
    )
  })

  it('that are new need a credential in each place', async () => {
    const { authSchemeConfig } = stringPlace('x')
    await expectRefused({ environments: [environment('QA', { credentials: { trigger: [{ authSchemeConfig }] } })] }, 'INVALID', [
      'environments',
      0,
      'credentials',
      'trigger',
      0,
      'credential',
    ])
  })

  it('that are new ignore keys of places', async () => {
    const { connection, userErrors } = await change({
      environments: [
        environment('QA', {
          credentials: { action: [{ ...stringPlace('x'), vendorKey: made.environments[0].credentials.action[0].vendorKey }] },
        }),
      ],
    })
    expect(userErrors).toEqual([])
    expect(connection.environments[0].credentials.action[0].vendorKey).not.toBe(made.environments[0].credentials.action[0].vendorKey)
  })
})

it('keeps what its protocol needs: no base URL for bigquery, no dataset for http, and the protocol as it is', async () => {
  await expectRefused({ baseUrl: { clear: true } }, 'INVALID', ['baseUrl', 'clear'])
  await expectRefused({ datasetId: 'acme-prod.sales' }, 'INVALID', ['datasetId'])
  await expectRefused({ baseUrl: { value: 'ftp://x' } }, 'INVALID', ['baseUrl', 'value'])
  await expectRefused({ baseUrl: null }, 'INVALID', ['baseUrl'])
  await expectRefused({ name: null }, 'INVALID', ['name'])
})
