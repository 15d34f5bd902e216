import { expect } from 'vitest'
import { types } from '../../../src/vendors/credible/shape.js'
import type { Cases } from '../../support/contract.js'
import { members, whole } from './members.js'
import { examples, expectRefusal, pathOf, secretPaths, withoutSecrets, type World } from './world.js'

const marker = 'zq-marked'
const wrong = {
  text: [5, true, [marker], { a: marker }],
  secret: [5, true, [marker], { a: marker }],
  url: [5, true, [marker], { a: marker }],
  port: [marker, '5432', 1.5, 0, 65536, true, [1]],
  int: [marker, '5', 1.5, -1, 2 ** 31, true, [1]],
}
const attachable = new Set(['bigqueryConnection', 'snowflakeConnection', 'postgresConnection', 'gcsConnection', 's3Connection'])

export const typeCases = (world: World): Cases => ({
  ...Object.fromEntries(Object.entries(members).flatMap(([section]) => Object.entries(sectionCases(world, section)))),

  'takes the seven types of the seed and no other': async () => {
    const project = await world.project()
    expect([...types].sort()).toEqual(['bigquery', 'duckdb', 'motherduck', 'mysql', 'postgres', 'snowflake', 'trino'])
    for (const type of ['oracle', 'databricks', 'ducklake', 'publisher', 'Postgres', 'azure', 7, true, [], {}]) {
      const answer = await world.send('POST', pathOf(project, 'sales'), { type })
      expectRefusal(answer, 400, /^type must be one of /)
    }
  },

  'computes the attributes of each type, whatever the client says': async () => {
    const expected = {
      sales_pg: ['postgres', false, true, true],
      events_bq: ['standardsql', false, true, true],
      dw_sf: ['snowflake', true, true, true],
      lake_tr: ['trino', false, true, false],
      shop_my: ['mysql', false, true, false],
      scratch_md: ['duckdb', false, true, true],
      hub_dd: ['duckdb', false, true, true],
    }
    const attributes = { dialectName: 'oracle', isPool: 7, canPersist: false, canStream: 'x' }
    for (const [name, values] of Object.entries(expected)) {
      const path = await world.made({ ...examples[name], attributes })
      expect(Object.values((await world.read(path)).attributes), name).toEqual(values)
      expect(Object.values((await world.patched(path, { attributes })).attributes), name).toEqual(values)
    }
  },

  'takes a section without members where the server does': async () => {
    for (const type of ['postgres', 'mysql', 'bigquery', 'duckdb']) {
      const path = await world.made({ name: 'bare', type, [`${type}Connection`]: {} })
      expect(await world.read(path)).toMatchObject({ type, [`${type}Connection`]: {} })
    }
    const path = await world.made({ name: 'bare', type: 'postgres' })
    expect(await world.read(path)).not.toHaveProperty('postgresConnection')
  },

  'ignores members that the seed does not know: neither stored nor shown': async () => {
    const later = {
      proxy: { type: 'ssh' }, fingerprint: 'x', queryMetadata: {}, databricksConnection: { host: 'x' }, nonsense: [1], id: 7,
      resource: '/x', withheldFields: ['postgresConnection.host'],
    } // prettier-ignore
    const name = 'plain'
    const path = await world.made({ ...examples.sales_pg, name, ...later, postgresConnection: { host: 'a', sslmode: 'disable' } })
    const shown = { resource: path, name, type: 'postgres', postgresConnection: { host: 'a' } }
    expect(await world.read(path)).toEqual({ ...shown, attributes: expect.any(Object) })
    expect(await world.patched(path, { ...later, duckdbConnection: { setupSQL: 'x' } })).toEqual({
      ...shown,
      attributes: expect.any(Object),
      duckdbConnection: {},
    })
  },

  'keeps an empty text as it is, and takes null for nothing': async () => {
    const section = { host: '', databaseName: null, port: null, userName: 'reader' }
    const path = await world.made({ name: 'empty', type: 'postgres', postgresConnection: section })
    expect((await world.read(path)).postgresConnection).toEqual({ host: '', userName: 'reader' })
  },
})

function sectionCases(world: World, section: string): Cases {
  const kinds = members[section] ?? {}
  const isOwn = section !== 'gcsConnection' && section !== 's3Connection'
  const type = section.replace('Connection', '')
  const attached = (body: object): object => ({ attachedDatabases: [{ name: 'att', type, [section]: body }] })
  const shownOf = (body: object): object => {
    const { server, connectionString, ...rest } = withoutSecrets(body)
    return rest
  }

  return {
    [`${section} keeps every member, in its JSON type, secrets withheld`]: async () => {
      const body = whole(section)
      if (isOwn) {
        const path = await world.made({ name: 'own', type, [section]: body })
        const withheld = Object.keys(kinds).filter((member) => kinds[member] === 'secret' || kinds[member] === 'url')
        expect(await world.read(path)).toMatchObject({ withheldFields: withheld.map((member) => `${section}.${member}`).sort() })
        expect((await world.read(path))[section]).toEqual(shownOf(body))
        const secrets = await world.secrets(path)
        for (const member of withheld) expect(secrets[`${section}/${member}`]).toBe(body[member])
      }
      if (!attachable.has(section)) return
      const path = await world.made({ name: 'hub', type: 'duckdb', duckdbConnection: attached(body) })
      const read = await world.read(path)
      expect(read.duckdbConnection.attachedDatabases[0][section]).toEqual(shownOf(body))
      expect(read.withheldFields).toEqual(secretPaths({ duckdbConnection: attached(body) }))
      expect(Object.values(await world.secrets(path))).toHaveLength(read.withheldFields.length)
    },

    [`${section} refuses a member of another type at its place, its value not repeated`]: async () => {
      const project = await world.project()
      const path = await world.made({ name: 'target', type: 'postgres' }, project)
      const places: [string, (body: object) => object][] = []
      if (isOwn) places.push([section, (body) => ({ [section]: body })])
      if (attachable.has(section))
        places.push([`duckdbConnection.attachedDatabases[0].${section}`, (body) => ({ duckdbConnection: attached(body) })])
      for (const [place, inside] of places) {
        for (const [member, kind] of Object.entries(kinds)) {
          for (const value of wrong[kind]) {
            const body = inside({ ...whole(section), [member]: value })
            for (const answer of [
              await world.send('PATCH', path, body),
              await world.send('POST', pathOf(project, 'new'), { type: 'postgres', ...body }),
            ]) {
              expectRefusal(answer, 400, new RegExp(`^${place.replace(/[[\].]/g, '\\$&')}\\.${member} [^;]+$`))
              expect(answer.text).not.toContain(marker)
            }
          }
        }
        for (const value of [5, marker, [marker], true]) {
          expectRefusal(await world.send('PATCH', path, inside(value as never)), 400, /must be an object\.$/)
        }
      }
      expect(await world.revision(path)).toBe(1)
    },
  }
}
