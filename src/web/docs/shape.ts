import type { OpenapiDocument, Schema } from './openapi.js'

/** What a schema says of a value in a line, and what stands below it. */
export interface Shape {
  /** For example `string`, `array of Connection`, `integer or null`. */
  readonly type: string
  /** The only values there can be, as JSON. */
  readonly values: readonly string[]
  /** Format, limits and default, in words. */
  readonly facts: readonly string[]
  readonly description: string | undefined
  readonly below: Below | undefined
}

/** The members of an object, or the schemas of which one or all hold. */
export type Below =
  | { readonly kind: 'members'; readonly members: readonly Member[]; readonly isClosed: boolean }
  | { readonly kind: 'choices'; readonly word: string; readonly schemas: readonly Schema[] }

export interface Member {
  readonly name: string
  readonly schema: Schema
  readonly isRequired: boolean
}

const isNull = ({ type }: Schema): boolean => type === 'null'

export function shapeOf(schema: Schema, document: OpenapiDocument): Shape {
  const { whole, isNullable } = resolved(schema, document)
  const inner = whole.items ? resolved(whole.items, document).whole : whole
  return {
    type: typeOf(schema) + (isNullable && !/\bor null$/.test(typeOf(schema)) ? ' or null' : ''),
    values: valuesOf(whole).length > 0 ? valuesOf(whole) : valuesOf(inner),
    facts: [...factsOf(whole), ...(inner === whole ? [] : factsOf(inner).map((fact) => `each: ${fact}`))],
    description: schema.description ?? whole.description,
    below: belowOf(whole, document),
  }
}

/** What an alternative is told apart by: the constant of one of its members, else its title. */
export function nameOf(schema: Schema, document: OpenapiDocument): string | undefined {
  const { properties = {}, title } = resolved(schema, document).whole
  const member = [properties.type, properties.schemeType, ...Object.values(properties)].find((one) => one?.const !== undefined)
  return member === undefined ? title : String(member.const)
}

/** The schema that a reference leads to, without what only says that null will do too. */
function resolved(given: Schema, document: OpenapiDocument): { readonly whole: Schema; readonly isNullable: boolean } {
  let whole = given
  let isNullable = false
  for (const seen = new Set<Schema>(); !seen.has(whole);) {
    seen.add(whole)
    const choices = whole.anyOf ?? whole.oneOf
    const rest = choices?.filter((one) => !isNull(one)) ?? []
    isNullable ||= rest.length < (choices?.length ?? 0) || (Array.isArray(whole.type) && whole.type.includes('null'))
    if (rest.length === 1 && rest[0]) whole = rest[0]
    else if (whole.$ref !== undefined) whole = document.components?.schemas?.[refName(whole.$ref)] ?? {}
  }
  return { whole, isNullable }
}

const refName = ($ref: string): string => $ref.slice($ref.lastIndexOf('/') + 1)

function typeOf({ $ref, type, items, oneOf, anyOf, additionalProperties, properties, const: only, ...rest }: Schema): string {
  if ($ref !== undefined) return refName($ref)
  const choices = anyOf ?? oneOf
  if (choices) {
    const types = [...new Set([...choices.filter((one) => !isNull(one)), ...choices.filter(isNull)].map(typeOf))]
    return types.length > 4 ? `one of ${types.length}` : types.join(' or ')
  }
  if (items) return items.not ? 'empty array' : `array of ${typeOf(items).includes(' or ') ? `(${typeOf(items)})` : typeOf(items)}`
  if (!properties && isSchema(additionalProperties) && Object.keys(additionalProperties).length > 0)
    return `map of ${typeOf(additionalProperties)}`
  if (typeof type === 'string') return type
  if (type) return [...type.filter((one) => one !== 'null'), ...type.filter((one) => one === 'null')].join(' or ')
  return only === undefined && !rest.enum ? 'any' : 'value'
}

const isSchema = (value: boolean | Schema | undefined): value is Schema => typeof value === 'object'

function valuesOf({ const: only, enum: some = [] }: Schema): string[] {
  return (only === undefined ? some : [only]).map((value) => JSON.stringify(value))
}

function factsOf(schema: Schema): string[] {
  const { format, contentMediaType, pattern, minimum, maximum, minLength, maxLength, minItems, maxItems, minProperties } = schema
  return [
    ...(format === undefined ? [] : [format]),
    ...(contentMediaType === undefined ? [] : [contentMediaType]),
    ...range(minimum, maximum, ''),
    ...range(minLength, maxLength, 'characters'),
    ...range(minItems, maxItems, 'items'),
    ...range(minProperties, undefined, 'members'),
    ...(pattern === undefined ? [] : [`matches ${pattern}`]),
    ...(schema.default === undefined ? [] : [`default ${JSON.stringify(schema.default)}`]),
  ]
}

function range(least: number | undefined, most: number | undefined, unit: string): string[] {
  if (least === undefined && most === undefined) return []
  if (unit !== '' && least === 1 && most === undefined) return ['not empty']
  const limits = most === undefined ? `at least ${least}` : least === undefined ? `at most ${most}` : `${least} to ${most}`
  return [`${limits} ${unit}`.trim()]
}

/** Below an array and a map stands what is below their items. */
function belowOf(schema: Schema, document: OpenapiDocument, depth = 0): Below | undefined {
  const { whole } = resolved(schema, document)
  const { properties, required = [], items, additionalProperties, allOf } = whole
  const choices = allOf ?? (whole.anyOf ?? whole.oneOf)?.filter((one) => !isNull(one))
  if (choices) return choices.every(isPlain) ? undefined : { kind: 'choices', word: allOf ? 'All of' : 'One of', schemas: choices }
  if (properties && Object.keys(properties).length > 0) {
    const members = Object.entries(properties).map(([name, member]) => ({ name, schema: member, isRequired: required.includes(name) }))
    return { kind: 'members', members, isClosed: additionalProperties === false }
  }
  const inner = items ?? (isSchema(additionalProperties) ? additionalProperties : undefined)
  return inner && depth < 5 ? belowOf(inner, document, depth + 1) : undefined
}

/** Whether its type says it all. */
function isPlain({ type, ...rest }: Schema): boolean {
  return (
    type !== undefined &&
    Object.values(rest).every((one: unknown) => typeof one === 'object' && one !== null && Object.keys(one).length === 0)
  )
}
