import { expect, it } from 'vitest'
import { curlOf } from '../../src/web/docs/curl.js'
import type { OpenapiDocument, Operation, Schema } from '../../src/web/docs/openapi.js'
import { nameOf, shapeOf } from '../../src/web/docs/shape.js'

const schemas: Record<string, Schema> = {
  Loop: { $ref: '#/components/schemas/Loop' },
  Nest: { type: 'array', items: { $ref: '#/components/schemas/Nest' } },
  Tree: { type: 'object', properties: { kind: { const: 'tree' }, under: { $ref: '#/components/schemas/Tree' } }, required: ['kind'] },
}
const document: OpenapiDocument = {
  info: { title: 'Test', version: '1' },
  servers: [{ url: '/v1/' }],
  security: [{ bearer: [] }],
  paths: {},
  components: { schemas, securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
}
const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` })

it.each<[Schema, string]>([
  [{ type: 'string' }, 'string'],
  [{ type: ['null', 'string'] }, 'string or null'],
  [{ anyOf: [{ type: 'null' }, ref('Tree')] }, 'Tree or null'],
  [{ oneOf: [{ type: 'string' }, { type: 'number' }, { type: 'null' }] }, 'string or number or null'],
  [{ type: 'array', items: ref('Tree') }, 'array of Tree'],
  [{ type: 'array', items: { type: ['string', 'null'] } }, 'array of (string or null)'],
  [{ type: 'array', items: { not: {} } }, 'empty array'],
  [{ type: 'object', additionalProperties: { type: 'string' } }, 'map of string'],
  [{ type: 'object', additionalProperties: {} }, 'object'],
  [{}, 'any'],
])('says of %j that it is %s', (schema, type) => {
  expect(shapeOf(schema, document).type).toBe(type)
})

it('says limits, values and defaults in words', () => {
  const schema: Schema = { type: 'array', items: { type: 'string', enum: ['a', 'b'], minLength: 1 }, maxItems: 3, default: [] }
  expect(shapeOf(schema, document)).toMatchObject({ values: ['"a"', '"b"'], facts: ['at most 3 items', 'default []', 'each: not empty'] })
  expect(shapeOf({ type: 'integer', minimum: 1, maximum: 9 }, document).facts).toEqual(['1 to 9'])
})

it('names an alternative by its constant, else by its title', () => {
  expect(nameOf(ref('Tree'), document)).toBe('tree')
  expect(nameOf({ title: 'Other', type: 'object' }, document)).toBe('Other')
  expect(nameOf({ type: 'string' }, document)).toBeUndefined()
})

it('comes to an end with schemas that lead back to themselves', () => {
  expect(shapeOf(ref('Loop'), document).below).toBeUndefined()
  expect(shapeOf(ref('Nest'), document).below).toBeUndefined()
  expect(shapeOf(ref('Tree'), document).below).toMatchObject({ kind: 'members', members: [{ isRequired: true }, { isRequired: false }] })
})

it('writes a call that the shell leaves as it is', () => {
  const operation: Operation = {
    method: 'PUT',
    path: '/things/{name}',
    operationId: 'putThing',
    summary: 'Put a thing',
    tags: [],
    parameters: [
      { name: 'name', in: 'path', required: true, schema: { type: 'string' }, example: 'a b' },
      { name: 'kind', in: 'query', required: true, schema: { type: 'string', enum: ['x', 'y'] } },
      { name: 'If-Match', in: 'header', schema: { type: 'string' }, example: '"3"' },
    ],
    requestBody: { content: { 'application/json': { schema: {}, example: { text: "it's $HOME" } } } },
    responses: {},
  }
  expect(curlOf(document, operation, 'http://gateway.test')).toBe(
    [
      "curl -X PUT 'http://gateway.test/v1/things/a%20b?kind=x'",
      '  -H "Authorization: Bearer $TOKEN"',
      "  -H 'Content-Type: application/json'",
      "  --data '{",
      '  "text": "it\'\\\'\'s $HOME"',
      "}'",
    ]
      .join(' \\\n')
      .replace('{ \\\n', '{\n')
      .replace('" \\\n}', '"\n}'),
  )
  expect(curlOf(document, { ...operation, security: [] }, '')).not.toContain('TOKEN')
})
