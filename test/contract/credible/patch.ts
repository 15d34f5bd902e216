import { expect } from 'vitest'
import type { Cases } from '../../support/contract.js'
import { examples, expectRefusal, withoutSecrets, type World } from './world.js'

export const patchCases = (world: World): Cases => ({
  'replaces a section that is given, and keeps those that are not': async () => {
    const path = await world.made({ ...examples.sales_pg, mysqlConnection: { host: 'beside', port: 3306 } })
    const before = await world.read(path)
    const after = await world.patched(path, { postgresConnection: { password: 'new', userName: 'w' } })
    expect(after).toEqual({ ...before, postgresConnection: { userName: 'w' } })
    expect(await world.secrets(path)).toEqual({ 'postgresConnection/password': 'new' })
  },

  'applies the example of a PATCH': async () => {
    const path = await world.made(examples.sales_pg)
    const before = await world.read(path)
    const postgresConnection = {
      host: 'pg9.orchard.example',
      port: 5433,
      databaseName: 'sales',
      userName: 'reporter',
      password: 'kiwi-8813',
    }
    expect(await world.patched(path, { postgresConnection })).toEqual({ ...before, postgresConnection: withoutSecrets(postgresConnection) })
    expect(await world.secrets(path)).toEqual({ 'postgresConnection/password': 'kiwi-8813' })
  },

  'keeps a section of another type beside that of the type, its secrets sealed': async () => {
    const path = await world.made(examples.sales_pg)
    const body = { mysqlConnection: { host: 'my', password: 'plum-03' }, motherduckConnection: { accessToken: 'md_1', database: 'd' } }
    const after = await world.patched(path, body)
    expect(after).toMatchObject({ type: 'postgres', mysqlConnection: { host: 'my' }, motherduckConnection: { database: 'd' } })
    expect(after.withheldFields).toEqual(['motherduckConnection.accessToken', 'mysqlConnection.password', 'postgresConnection.password'])
    expect(JSON.stringify(after)).not.toMatch(/plum-03|md_1/)
    expect(await world.secrets(path)).toMatchObject({ 'mysqlConnection/password': 'plum-03' })
  },

  'takes the stored type, and refuses another before it looks at fields': async () => {
    const path = await world.made(examples.sales_pg)
    const before = await world.read(path)
    for (const type of ['postgres', null]) expect(await world.patched(path, { type })).toEqual(before)
    for (const type of ['mysql', 'duckdb', 'oracle', '']) {
      const answer = await world.send('PATCH', path, { type, mysqlConnection: { port: 'x' } })
      expectRefusal(answer, 400, 'type cannot be changed.')
    }
    for (const type of [7, [], {}, false]) expectRefusal(await world.send('PATCH', path, { type }), 400, /^type /)
    expect(await world.revision(path)).toBe(1)
  },

  'ignores name, attributes, resource, withheldFields and what it does not know': async () => {
    const path = await world.made(examples.sales_pg)
    const before = await world.read(path)
    const body = { name: 'other', attributes: {}, resource: '/x', withheldFields: [], id: 7, nonsense: {} }
    expect(await world.patched(path, body)).toEqual(before)
    expect(await world.revision(path)).toBe(1)
  },

  'changes nothing at an empty object and at no body': async () => {
    const path = await world.made(examples.sales_pg)
    const before = await world.read(path)
    for (const body of [{}, undefined, '']) expect(await world.patched(path, body)).toEqual(before)
    expect(await world.revision(path)).toBe(1)
  },

  'clears a section that is null, with its secrets, unless the type needs it': async () => {
    const path = await world.made({ ...examples.shop_my, postgresConnection: { host: 'pg', password: 'kiwi' } })
    const { postgresConnection, ...rest } = await world.read(path)
    expect(await world.patched(path, { postgresConnection: null })).toEqual({ ...rest, withheldFields: ['mysqlConnection.password'] })
    expect(await world.secrets(path)).toEqual({ 'mysqlConnection/password': 'plum-03' })
    expectRefusal(await world.send('PATCH', path, { mysqlConnection: null }), 400, 'mysqlConnection is required.')
    const own = await world.made(examples.sales_pg)
    expect(await world.patched(own, { postgresConnection: null })).not.toHaveProperty('withheldFields')
  },

  'stores nothing when the result is not valid': async () => {
    const path = await world.made(examples.dw_sf)
    const before = await world.read(path)
    const { warehouse, ...snowflakeConnection } = before.snowflakeConnection
    expectRefusal(
      await world.send('PATCH', path, { snowflakeConnection, mysqlConnection: {} }),
      400,
      'snowflakeConnection.warehouse is required.',
    )
    expect(await world.read(path)).toEqual(before)
    expect(await world.revision(path)).toBe(1)
  },

  'keeps a secret that a section leaves out': async () => {
    for (const [name, example] of Object.entries(examples)) {
      const path = await world.made(example)
      const [before, secrets] = [await world.read(path), await world.secrets(path)]
      const section = `${example.type}Connection`
      await world.patched(path, { [section]: before[section] })
      expect(await world.secrets(path), name).toEqual(secrets)
      expect(await world.revision(path), name).toBe(1)
    }
  },

  'clears a secret at null and at an empty text': async () => {
    for (const empty of [null, '']) {
      const path = await world.made(examples.sales_pg)
      const after = await world.patched(path, { postgresConnection: { host: 'pg', password: empty } })
      expect(after.postgresConnection).toEqual({ host: 'pg' })
      expect(after).not.toHaveProperty('withheldFields')
      expect(await world.secrets(path)).toEqual({})
    }
    const path = await world.made(examples.scratch_md)
    for (const accessToken of [null, '']) expectRefusal(await world.send('PATCH', path, { motherduckConnection: { accessToken } }), 400)
    expect(await world.secrets(path)).toEqual({ 'motherduckConnection/accessToken': 'md_eyJ0' })
  },

  'drops the other secret of a pair when one is chosen': async () => {
    const { account, username, warehouse } = examples.dw_sf.snowflakeConnection
    const base = {
      snowflake: { account, username, warehouse },
      trino: { server: 'https://trino.orchard.example' },
      postgres: { host: 'pg' },
    }
    const uri = 'postgresql://reporter:kiwi@pg.example/sales'
    for (const [type, stored, chosen, left] of [
      ['postgres', { password: 'p' }, { connectionString: uri }, { connectionString: uri }],
      ['postgres', { connectionString: uri }, { password: 'p' }, { password: 'p' }],
      ['snowflake', { password: 'p' }, { privateKey: 'k' }, { privateKey: 'k' }],
      ['snowflake', { privateKey: 'k', privateKeyPass: 'x' }, { password: 'p' }, { password: 'p' }],
      ['snowflake', { privateKey: 'k', privateKeyPass: 'x' }, { privateKey: 'l' }, { privateKey: 'l', privateKeyPass: 'x' }],
      ['trino', { password: 'p' }, { peakaKey: 'k' }, { peakaKey: 'k' }],
      ['trino', { peakaKey: 'k' }, { password: 'p' }, { password: 'p' }],
      ['trino', { peakaKey: 'k' }, { password: 'p', peakaKey: 'l' }, { password: 'p', peakaKey: 'l' }],
      ['trino', { password: 'p' }, { peakaKey: '' }, { password: 'p' }],
      ['trino', { password: 'p' }, { peakaKey: null }, { password: 'p' }],
    ] as const) {
      const section = `${type}Connection`
      const path = await world.made({ name: 'pair', type, [section]: { ...base[type], ...stored } })
      await world.patched(path, { [section]: { ...base[type], ...chosen } })
      const { [`${section}/server`]: server, ...secrets } = await world.secrets(path)
      expect(secrets).toEqual(Object.fromEntries(Object.entries(left).map(([member, value]) => [`${section}/${member}`, value])))
    }
  },

  'drops the other secret of a pair inside an attached database too': async () => {
    const attached = (postgresConnection: object): object => ({
      attachedDatabases: [{ name: 'crm', type: 'postgres', postgresConnection }],
    })
    const path = await world.made({ name: 'hub', type: 'duckdb', duckdbConnection: attached({ password: 'p' }) })
    const place = 'duckdbConnection/attachedDatabases/crm/postgresConnection'
    await world.patched(path, { duckdbConnection: attached({ host: 'pg' }) })
    expect(await world.secrets(path)).toEqual({ [`${place}/password`]: 'p' })
    await world.patched(path, { duckdbConnection: attached({ connectionString: 'postgresql://a:b@h/d' }) })
    expect(await world.secrets(path)).toEqual({ [`${place}/connectionString`]: 'postgresql://a:b@h/d' })
  },

  'replaces the list of attached databases whole, secrets kept by name': async () => {
    const path = await world.made(examples.hub_dd)
    const before = await world.read(path)
    const [crm, s3, gcs, ...others] = before.duckdbConnection.attachedDatabases
    const added = { name: 'more', type: 'postgres', postgresConnection: { host: 'pg3' } }
    const attachedDatabases = [{ ...gcs, id: 'lake_s3' }, added, { ...s3, s3Connection: { accessKeyId: 'AKIA2' } }, crm]
    const after = await world.patched(path, { duckdbConnection: { attachedDatabases } })
    expect(after.duckdbConnection.attachedDatabases.map(({ name }: any) => name)).toEqual(['lake_gcs', 'more', 'lake_s3', 'crm'])
    expect(after.duckdbConnection.attachedDatabases[2]).toEqual({ ...s3, s3Connection: { accessKeyId: 'AKIA2' } })
    const place = 'duckdbConnection/attachedDatabases'
    expect(await world.secrets(path)).toEqual({
      [`${place}/crm/postgresConnection/password`]: 'lime-8',
      [`${place}/lake_s3/s3Connection/secretAccessKey`]: 's3-secret',
      [`${place}/lake_gcs/gcsConnection/secret`]: 'gcs-secret',
    })
    expect(others).toHaveLength(2)
    expectRefusal(await world.send('PATCH', path, { duckdbConnection: { attachedDatabases: [{ ...s3, name: 'renamed' }] } }), 400)
  },

  'keeps no secret of an attached database that becomes one of another type': async () => {
    const path = await world.made(examples.hub_dd)
    const lake = { name: 'lake_s3', type: 'gcs', gcsConnection: { keyId: 'G' } }
    const message = 'duckdbConnection.attachedDatabases[0].gcsConnection.secret is required.'
    expectRefusal(await world.send('PATCH', path, { duckdbConnection: { attachedDatabases: [lake] } }), 400, message)
    const whole = { ...lake, gcsConnection: { keyId: 'G', secret: 'new' } }
    await world.patched(path, { duckdbConnection: { attachedDatabases: [whole] } })
    expect(await world.secrets(path)).toEqual({ 'duckdbConnection/attachedDatabases/lake_s3/gcsConnection/secret': 'new' })
  },

  'replaces a URL that answers show like any other member': async () => {
    const shown = 'postgresql://pg.example/sales'
    const path = await world.made({ name: 'uri', type: 'postgres', postgresConnection: { connectionString: shown, password: 'p' } })
    const before = await world.read(path)
    expect(before).toMatchObject({ postgresConnection: { connectionString: shown }, withheldFields: ['postgresConnection.password'] })
    expect(await world.patched(path, before)).toEqual(before)
    expect(await world.secrets(path)).toMatchObject({ 'postgresConnection/password': 'p' })
    expect((await world.patched(path, { postgresConnection: { host: 'pg' } })).postgresConnection).toEqual({ host: 'pg' })
    const trino = await world.made(examples.lake_tr)
    expectRefusal(await world.send('PATCH', trino, { trinoConnection: { user: 'w' } }), 400, 'trinoConnection.server is required.')
  },

  'keeps for trino the server and port that it was sent': async () => {
    const path = await world.made({ name: 'tr', type: 'trino', trinoConnection: { server: 'http://h', port: 5997 } })
    expect((await world.read(path)).trinoConnection).toEqual({ server: 'http://h', port: 5997 })
    expect((await world.patched(path, { trinoConnection: { server: 'http://h:1/' } })).trinoConnection).toEqual({ server: 'http://h:1/' })
  },
})
