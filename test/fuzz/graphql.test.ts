import fc from 'fast-check'
import {
  buildSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
} from 'graphql'
import type { GraphQLField, GraphQLInputType, GraphQLOutputType, GraphQLSchema } from 'graphql'
import { afterAll, beforeAll, it } from 'vitest'
import { boot, type TestApp } from '../support/boot.js'
import { fillWithDemo } from '../support/demo.js'
import { expectSound, fuzz, nasty } from './fuzz.js' // prettier-ignore

let app: TestApp
let schema: GraphQLSchema
/** Ids and keys of what is there, so that cases come further than to the first refusal. */
let known: string[]
beforeAll(async () => {
  app = await boot()
  await fillWithDemo(app)
  schema = buildSchema((await app.rest('GET', '/schema.graphql')).text)
  const { connections, workspaces } = await app.graph('{ connections(first: 100) { nodes { ... on ConnectionProfileCommon { id } } } workspaces { nodes { id key } } }')
  known = [...connections.nodes, ...workspaces.nodes].flatMap((node: object) => Object.values(node) as string[])
}) // prettier-ignore
afterAll(() => app.close())

type Draw = fc.GeneratorValue
const chance = (g: Draw, percent: number): boolean => g(fc.nat, { max: 99 }) < percent
const oneOf = <T>(g: Draw, list: readonly T[]): T => list[g(fc.nat, { max: list.length - 1 })] as T

/** A value of an input type; `wild` of a hundred places hold something else. */
function valueOf(g: Draw, type: GraphQLInputType, wild: number, depth = 0): unknown {
  if (chance(g, wild)) return oneOf(g, nasty)
  const given = getNullableType(type)
  if (!isNonNullType(type) && (depth > 8 || chance(g, 10))) return null
  if (isListType(given)) return Array.from({ length: g(fc.nat, { max: 2 }) }, () => valueOf(g, given.ofType, wild, depth + 1))
  if (isEnumType(given)) return oneOf(g, given.getValues()).name
  if (isInputObjectType(given)) {
    const all = Object.values(given.getFields())
    const fields = given.isOneOf ? [oneOf(g, all)] : all.filter((field) => isNonNullType(field.type) || chance(g, 50))
    const requireOne = (field: (typeof all)[number]): unknown => {
      for (let tries = 0; tries < 3; tries += 1) {
        const value = valueOf(g, field.type, wild, depth + 1)
        if (value !== null || !given.isOneOf) return value
      }
      return null
    }
    return Object.fromEntries(fields.map((field) => [field.name, requireOne(field)]))
  }
  const simple: Record<string, () => unknown> = {
    Int: () => g(fc.integer),
    Float: () => g(fc.double, { noNaN: true, noDefaultInfinity: true }),
    Boolean: () => g(fc.boolean),
    ID: () => oneOf(g, known),
    DateTime: () => '2030-01-01T00:00:00Z',
    JSON: () => g(fc.jsonValue),
  }
  const usual = ['n', 'one', 'https://a.example', 'h.example', 'dataset.table', 'jdbc:mysql://h/d', '{"a":1}', 'YQ==', ...known]
  return (simple[getNamedType(given).name] ?? (() => oneOf(g, [...usual, `n${g(fc.nat)}`])))()
} // prettier-ignore

/** Variables and the text of a field with its arguments and selections. */
interface Asked {
  readonly declared: string[]
  readonly values: Record<string, unknown>
}

function fieldText(g: Draw, field: GraphQLField<unknown, unknown>, asked: Asked, wild: number, depth: number): string {
  const args = field.args.filter((arg) => isNonNullType(arg.type) || chance(g, 40)).map((arg) => {
    const name = `v${asked.declared.length}`
    asked.declared.push(`$${name}: ${String(arg.type)}`)
    asked.values[name] = valueOf(g, arg.type, wild)
    return `${arg.name}: $${name}`
  })
  return `${field.name}${args.length > 0 ? `(${args.join(', ')})` : ''} ${selectionText(g, field.type, asked, wild, depth)}`
} // prettier-ignore

