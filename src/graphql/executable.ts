import {
  buildASTSchema,
  extendSchema,
  GraphQLEnumType,
  GraphQLScalarType,
  GraphQLSchema,
  isEnumType,
  isInterfaceType,
  isObjectType,
  isScalarType,
  isUnionType,
  Kind,
  parse,
  type DefinitionNode,
  type GraphQLFieldResolver,
  type GraphQLNamedType,
  type GraphQLScalarTypeConfig,
  type GraphQLTypeResolver,
} from 'graphql'

/** By the name of its type: fields of an object, `__resolveType` of an interface or union, inner values of an enum, reading and writing of a scalar. */
export type Resolvers = Readonly<Record<string, Readonly<Record<string, unknown>>>>

/**
 * A schema that can be executed, out of SDL that need not be checked again. Throws when a resolver is for a field or an
 * enum value that the SDL does not have; a name without an output type is left out, since vendors' tables describe inputs too.
 * Enums and scalars come first, because defaults of arguments and input fields are read by their inner values.
 */
export function executableSchema(sdl: string, resolvers: Resolvers): GraphQLSchema {
  const { definitions } = parse(sdl, { noLocation: true })
  const leaves = buildASTSchema({ kind: Kind.DOCUMENT, definitions: definitions.filter(isLeaf) }, trusted)
  const types = Object.values(leaves.getTypeMap()).map((type) => resolvedLeaf(type, resolvers[type.name]))
  const rest = definitions.filter((definition) => !isLeaf(definition))
  const schema = extendSchema(new GraphQLSchema({ types }), { kind: Kind.DOCUMENT, definitions: rest }, trusted)
  for (const [name, members] of Object.entries(resolvers)) attach(schema.getType(name), members)
  return schema
}

const trusted = { assumeValidSDL: true }

function isLeaf({ kind }: DefinitionNode): boolean {
  return kind === Kind.ENUM_TYPE_DEFINITION || kind === Kind.ENUM_TYPE_EXTENSION || kind === Kind.SCALAR_TYPE_DEFINITION
}

function resolvedLeaf(type: GraphQLNamedType, members: Resolvers[string] | undefined): GraphQLNamedType {
  if (members && isScalarType(type))
    return new GraphQLScalarType({ ...type.toConfig(), ...(members as Partial<GraphQLScalarTypeConfig<unknown, unknown>>) })
  if (!members || !isEnumType(type)) return type
  const config = type.toConfig()
  for (const [name, value] of Object.entries(members)) {
    const shown = config.values[name]
    if (!shown) throw unknown(`${type.name}.${name}`)
    shown.value = value
  }
  return new GraphQLEnumType(config)
}

function attach(type: GraphQLNamedType | undefined, members: Resolvers[string]): void {
  if (isInterfaceType(type) || isUnionType(type)) type.resolveType = members.__resolveType as GraphQLTypeResolver<unknown, unknown>
  if (!isObjectType(type)) return
  const fields = type.getFields()
  for (const [name, resolve] of Object.entries(members)) {
    const field = fields[name]
    if (!field) throw unknown(`${type.name}.${name}`)
    field.resolve = resolve as GraphQLFieldResolver<unknown, unknown>
  }
}

function unknown(name: string): Error {
  return new Error(`The schema has no ${name}, which a resolver is for.`)
}
