import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInputType,
} from 'graphql'

/** A place in an argument, and the argument with something put there. */
export interface InputPlace {
  readonly path: readonly (string | number)[]
  with(planted: unknown): unknown
}

/** A name of an enum: a text among variables, a bare word in a document. */
export class EnumName {
  constructor(readonly name: string) {}
  toJSON(): string {
    return this.name
  }
}

const scalars: Readonly<Record<string, unknown>> = {
  String: 'plain',
  ID: 'plain',
  Int: 1,
  Float: 1,
  Boolean: true,
  DateTime: '2999-01-01T00:00:00.000Z',
  JSON: {},
}

/** The smallest value that fits a type. */
export function fitting(type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return fitting(type.ofType)
  if (isListType(type)) return [fitting(type.ofType)]
  if (isEnumType(type)) return new EnumName(type.getValues()[0]?.name ?? '')
  if (!isInputObjectType(type)) return scalars[type.name]
  const fields = Object.values(type.getFields())
  const needed = type.isOneOf ? fields.slice(0, 1) : fields.filter(isRequiredInputField)
  return Object.fromEntries(needed.map((field) => [field.name, fitting(field.type)]))
}

/** Every place of an argument, each field of an input type once: the argument, its fields at any depth, the items of its lists. */
export function placesOf(argument: GraphQLArgument): InputPlace[] {
  return placesIn(argument, [argument.name], (planted) => planted, new Set())
}

function placesIn(
  field: GraphQLArgument | GraphQLInputField,
  path: InputPlace['path'],
  around: InputPlace['with'],
  seen: Set<string>,
): InputPlace[] {
  const isList = isListType(isNonNullType(field.type) ? field.type.ofType : field.type)
  const item: InputPlace = { path: [...path, 0], with: (planted) => around([planted]) }
  const type = getNamedType(field.type)
  const inside = isList ? item : { path, with: around }
  const fields = isInputObjectType(type) && !seen.has(type.name) ? Object.values(type.getFields()) : []
  const beside = isInputObjectType(type) && !type.isOneOf ? (fitting(type) as object) : {}
  seen.add(type.name)
  return [
    { path, with: around },
    ...(isList ? [item] : []),
    ...fields.flatMap((member) =>
      placesIn(member, [...inside.path, member.name], (planted) => inside.with({ ...beside, [member.name]: planted }), seen),
    ),
  ]
}

/** A value as it stands in a document. */
export function literal(value: unknown): string {
  if (value instanceof EnumName) return value.name
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  return `{ ${Object.entries(value)
    .map(([name, member]) => `${name}: ${literal(member)}`)
    .join(', ')} }`
}
