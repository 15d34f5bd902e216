import { getNamedType, isInputObjectType, isRequiredInputField, type GraphQLInputType } from 'graphql'
import { createSchema } from '../../src/graphql/schema.js'
import { isObject } from '../../src/lib/json.js'
import * as vendors from '../../src/vendors/index.js'
import { fitting } from '../graphql/input-places.js'
import { labelsIn } from './marks.js'
import { valueFor } from './plant.js'

export const schema = createSchema(vendors)

/** Fields of the type SecretInput, as `Type.field`. */
export const secretInputs = Object.values(schema.getTypeMap()).flatMap((type) =>
  isInputObjectType(type)
    ? Object.values(type.getFields()).flatMap((field) =>
        getNamedType(field.type).name === 'SecretInput' ? [`${type.name}.${field.name}`] : [],
      )
    : [],
)

/** Fields of that type that got a mark. */
export const given = new Set<string>()

const isMarked = (input: unknown): boolean => {
  const text = isObject(input) ? String(input.value) : ''
  return labelsIn(text + Buffer.from(text, 'base64').toString('latin1')).length > 0
}

/** Notes which secrets a value of a type brings. */
export function note(type: GraphQLInputType, value: unknown): void {
  const inner = getNamedType(type)
  if (Array.isArray(value)) for (const item of value) note(type, item)
  if (!isInputObjectType(inner) || !isObject(value)) return
  for (const [name, member] of Object.entries(value)) {
    const field = inner.getFields()[name]
    if (field && getNamedType(field.type).name === 'SecretInput' && isMarked(member)) given.add(`${inner.name}.${name}`)
    if (field) note(field.type, member)
  }
}

/** A value that fits a type, with a mark in each secret of it. */
export function markedInput(type: GraphQLInputType): unknown {
  const named = getNamedType(type)
  if (!isInputObjectType(named) || named.isOneOf) return fitting(type)
  const fields = Object.values(named.getFields()).flatMap((field): [string, unknown][] => {
    if (getNamedType(field.type).name === 'SecretInput') {
      const kind = /url|host|connectionString|server/i.test(field.name) ? 'url' : 'secret'
      const isDocument = ['options', 'firebaseServiceAccount'].includes(field.name)
      const value = valueFor({ field: `${named.name}.${field.name}`, path: [field.name], kind: isDocument ? 'document' : kind })
      return [[field.name, { value: isDocument ? JSON.stringify(value) : value }]]
    }
    return isRequiredInputField(field) ? [[field.name, fitting(field.type)]] : []
  })
  return Object.fromEntries(fields)
}

export const named = (name: string): GraphQLInputType => schema.getType(name) as GraphQLInputType
