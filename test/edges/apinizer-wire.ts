import {
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isObjectType,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql'
import { createSchema } from '../../src/graphql/schema.js'
import * as vendors from '../../src/vendors/index.js'

type Wire = Readonly<Record<string, any>>

const schema: GraphQLSchema = createSchema(vendors)

/** Members whose GraphQL name is not the wire's. */
const renamed: Readonly<Record<string, string>> = { properties: 'propertiesMap', pduVariables: 'pduVariableMap' }
const wireName = (type: string, field: string): string =>
  type.startsWith('ApinizerLogTables') ? field.slice(0, 1).toUpperCase() + field.slice(1) : (renamed[field] ?? field)

const enumName = (value: string): string =>
  value
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll('-', '_')
    .toUpperCase()

const typeNames = { email: 'Email', kafka: 'Kafka', elasticsearch: 'Elasticsearch', database: 'Database', ldap: 'Ldap', ftp: 'Ftp', rabbitMq: 'RabbitMq', activeMq: 'ActiveMq', snmp: 'Snmp', 'linux-script': 'LinuxScript', graylog: 'Graylog', syslog: 'Syslog', webhook: 'Webhook', logback: 'Logback' } // prettier-ignore

/** The member of the union for a wire type. */
export const settingsType = (type: string): string => `Apinizer${typeNames[type as keyof typeof typeNames]}`
/** The member of the input for a wire type. */
export const settingsKey = (type: string): string => (type === 'linux-script' ? 'linuxScript' : type)

/** Every field of a type, those inside it too. */
export function everyFieldOf(name: string): string {
  const type = schema.getType(name)
  if (!isObjectType(type)) throw new Error(`${name} is no object type`)
  const fields = Object.values(type.getFields()).map(({ name: field, type: inner }) =>
    isLeafType(getNamedType(inner)) ? field : `${field} ${everyFieldOf(getNamedType(inner).name)}`,
  )
  return `{ ${fields.join(' ')} }`
}

/** A connection as GraphQL must show it, out of what GET shows to a REVEALER; of secrets, whether they are set. */
export function shownInGraphql({ type, ...wire }: Wire): unknown {
  return objectOf(schema.getType(settingsType(type)), wire)
}

function objectOf(type: GraphQLNamedType | undefined, wire: Wire): Record<string, unknown> {
  if (!isObjectType(type)) throw new Error('no object type')
  const fields = Object.values(type.getFields())
  return Object.fromEntries(fields.map((field) => [field.name, valueOf(field.type, wire[wireName(type.name, field.name)])]))
}

function valueOf(type: GraphQLOutputType, value: any): unknown {
  const named = getNamedType(type)
  if (named.name === 'SecretState' || named.name === 'SecretUrl') return { isSet: value !== null && value !== undefined }
  if (isListType(getNullableType(type))) return itemsOf(value ?? []).map((item) => itemOf(named, item))
  return value === null || value === undefined ? null : itemOf(named, value)
}

/** Items of a list, and those of a map, each with its name. */
function itemsOf(value: any): any[] {
  if (Array.isArray(value)) return value
  return Object.entries<any>(value).map(([name, item]) => (typeof item === 'object' ? { ...item, name } : { name, value: item }))
}

function itemOf(type: GraphQLNamedType, value: any): unknown {
  if (isEnumType(type)) return enumName(value)
  if (!isObjectType(type)) return value
  if (type.name !== 'ApinizerKafkaProperty') return objectOf(type, value)
  return { ...objectOf(type, value), value: value.value, secret: { isSet: false } }
}

/** What GraphQL shows of secrets, cut down to whether they are set. */
export function onlyIsSet(shown: any): unknown {
  if (Array.isArray(shown)) return shown.map(onlyIsSet)
  if (typeof shown !== 'object' || shown === null) return shown
  if ('isSet' in shown) return { isSet: shown.isSet }
  return Object.fromEntries(Object.entries(shown).map(([name, value]) => [name, onlyIsSet(value)]))
}

/** Settings as a GraphQL client writes them, out of what GET shows to a REVEALER. */
export function toSettings({ type, ...wire }: Wire): Record<string, unknown> {
  return { [settingsKey(type)]: inputOf(schema.getType(`${settingsType(type)}Input`), wire) }
}

function inputOf(type: GraphQLNamedType | undefined, wire: Wire): Record<string, unknown> {
  if (!isInputObjectType(type)) throw new Error('no input type')
  const given = Object.values(type.getFields()).map((field) => [field.name, inputValue(field.type, wire[wireName(type.name, field.name)])])
  return Object.fromEntries(given.filter(([, value]) => value !== undefined))
}

function inputValue(type: GraphQLInputType, value: any): unknown {
  const named = getNamedType(type)
  if (named.name === 'SecretInput') return value === null || value === undefined ? undefined : { value }
  if (value === null || value === undefined) return undefined
  const item = (one: any): unknown => (isEnumType(named) ? enumName(one) : isInputObjectType(named) ? inputOf(named, one) : one)
  return isListType(getNullableType(type)) ? itemsOf(value).map(item) : item(value)
}
