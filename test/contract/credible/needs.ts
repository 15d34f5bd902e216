import { expect } from 'vitest'
import type { Cases } from '../../support/contract.js'
import { whole } from './members.js'
import { examples, expectRefusal, pathOf, type World } from './world.js'

export const needCases = (world: World): Cases => {
  const created = async (body: object, name = 'sales'): ReturnType<World['send']> =>
    world.send('POST', pathOf(await world.project(), name), body)
  const hub = (attachedDatabases: unknown): object => ({ type: 'duckdb', duckdbConnection: { attachedDatabases } })
  const at = 'duckdbConnection.attachedDatabases[0]'
  const without = (body: any, member: string): any => ({ ...body, [member]: undefined })

  /** Neither creation nor change takes a section without the member, and both name it. */
  const needs = async (type: string, member: string, message = `${type}Connection.${member} is required.`): Promise<void> => {
    const section = `${type}Connection`
    const path = await world.made({ name: 'there', type, [section]: whole(section) })
    const before = await world.read(path)
    for (const value of [undefined, null, '']) {
      const body = { [section]: { ...whole(section), [member]: value } }
      expectRefusal(await created({ type, ...body }), 400, message)
      if (value !== undefined) expectRefusal(await world.send('PATCH', path, body), 400, message)
    }
    expect(await world.read(path)).toEqual(before)
  }

  return {
    'refuses a connection without the section of its type, but for postgres': async () => {
      for (const type of ['mysql', 'bigquery', 'snowflake', 'trino', 'motherduck', 'duckdb']) {
        for (const section of [undefined, null]) {
          const answer = await created({ type, [`${type}Connection`]: section, postgresConnection: {} })
          expectRefusal(answer, 400, `${type}Connection is required.`)
        }
      }
      expect((await created({ type: 'postgres' })).status).toBe(201)
    },

    'needs of snowflake account, username, warehouse, and password or privateKey': async () => {
      for (const member of ['account', 'username', 'warehouse']) await needs('snowflake', member)
      const section = without(without(whole('snowflakeConnection'), 'password'), 'privateKey')
      const message = 'snowflakeConnection.password or privateKey is required.'
      expectRefusal(await created({ type: 'snowflake', snowflakeConnection: section }), 400, message)
      for (const one of [{ password: 'p' }, { privateKey: 'k' }, { password: 'p', privateKey: 'k' }]) {
        expect((await created({ type: 'snowflake', snowflakeConnection: { ...section, ...one } })).status).toBe(201)
      }
    },

    'needs of trino a server that begins with http:// or https://': async () => {
      await needs('trino', 'server')
      for (const server of ['trino.orchard.example', 'ftp://trino', 'jdbc:trino://h', ' https://h', 'https:/h']) {
        const answer = await created({ type: 'trino', trinoConnection: { server } })
        expectRefusal(answer, 400, 'trinoConnection.server must begin with http:// or https://.')
      }
    },

    'needs of motherduck an accessToken': () => needs('motherduck', 'accessToken'),

    'refuses a DuckDB connection that is called duckdb; one of another type may be': async () => {
      expectRefusal(await created({ type: 'duckdb', duckdbConnection: {} }, 'duckdb'), 400, 'name is reserved.')
      expect((await created({ type: 'postgres' }, 'duckdb')).status).toBe(201)
      expect((await created({ type: 'duckdb', duckdbConnection: {} }, 'DuckDB')).status).toBe(201)
    },

    'refuses an empty list of attached databases on a DuckDB connection, and takes it beside another type': async () => {
      expectRefusal(await created(hub([])), 400, 'duckdbConnection.attachedDatabases must not be empty.')
      const path = await world.made(examples.hub_dd)
      expectRefusal(await world.send('PATCH', path, { duckdbConnection: { attachedDatabases: [] } }), 400)
      const other = await world.made(examples.sales_pg)
      expect((await world.patched(other, { duckdbConnection: { attachedDatabases: [] } })).duckdbConnection).toEqual({
        attachedDatabases: [],
      })
    },

    'refuses an attached database that is called like the connection, or like another': async () => {
      const one = { name: 'sales', type: 'postgres', postgresConnection: {} }
      expectRefusal(await created(hub([one])), 400, `${at}.name is the name of the connection.`)
      const twice = [
        { ...one, name: 'a' },
        { ...one, name: 'b' },
        { ...one, name: 'a' },
      ]
      expectRefusal(await created(hub(twice)), 400, 'duckdbConnection.attachedDatabases[2].name is used twice.')
      expect(
        (
          await created(
            hub([
              { ...one, name: 'a' },
              { ...one, name: 'A' },
            ]),
          )
        ).status,
      ).toBe(201)
    },

    'refuses an attached name that does not fit the pattern': async () => {
      for (const name of ['1a', 'a-b', 'a.b', 'a b', '', 'ä', 'test_connection, _connection', 'a'.repeat(256), 7, null, undefined]) {
        const answer = await created(hub([{ name, type: 'postgres', postgresConnection: {} }]))
        expectRefusal(answer, 400, /^duckdbConnection\.attachedDatabases\[0\]\.name [^;]+$/)
      }
      for (const name of ['_', 'a1', 'Test_Connection_1']) {
        expect((await created(hub([{ name, type: 'postgres', postgresConnection: {} }]))).status).toBe(201)
      }
    },

    'refuses an attached database of another type than the five, or without the section of its type': async () => {
      for (const type of ['azure', 'mysql', 'trino', 'duckdb', 'motherduck', '', 7, null, undefined]) {
        const answer = await created(hub([{ name: 'a', type, azureConnection: { authType: 'sas_token' } }]))
        expectRefusal(answer, 400, /^duckdbConnection\.attachedDatabases\[0\]\.type [^;]+$/)
      }
      for (const type of ['bigquery', 'snowflake', 'postgres', 'gcs', 's3']) {
        expectRefusal(await created(hub([{ name: 'a', type }])), 400, `${at}.${type}Connection is required.`)
      }
      for (const list of [{}, 'a', 7, [7], ['a'], [null]])
        expectRefusal(await created(hub(list)), 400, /^duckdbConnection\.attachedDatabases/)
    },

    'needs of attached buckets both halves of the key, of attached warehouses what the server needs': async () => {
      const pairs: Record<string, string[]> = {
        gcs: ['keyId', 'secret'],
        s3: ['accessKeyId', 'secretAccessKey'],
        snowflake: ['account', 'username', 'password'],
        bigquery: ['serviceAccountKeyJson'],
      }
      for (const [type, members] of Object.entries(pairs)) {
        const section = `${type}Connection`
        for (const member of members) {
          for (const value of [undefined, null, '']) {
            const answer = await created(hub([{ name: 'a', type, [section]: { ...whole(section), [member]: value } }]))
            expectRefusal(answer, 400, `${at}.${section}.${member} is required.`)
          }
        }
        const bare = Object.fromEntries(members.map((member) => [member, whole(section)[member]]))
        expect((await created(hub([{ name: 'a', type, [section]: bare }]))).status).toBe(201)
      }
    },

    'needs of an attached BigQuery a whole service account key, and takes any text on a connection': async () => {
      const key = JSON.parse(whole('bigqueryConnection').serviceAccountKeyJson)
      const keys = [
        'no JSON',
        '[]',
        '7',
        ...Object.keys(key).map((member) => JSON.stringify(without(key, member))),
        JSON.stringify({ ...key, type: 'user' }),
      ]
      for (const serviceAccountKeyJson of keys) {
        const bigqueryConnection = { serviceAccountKeyJson }
        const answer = await created(hub([{ name: 'a', type: 'bigquery', bigqueryConnection }]))
        expectRefusal(answer, 400, /^duckdbConnection\.attachedDatabases\[0\]\.bigqueryConnection\.serviceAccountKeyJson must be /)
        expect((await created({ type: 'bigquery', bigqueryConnection })).status).toBe(201)
      }
    },

    'asks nothing but types of a section that is not of the connection’s type': async () => {
      const path = await world.made(examples.sales_pg)
      const beside = { snowflakeConnection: { role: 'r' }, trinoConnection: {}, motherduckConnection: {}, bigqueryConnection: {} }
      expect(await world.patched(path, beside)).toMatchObject(beside)
    },
  }
}