function selectionText(g: Draw, type: GraphQLOutputType, asked: Asked, wild: number, depth: number): string {
  const named = getNamedType(type)
  if (isLeafType(named)) return ''
  const own = isUnionType(named) ? [] : Object.values(named.getFields())
  const all = own.filter((field) => depth < 10 || isLeafType(getNamedType(field.type)))
  const chosen = Array.from({ length: 1 + g(fc.nat, { max: 4 }) }, () => (all.length > 0 ? fieldText(g, oneOf(g, all), asked, wild, depth + 1) : '__typename'))
  const members = isAbstractType(named) && depth < 10 ? schema.getPossibleTypes(named) : []
  const on = members.length > 0 ? [oneOf(g, members), oneOf(g, members)].map((member) => `... on ${member.name} ${selectionText(g, member, asked, wild, depth + 1)}`) : []
  return `{ __typename ${chosen.join(' ')} ${on.join(' ')} }`
} // prettier-ignore

const operations = (): [string, GraphQLField<unknown, unknown>][] =>
  [schema.getQueryType(), schema.getMutationType()].flatMap((root) =>
    isObjectType(root) ? Object.values(root.getFields()).map((field): [string, typeof field] => [root.name.toLowerCase(), field]) : [],
  )

it('every operation of the schema, valid or not, is answered without a fault of ours', async () => {
  const fields = operations()
  const run = async (g: Draw): Promise<void> => {
    const [kind, field] = oneOf(g, fields)
    const asked: Asked = { declared: [], values: {} }
    const text = fieldText(g, field, asked, oneOf(g, [0, 3, 20]), 1)
    const query = `${kind} ${asked.declared.length > 0 ? `(${asked.declared.join(', ')})` : ''} { ${text} }`
    const answer = await app.rest('POST', '/graphql', JSON.stringify({ query, variables: asked.values }))
    expectSound(answer, () => `${query}\n${JSON.stringify(asked.values)}`)
  }
  await fc.assert(fc.asyncProperty(fc.gen(), run), fuzz('operations of the schema', 2500) as fc.Parameters<[Draw]>)
}, 180_000)

it('every text as a document is answered without a fault of ours', async () => {
  const piece = fc.constantFrom('{', '}', '(', ')', '[', ']', ':', '$a', '!', '...', 'on', 'fragment f', 'query', 'mutation', 'subscription', '@include(if: true)', 'viewer', 'token', 'id', 'node(id: "x")', '"', '"""', '\\', '#', '\n', ',', '1', '1.5e', '=', '|', '&', '\u0000', '\ufeff', '\u202e', 'é', '__schema', '__typename')
  const run = async (pieces: string[]): Promise<void> => {
    const query = pieces.join(' ')
    expectSound(await app.rest('POST', '/graphql', { query }), () => query)
  }
  await fc.assert(fc.asyncProperty(fc.array(piece, { maxLength: 40 }), run), fuzz('documents', 1000) as fc.Parameters<[string[]]>)
}, 180_000) // prettier-ignore

it('every odd thing around a document is answered without a fault of ours', async () => {
  const documents = ['{ __typename }', 'query A { viewer { token { id } } } subscription S { x }', 'subscription { x }', 'mutation { x }', 'query ($o: ConnectionOrder = { field: NAME, direction: ASC }) { connections(orderBy: $o) { totalCount } }']
  const any = fc.oneof(fc.constantFrom(...nasty), fc.jsonValue())
  const odd = (name: string): fc.Arbitrary<unknown> => fc.oneof(any, fc.record({ [name]: any }), fc.record({ [name]: fc.record({ version: any, sha256Hash: any }, { requiredKeys: [] }) }))
  const parts = { query: fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...documents) }, { weight: 1, arbitrary: any }), operationName: fc.oneof(fc.constantFrom('A', 'S', ''), any), variables: odd('o'), extensions: odd('persistedQuery') }
  const escape = fc.constantFrom(encodeURIComponent, encodeURI, (text: string) => `${encodeURI(text)}%zz`, (text: string) => `%${encodeURIComponent(text)}`, (text: string) => `${encodeURIComponent(text)}%ff`)
  const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value)).replace(/\p{Cs}/gu, '')
  const run = async (body: Record<string, unknown>, write: (text: string) => string): Promise<void> => {
    const search = Object.entries(body).map(([name, value]) => `${name}=${write(textOf(value))}`).join('&').slice(0, 8000)
    const headers = { 'apollo-require-preflight': '1' }
    expectSound(await app.rest('POST', '/graphql', JSON.stringify(body)), () => JSON.stringify(body))
    expectSound(await app.rest('GET', `/graphql?${search}`, undefined, { headers }), () => search)
  }
  const arbitrary = fc.asyncProperty(fc.record(parts, { requiredKeys: [] }), escape, run)
  await fc.assert(arbitrary, fuzz('requests around a document', 1000) as fc.Parameters<[Record<string, unknown>, (text: string) => string]>)
}, 180_000) // prettier-ignore
