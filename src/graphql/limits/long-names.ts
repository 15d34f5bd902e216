import { isEnumType, isInputObjectType, isListType, isNonNullType, isScalarType, type GraphQLInputType } from 'graphql'
import { isObject } from '../../lib/json.js'
import { bounds } from './bounds.js'

interface LongName {
  readonly path: readonly string[]
  readonly reason: string
}

/** Scalars of which a value may be long. */
const texts: ReadonlySet<string> = new Set(['JSON', 'String'])

/**
 * The first member, enum value, id or number in a variable that is too long for one: graphql-js would compare it with each
 * name that there is, or repeat it.
 */
export function findLongName(type: GraphQLInputType, value: unknown, path: readonly string[] = []): LongName | undefined {
  if (isNonNullType(type)) return findLongName(type.ofType, value, path)
  if (isEnumType(type)) return isLong(value) ? { path, reason: `must be a value of ${type.name}` } : undefined
  if (isScalarType(type)) {
    if (!isLong(value) || texts.has(type.name)) return undefined
    return { path, reason: type.name === 'ID' ? `must have at most ${bounds.name} characters` : `must be ${type.name}` }
  }
  if (isListType(type)) {
    const item: GraphQLInputType = type.ofType
    if (isScalarType(isNonNullType(item) ? item.ofType : item)) return undefined
    if (!Array.isArray(value)) return findLongName(item, value, path)
    return first(value, (inner, index) => findLongName(item, inner, [...path, String(index)]))
  }
  if (!isInputObjectType(type) || !isObject(value)) return undefined
  const fields = type.getFields()
  return first(Object.entries(value), ([name, inner]) => {
    const field = fields[name]
    if (field) return findLongName(field.type, inner, [...path, name])
    return isLong(name) ? { path, reason: `has a field of over ${bounds.name} characters, which ${type.name} does not` } : undefined
  })
}

function first<Item>(list: readonly Item[], find: (item: Item, index: number) => LongName | undefined): LongName | undefined {
  for (const [index, item] of list.entries()) {
    const found = find(item, index)
    if (found) return found
  }
  return undefined
}

function isLong(value: unknown): boolean {
  return typeof value === 'string' && value.length > bounds.name
}
