import { expect } from 'vitest'
import type { Cases } from '../../support/contract.js'
import { collectionOf, examples, secretPaths, withoutSecrets, type World } from './world.js'

export const secretCases = (world: World): Cases => ({
  'lists in withheldFields the dotted paths of the secrets that are set, and leaves it out when none is': async () => {
    const path = await world.made(examples.hub_dd)
    expect((await world.read(path)).withheldFields).toEqual([
      'duckdbConnection.attachedDatabases.crm.postgresConnection.password',
      'duckdbConnection.attachedDatabases.ev.bigqueryConnection.serviceAccountKeyJson',
      'duckdbConnection.attachedDatabases.lake_gcs.gcsConnection.secret',
      'duckdbConnection.attachedDatabases.lake_s3.s3Connection.secretAccessKey',
      'duckdbConnection.attachedDatabases.sf.snowflakeConnection.password',
    ])
    const none = await world.made({ name: 'none', type: 'bigquery', bigqueryConnection: { location: 'EU' } })
    expect(await world.read(none)).not.toHaveProperty('withheldFields')
  },

  'shows accessKeyId of S3 and keyId of GCS': async () => {
    const { duckdbConnection } = await world.read(await world.made(examples.hub_dd))
    expect(duckdbConnection.attachedDatabases[1].s3Connection).toEqual({
      accessKeyId: 'AKIAEXAMPLE01',
      region: 'eu-west-1',
      endpoint: 'minio.orchard.example:9000',
    })
    expect(duckdbConnection.attachedDatabases[2].gcsConnection).toEqual({ keyId: 'GOOG1EXAMPLE' })
  },

  'shows a connection string and a server that hold no credentials, and withholds them otherwise': async () => {
    const body = (connectionString: string, server: string): object => ({
      name: 'urls',
      type: 'postgres',
      postgresConnection: { connectionString },
      trinoConnection: { server },
    })
    const [plain, open] = ['postgresql://pg.example:5432/sales?sslmode=require', 'https://trino.example/x']
    expect(await world.read(await world.made(body(plain, open)))).toMatchObject({
      postgresConnection: { connectionString: plain },
      trinoConnection: { server: open },
    })
    for (const [connectionString, server] of [
      ['postgresql://a:plum-77@pg.example/sales', 'https://a:plum-77@trino.example'],
      ['postgresql://pg.example/sales?password=plum-77', 'https://trino.example?access_token=plum-77'],
      ['host=pg.example password=plum-77', 'https://trino.example/#token=plum-77'],
    ] as const) {
      const path = await world.made(body(connectionString, server))
      const shown = await world.read(path)
      expect(shown).toMatchObject({ postgresConnection: {}, trinoConnection: {} })
      expect(shown.withheldFields).toEqual(['postgresConnection.connectionString', 'trinoConnection.server'])
      expect(JSON.stringify(shown)).not.toContain('plum-77')
      expect(await world.patched(path, shown)).toEqual(shown)
      expect(await world.revision(path)).toBe(1)
    }
  },

  'seals the secrets of every section of an attached database': async () => {
    const sections = { postgresConnection: { password: 'p' }, s3Connection: { secretAccessKey: 's', region: 'r' } }
    const attachedDatabases = [{ name: 'many', type: 'postgres', ...sections }]
    const path = await world.made({ name: 'hub', type: 'duckdb', duckdbConnection: { attachedDatabases } })
    const shown = await world.read(path)
    expect(shown.duckdbConnection.attachedDatabases[0]).toMatchObject({ postgresConnection: {}, s3Connection: { region: 'r' } })
    expect(shown.withheldFields).toEqual(secretPaths({ duckdbConnection: { attachedDatabases } }))
    expect(await world.patched(path, shown)).toEqual(shown)
    expect(await world.revision(path)).toBe(1)
  },

  ...Object.fromEntries(Object.entries(examples).flatMap(([name, example]) => Object.entries(exampleCases(world, name, example)))),
})

function exampleCases(world: World, name: string, example: any): Cases {
  const { attributes, ...shown } = { attributes: expect.any(Object), ...withoutSecrets(example) }
  const list = shown.duckdbConnection?.attachedDatabases
  if (list) shown.duckdbConnection = { attachedDatabases: list.map((item: object) => ({ ...item, attributes })) }
  return {
    [`example ${name} is created, read back without its secrets, and listed`]: async () => {
      const project = await world.project()
      const path = await world.made(example, project)
      const read = await world.read(path)
      expect(read).toEqual({ ...shown, resource: path, attributes, withheldFields: secretPaths(example) })
      expect((await world.send('GET', collectionOf(project))).body).toEqual([read])
      const secrets = await world.secrets(path)
      const kept = read.withheldFields.map((dotted: string) => secrets[dotted.replaceAll('.', '/')])
      expect(kept.every((value: unknown) => typeof value === 'string' && JSON.stringify(example).includes(JSON.stringify(value)))).toBe(
        true,
      )
    },

    [`example ${name} read and sent back changes nothing`]: async () => {
      const path = await world.made(example)
      const [before, secrets] = [await world.read(path), await world.secrets(path)]
      expect(await world.patched(path, before)).toEqual(before)
      expect(await world.secrets(path)).toEqual(secrets)
      expect(await world.revision(path)).toBe(1)
    },
  }
}
