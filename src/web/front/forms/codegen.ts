import type { CodegenConfig } from '@graphql-codegen/cli'
import { getNamedType, isEnumType, isInputObjectType, isListType, isNonNullType, getNullableType } from 'graphql'
import type { GraphQLEnumValue, GraphQLInputField, GraphQLInputObjectType, GraphQLNamedInputType, GraphQLSchema } from 'graphql'
import type { EnumTable, InputField, InputTable } from './input-table.js'

type Output = Extract<CodegenConfig['generates'][string], { preset?: unknown }>

/** Input types as data, for forms that follow the schema: those reachable from the named ones, and their enums. */
export function inputTables(...roots: readonly string[]): Output {
  return {
    preset: {
      buildGeneratesSection: ({ baseOutputDir, schema, schemaAst }) => [
        {
          filename: baseOutputDir,
          schema,
          ...(schemaAst && { schemaAst }),
          documents: [],
          config: {},
          plugins: [{ tables: {} }],
          pluginMap: { tables: { plugin: (whole) => tablesOf(whole, roots) } },
        },
      ],
    },
  }
}

function tablesOf(schema: GraphQLSchema, roots: readonly string[]): string {
  const types = [...reachable(roots.map((name) => schema.getType(name)).filter(isInputObjectType))]
  const inputs = types.filter(isInputObjectType)
  const table: InputTable = Object.fromEntries(
    inputs.map((type) => [type.name, { ...(type.isOneOf && { isOneOf: true }), fields: fieldsOf(type) }]),
  )
  const enums: EnumTable = Object.fromEntries(
    types
      .filter(isEnumType)
      .map((type) => [
        type.name,
        Object.fromEntries(asWritten(type.getValues()).map(({ name, description }) => [name, description ?? ''])),
      ]),
  )
  return [
    `import type { EnumTable, InputTable } from '../../web/front/forms/input-table.js'`,
    `export const inputs = ${JSON.stringify(table)} as const satisfies InputTable`,
    `export const enums = ${JSON.stringify(enums)} as const satisfies EnumTable`,
  ].join('\n')
}

/** These types and all that their fields lead to. */
function reachable(types: readonly GraphQLNamedInputType[], found = new Set<GraphQLNamedInputType>()): Set<GraphQLNamedInputType> {
  for (const type of types) {
    if (found.has(type)) continue
    found.add(type)
    if (isInputObjectType(type))
      reachable(
        Object.values(type.getFields()).map((field) => getNamedType(field.type)),
        found,
      )
  }
  return found
}

function fieldsOf(type: GraphQLInputObjectType): Record<string, InputField> {
  return Object.fromEntries(asWritten(Object.values(type.getFields())).map((field) => [field.name, fieldOf(field)]))
}

/** Codegen hands the schema over sorted by name; a form follows the order in which the schema was written. */
function asWritten<Part extends GraphQLInputField | GraphQLEnumValue>(parts: readonly Part[]): Part[] {
  const place = ({ astNode }: Part): number => astNode?.loc?.start ?? 0
  return parts.toSorted((one, other) => place(one) - place(other))
}

function fieldOf({ name, type, description }: GraphQLInputField): InputField {
  const named = getNamedType(type)
  const help = description ?? ''
  const unit = /\b(milliseconds|seconds|days|megabytes|gigabytes|bytes)\b/i.exec(`${name.replaceAll(/(?=[A-Z])/g, ' ')} ${help}`)?.[1]
  const untold = untoldOf(named, help)
  return {
    type: named.name,
    ...(isListType(getNullableType(type)) && { isList: true }),
    ...(isNonNullType(type) && { isNeeded: true }),
    help: untold === undefined ? help : withoutUntold(help),
    ...(unit !== undefined && { unit: unit.toLowerCase() }),
    ...(untold !== undefined && { untold }),
  }
}

/** A form shows a default where the value goes; one that comes with conditions stays in the words too. */
function withoutUntold(help: string): string {
  const parts = help.split(/(?<=[.;]) /).filter((part) => !/^.+ unless told\.$/.test(part))
  return parts.join(' ').replace(/;$/, '.')
}

/** Our descriptions tell a default as `<value> unless told`. One in other words than the value's own is left to the reader. */
function untoldOf(type: GraphQLNamedInputType, help: string): string | undefined {
  const said = help
    .split(/[.;] /)
    .map((part) => /^(.+?) unless told/.exec(part)?.[1])
    .find((text) => text !== undefined)
    ?.replaceAll('`', '')
  if (said === undefined || said === 'Empty') return undefined
  if (isEnumType(type)) return type.getValue(said)?.name
  if (type.name === 'Boolean') return ['true', 'false'].find((value) => value === said.toLowerCase())
  return ['Int', 'Float'].includes(type.name) && Number.isNaN(Number(said)) ? undefined : said
}
