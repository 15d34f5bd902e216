import { coerceInputValue, GraphQLError, Kind, parse, typeFromAST, visit } from 'graphql'
import type { ASTNode, GraphQLFormattedError, GraphQLInputType, GraphQLSchema, VariableDefinitionNode } from 'graphql'
import { findLongName } from './limits/long-names.js'

/**
 * graphql-js repeats literals and variables in its messages, passwords among
 * them. Here such messages are made anew from the path and the reason alone.
 */

const literals: ReadonlySet<string> = new Set([
  Kind.STRING,
  Kind.INT,
  Kind.FLOAT,
  Kind.BOOLEAN,
  Kind.ENUM,
  Kind.LIST,
  Kind.OBJECT,
  Kind.NULL,
  Kind.OBJECT_FIELD,
])

/** A validation error; one about a literal is worded anew. */
export function describeValidation(formatted: GraphQLFormattedError, thrown: unknown): GraphQLFormattedError {
  const [node] = thrown instanceof GraphQLError ? (thrown.nodes ?? []) : []
  if (!node || !literals.has(node.kind)) return { message: clipped(formatted.message) }
  const path = literalPath(node)
  return { message: `${path.join('.') || 'A value'} ${reasonOf(formatted.message)}.` }
}

/** A message may name every fragment of a document. */
function clipped(message: string): string {
  return message.length > 400 ? `${message.slice(0, 400)}…` : message
}

/** Names of the arguments and input fields above a literal. */
function literalPath(node: ASTNode): string[] {
  const { start, end, source } = node.loc ?? {}
  if (source === undefined) return []
  let found: string[] = []
  visit(parse(source), {
    enter: (candidate, _key, parent, _path, ancestors) => {
      if (candidate.kind !== node.kind || candidate.loc?.start !== start || candidate.loc?.end !== end) return
      found = [...ancestors, parent, candidate].flatMap((above) =>
        above && 'kind' in above && (above.kind === Kind.ARGUMENT || above.kind === Kind.OBJECT_FIELD) ? [above.name.value] : [],
      )
    },
  })
  return found
}

/** An error about variables; its path and reason are put there by `refuseVariables`. */
export function describeCoercion(formatted: GraphQLFormattedError): GraphQLFormattedError {
  const { code, path, reason } = formatted.extensions ?? {}
  if (!Array.isArray(path) || typeof reason !== 'string') return { message: 'A variable does not fit its type.', extensions: { code } }
  return { message: `${path.join('.')} ${reason}.`, extensions: { code, path } }
}

/** The same error for a caller who may not introspect: where it is in what he sent, and no name of the schema. */
export function withoutSchema(error: GraphQLFormattedError): GraphQLFormattedError {
  const { code, path } = error.extensions ?? {}
  if (code === 'GRAPHQL_VALIDATION_FAILED') return { ...error, message: 'The document does not fit the schema.' }
  const place = Array.isArray(path) ? path.join('.') : 'A variable'
  return code === 'BAD_USER_INPUT' && error.path === undefined ? { ...error, message: `${place} does not fit its type.` } : error
}

/** Throws for the first variable that does not fit, before graphql-js words it. */
export function refuseVariables(
  schema: GraphQLSchema,
  definitions: readonly VariableDefinitionNode[],
  values: Readonly<Record<string, unknown>>,
): void {
  for (const { variable, type, defaultValue } of definitions) {
    const name = variable.name.value
    const value = Object.hasOwn(values, name) ? values[name] : undefined
    const inputType = typeFromAST(schema, type as never)
    if (!inputType || (value === undefined && (defaultValue !== undefined || type.kind !== Kind.NON_NULL_TYPE))) continue
    if (value === undefined) throw misfit([name], 'is required')
    const long = findLongName(inputType as GraphQLInputType, value)
    if (long) throw misfit([name, ...long.path], long.reason)
    coerceInputValue(value, inputType as never, (path, _value, error) => {
      throw misfit([name, ...path.map(String)], reasonOf(error.message))
    })
  }
}

function misfit(path: readonly string[], reason: string): GraphQLError {
  return new GraphQLError('A variable does not fit its type.', {
    extensions: { code: 'BAD_USER_INPUT', path, reason, http: { status: 400 } },
  })
}

const reasons: readonly (readonly [RegExp, (match: RegExpExecArray) => string])[] = [
  [
    /^Field "(\w{1,64})" (?:of required type "([\w![\]]+)" was not provided|is not defined by type "(\w+)")/,
    ([, field, needed, type]) => (needed ? `lacks the field ${field}` : `has no field ${field} in ${type}`),
  ],
  [/"(\w{1,64}\.\w{1,64})" of required type/, ([, field]) => `lacks the field ${field}`],
  [/^Expected non-nullable type/, () => 'must not be null'],
  [/^Expected (?:type|value of type) "([\w![\]]+)"/, ([, type]) => `must be ${type}`],
  [/OneOf|Exactly one key/i, () => 'must have exactly one member, and not null'],
  [/^Float cannot represent a number exactly/, () => 'cannot be kept exactly'],
  [/^(Int|Float|String|Boolean|ID|DateTime) cannot represent/, ([, type]) => `must be ${type}`],
  [/(?:^Enum|in|for) "(\w+)" (?:enum|cannot)/, ([, type]) => `must be a value of ${type}`],
]

/** What is wrong, in words that hold names of the schema at the most. */
function reasonOf(message: string): string {
  for (const [pattern, say] of reasons) {
    const match = pattern.exec(message)
    if (match) return say(match)
  }
  return 'does not fit its type'
}
