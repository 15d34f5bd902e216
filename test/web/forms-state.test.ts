import { assert, constantFrom, property, string } from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Vendor } from '../../src/generated/web/graphql.js'
import { fieldsOf, shapeOf } from '../../src/web/front/forms/schema.js'
import { sectionsOf } from '../../src/web/front/forms/sections.js'
import { startOf, stateOf, typeNamed, typesOf, vendors } from '../../src/web/front/forms/types.js'
import { isValues, type Value, type Values } from '../../src/web/front/forms/values.js'
import { inputOf, patchOf } from '../../src/web/front/forms/write.js'
import { boot, type TestApp } from '../support/boot.js'
import { demoConnections, readConnection, type DemoConnection } from './forms/connections.js'

let app: TestApp
let demo: readonly DemoConnection[]
beforeAll(async () => {
  app = await boot()
  demo = await demoConnections(app)
})
afterAll(() => app.close())

const titled = ({ connection }: DemoConnection): string => `${connection.vendor} ${connection.type} ${connection.name}`

it('knows a form for each connection of the demo, of every type of every vendor', () => {
  expect(demo.length).toBeGreaterThan(40)
  const shown = new Set(demo.map(({ type }) => `${type.vendor} ${type.spelling}`))
  const known = vendors.flatMap((vendor) => typesOf(vendor).map(({ spelling }) => `${vendor} ${spelling}`))
  expect([...shown].sort()).toEqual(known.sort())
})

it('sends nothing for a form that nobody touched', () => {
  for (const { connection, type } of demo) {
    const state = stateOf(type, connection)
    expect(patchOf(type.patch, state, state)).toEqual({})
  }
})

it('shows what is stored: told back whole, with each secret left out, it changes nothing', async () => {
  for (const one of demo) {
    const { connection, type } = one
    const patch = { [type.member]: inputOf(type.patch, stateOf(type, connection)) }
    const { updateConnection } = await app.graph(
      'mutation ($input: UpdateConnectionInput!) { updateConnection(input: $input) { userErrors { message path } } }',
      { input: { id: connection.id, expectedRevision: connection.revision, patch } },
    )
    expect([titled(one), updateConnection.userErrors]).toEqual([titled(one), []])
    const after = await readConnection(app, connection.id)
    expect([titled(one), after.connection.revision]).toEqual([titled(one), connection.revision])
  }
})

it('is told each of its fields by the query of the pages', () => {
  const untold = (type: string, answer: any): string[] =>
    Object.entries(fieldsOf(type)).flatMap(([name, field]) => {
      if (!(name in answer)) return [`${type}.${name}`]
      const { kind } = shapeOf(field)
      const items = [answer[name]].flat().filter((item: any) => item !== null && !('isSet' in Object(item)))
      if (kind === 'object') return items.flatMap((item: unknown) => untold(field.type, item))
      return kind === 'oneOf' ? items.flatMap((item: any) => untold(`${item.__typename}Input`, item)) : []
    })
  expect(demo.flatMap(({ connection, type }) => untold(type.patch, connection))).toEqual([])
})

it('lays out every field of every type once, for a new connection and for a change', () => {
  for (const type of vendors.flatMap(typesOf)) {
    const without = ['workspaceId', type.chosenBy ?? '', ...(type.layout.without ?? [])]
    for (const [isNew, outer] of [[true, type.input] as const, [false, type.patch] as const]) {
      const shown = sectionsOf(type, isNew).flatMap(({ parts }) => parts.map(({ path }) => path))
      const above = type.settings === undefined ? [] : Object.keys(fieldsOf(type.settings)).map((name) => `settings.${type.choice}.${name}`)
      const fields = [...Object.keys(fieldsOf(outer)).filter((name) => !without.includes(name)), ...above]
      expect(shown.toSorted()).toEqual(fields.toSorted())
    }
  }
})

it('shows every field of a vendor that nobody has laid out', () => {
  const [laid] = typesOf('CHARTBREW')
  if (!laid) throw new Error('There is no such type.')
  const sections = sectionsOf({ ...laid, member: 'unknown', layout: { label: '', groups: [] } }, true)
  expect(sections.map(({ title, fold }) => [title, fold])).toEqual([['Settings', undefined]])
  const names = Object.keys(fieldsOf(laid.input)).filter((name) => !['workspaceId', laid.chosenBy].includes(name))
  expect(sections.flatMap(({ parts }) => parts.map(({ path }) => path))).toEqual(names)
})

it('begins a new connection with nothing but what its layout begins with, and with its type', () => {
  const begun = (vendor: Vendor, spelling: string): unknown => {
    const type = typeNamed(vendor, spelling)
    return type && inputOf(type.input, startOf(type))
  }
  const flags = { enabled: true, ssl: false, useSsh: false }
  expect(begun('CHARTBREW', 'postgres')).toEqual({ workspaceId: '', name: '', type: 'POSTGRES', ...flags })
  const needed = ['bootstrap.servers', 'key.serializer', 'value.serializer'].map((name) => ({ name, valueType: 'STRING' }))
  expect(begun('APINIZER', 'kafka')).toMatchObject({ settings: { kafka: { enableSecure: false, properties: needed } } })
  expect(begun('VERSORI', 'http')).toMatchObject({
    protocol: 'HTTP',
    authSchemeConfigs: [{ none: true }],
    environments: [{ name: 'Production', variables: [], credentials: {} }],
  })
})

it('sends an edit of a plain field, that field alone, and nothing when it is taken back', () => {
  const edits = demo.flatMap(({ connection, type }) => {
    const state = stateOf(type, connection)
    return textsOf(type.patch, state).map((path) => ({ type, state, path }))
  })
  expect(edits.length).toBeGreaterThan(200)
  assert(
    property(constantFrom(...edits), string({ minLength: 1 }), ({ type, state, path }, text) => {
      const edited = withText(state, path, (now) => `${now}${text}`)
      expect(patchOf(type.patch, state, edited)).toEqual(
        path.reduceRight<unknown>((inside, name) => ({ [name]: inside }), textAt(edited, path)),
      )
      expect(
        patchOf(
          type.patch,
          state,
          withText(edited, path, () => textAt(state, path)),
        ),
      ).toEqual({})
    }),
  )
})

/** Where texts are that stand in no list. */
function textsOf(type: string, values: Values): string[][] {
  return Object.entries(values).flatMap(([name, value]) => {
    const field = fieldsOf(type)[name]
    if (field === undefined) return []
    if (typeof value === 'string') return shapeOf(field).kind === 'text' ? [[name]] : []
    if (!isValues(value) || field.isList) return []
    const { choice } = value
    const inside = typeof choice === 'string' ? value[choice] : undefined
    if (typeof choice !== 'string') return textsOf(field.type, value).map((path) => [name, ...path])
    if (!isValues(inside)) return []
    return textsOf(fieldsOf(field.type)[choice]?.type ?? '', inside).map((path) => [name, choice, ...path])
  })
}

function textAt(values: Values, path: readonly string[]): string {
  return String(path.reduce<unknown>((value, name) => (value as Values)[name], values))
}

function withText(values: Values, [name = '', ...rest]: readonly string[], change: (text: string) => string): Values {
  const value = values[name]
  const changed: Value = rest.length === 0 ? change(typeof value === 'string' ? value : '') : withText(value as Values, rest, change)
  return { ...values, [name]: changed }
}
