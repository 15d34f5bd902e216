import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import {
  buildSchema,
  findBreakingChanges,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
  type GraphQLArgument,
  lexicographicSortSchema,
  printSchema,
} from 'graphql'
import { format, resolveConfig } from 'prettier'
import { describe, expect, it } from 'vitest'
import { createSchema } from '../../src/graphql/schema.js'
import * as vendors from '../../src/vendors/index.js'

const schema = lexicographicSortSchema(createSchema(vendors))
const own = Object.values(schema.getTypeMap()).filter((type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type))
const file = fileURLToPath(new URL('../fixtures/graphql/schema.graphql', import.meta.url))

/** Names of what a client could have used and could use no longer. */
function breakingChanges(before: string): string[] {
  return findBreakingChanges(buildSchema(before), schema).map(({ type, description }) => `${type}: ${description}`)
}

describe('the schema', () => {
  it('is the one that was agreed on', async () => {
    const breaking = existsSync(file) ? breakingChanges(readFileSync(file, 'utf8')) : []
    const said = breaking.length > 0 ? `It breaks clients:\n${breaking.join('\n')}\n` : 'It breaks no client.\n'
    const printed = await format(printSchema(schema), { ...(await resolveConfig(file)), filepath: file })
    await expect(
      printed,
      `The schema has changed. ${said}When that is meant: npx vitest run test/graphql/snapshot.test.ts -u\n`,
    ).toMatchFileSnapshot(file)
  })

  it('would name a breaking change', () => {
    const promised = printSchema(schema).replace('type Viewer {', 'type Viewer {\n  "Was there."\n  email: String\n')
    expect(breakingChanges(promised)).toEqual(['FIELD_REMOVED: Viewer.email was removed.'])
  })

  it('gives an id to every Node and to nothing else', () => {
    const withId = own.filter((type) => (isObjectType(type) || isInterfaceType(type)) && Object.hasOwn(type.getFields(), 'id'))
    const nodes = own.filter(
      (type) => (isObjectType(type) || isInterfaceType(type)) && type.getInterfaces().some(({ name }) => name === 'Node'),
    )
    expect(withId.map(({ name }) => name)).toEqual([...nodes.map(({ name }) => name), 'Node'].sort())
    expect(nodes.length).toBeGreaterThan(4)
  })

  it('describes every type, field, argument, input field and enum value', () => {
    const silent = own.flatMap((type) => {
      const members = isEnumType(type)
        ? type.getValues()
        : isObjectType(type) || isInterfaceType(type) || isInputObjectType(type)
          ? Object.values(type.getFields())
          : []
      const named = members.flatMap((member) => [
        { name: `${type.name}.${member.name}`, description: member.description },
        ...('args' in member
          ? member.args.map(({ name, description }: GraphQLArgument) => ({ name: `${type.name}.${member.name}(${name}:)`, description }))
          : []),
      ])
      return [{ name: type.name, description: type.description }, ...named]
        .filter(({ description }) => !description?.trim())
        .map(({ name }) => name)
    })
    expect(silent).toEqual([])
  })

  it('keeps the suffix Connection for pages: edges, nodes and pageInfo', () => {
    const pages = own.filter((type) => isObjectType(type) && type.name.endsWith('Connection'))
    expect(pages.map(({ name }) => name)).toEqual([
      'AuditEventConnection',
      'ConnectionProfileConnection',
      'DeploymentConnection',
      'TokenConnection',
      'VersoriCredentialConnection',
      'WorkspaceConnection',
    ])
    for (const page of pages)
      expect(isObjectType(page) && Object.keys(page.getFields())).toEqual(['edges', 'nodes', 'pageInfo', 'totalCount'])
  })

  it('does something by every mutation that it promises', () => {
    const idle = Object.values(schema.getMutationType()?.getFields() ?? {}).filter(({ resolve }) => resolve === undefined)
    expect(idle.map(({ name }) => name)).toEqual([])
  })

  it('takes one input in every mutation and answers a nullable payload with userErrors', () => {
    for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
      const name = field.name.charAt(0).toUpperCase() + field.name.slice(1)
      expect(field.args.map((argument) => `${argument.name}: ${String(argument.type)}`)).toEqual([`input: ${name}Input!`])
      expect(String(field.type)).toBe(`${name}Payload`)
      const payload = schema.getType(`${name}Payload`)
      expect(isObjectType(payload) && String(payload.getFields().userErrors?.type)).toBe('[UserError!]!')
    }
  })
})
