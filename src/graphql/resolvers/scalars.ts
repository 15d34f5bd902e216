import { GraphQLError, Kind, type GraphQLScalarTypeConfig, type ValueNode } from 'graphql'
import { readJson } from '../../lib/json.js'

const rfc3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/

function parseTime(value: unknown): string {
  const time = typeof value === 'string' && rfc3339.test(value) ? Date.parse(value) : Number.NaN
  if (Number.isNaN(time)) throw new GraphQLError('DateTime cannot represent this value: it must be an RFC 3339 string.')
  return new Date(time).toISOString()
}

/** How a scalar of the SDL is read and written; its name and description stay the SDL's. */
type Scalar<I, O> = Pick<GraphQLScalarTypeConfig<I, O>, 'serialize' | 'parseValue' | 'parseLiteral'>

/** Milliseconds or RFC 3339 inside, RFC 3339 with milliseconds outside. */
export const dateTime: Scalar<string, string> = {
  serialize: (value) => new Date(value as number | string).toISOString(),
  parseValue: parseTime,
  parseLiteral: (node) => parseTime(node.kind === Kind.STRING ? node.value : undefined),
}

/** As many as a body has that is taken: a literal may name one variable many times. */
const mostCharacters = 8 * 1024 * 1024

/** A literal in a document, by the rules of a JSON body: keys that reach a prototype and inexact numbers are refused. */
function readLiteral(node: ValueNode, variables?: Readonly<Record<string, unknown>> | null): unknown {
  let left = mostCharacters
  const textOf = (name: string): string | undefined => {
    const text = JSON.stringify(variables?.[name]) as string | undefined
    left -= text?.length ?? 0
    if (left < 0) throw new GraphQLError('The literal is too long.')
    return text
  }
  try {
    return readJson(jsonOf(node, textOf) ?? '')
  } catch {
    throw new GraphQLError('Expected value of type "JSON".', { nodes: node })
  }
}

/** A literal as JSON text, its numbers as they are written; undefined for a variable without a value. */
function jsonOf(node: ValueNode, textOf: (variable: string) => string | undefined): string | undefined {
  switch (node.kind) {
    case Kind.VARIABLE:
      return textOf(node.name.value)
    case Kind.LIST:
      return `[${node.values.map((item) => jsonOf(item, textOf) ?? 'null').join()}]`
    case Kind.OBJECT:
      return `{${node.fields.flatMap(({ name, value }) => memberOf(name.value, jsonOf(value, textOf))).join()}}`
    case Kind.NULL:
      return 'null'
    case Kind.INT:
    case Kind.FLOAT:
      return node.value
    default:
      return JSON.stringify(node.value)
  }
}

function memberOf(name: string, text: string | undefined): string[] {
  return text === undefined ? [] : [`${JSON.stringify(name)}:${text}`]
}

export const json: Scalar<unknown, unknown> = {
  serialize: (value) => value,
  parseValue: (value) => value,
  parseLiteral: readLiteral,
}
