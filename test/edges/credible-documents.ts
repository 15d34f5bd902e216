import { members } from '../contract/credible/members.js'

const facts = '{ isSet version }'
const urlFacts = '{ isSet version withoutCredentials }'

const shown = { text: '', port: '', int: '', secret: facts, url: urlFacts }

/** The fragment of one settings type with every field. */
function fragment(type: string): string {
  const fields = Object.entries(members[`${type}Connection`] ?? {}).map(([field, kind]) => `${field} ${shown[kind]}`)
  return `... on ${typeName(type)} { ${fields.join(' ')} }`
}

export const typeName = (type: string): string => `Credible${type.charAt(0).toUpperCase()}${type.slice(1)}`

const attached = ['bigquery', 'snowflake', 'postgres', 'gcs', 's3'].map(fragment).join(' ')
const standing = ['postgres', 'bigquery', 'snowflake', 'trino', 'mysql', 'motherduck'].map(fragment).join(' ')

/** Every field of a Credible connection, its settings by typed fragments. */
export const everything = `... on CredibleConnectionProfile {
  id vendor vendorKey name type enabled revision projectName workspace { id key }
  endpoints { kind host port database url }
  settings {
    __typename ${standing}
    ... on CredibleDuckdb { attachedDatabases { name type settings { __typename ${attached} } } }
  }
}`

const answer = `connection { ${everything} } userErrors { code message path ... on StaleError { currentRevision changedFields } }`
export const createDocument = `mutation ($input: CreateConnectionInput!) { createConnection(input: $input) { ${answer} } }`
export const updateDocument = `mutation ($input: UpdateConnectionInput!) { updateConnection(input: $input) { ${answer} } }`
export const readDocument = `query ($project: String!, $name: String!) {
  connectionByKey(vendor: CREDIBLE, workspace: $project, key: $name) { ${everything} } }`

const isSealed = (section: string, member: string): boolean => ['secret', 'url'].includes(members[section]?.[member] ?? '')

/** A wire body as the GraphQL input that says the same. */
export function inputOf(body: any): any {
  return { [body.type]: sectionInput(`${body.type}Connection`, body[`${body.type}Connection`]) }
}

function sectionInput(section: string, value: any): any {
  if (section === 'duckdbConnection') {
    return { attachedDatabases: value.attachedDatabases.map((item: any) => ({ name: item.name, settings: inputOf(item) })) }
  }
  const given = Object.entries(value).filter(([, inner]) => inner !== undefined)
  return Object.fromEntries(given.map(([member, inner]) => [member, isSealed(section, member) ? { value: inner } : inner]))
}

/** A wire body as GraphQL shows its settings; every secret of it came with this revision. */
export function settingsOf(body: any, version = 1): any {
  const section = `${body.type}Connection`
  const value = body[section]
  if (body.type === 'duckdb') {
    const list = value.attachedDatabases.map((item: any) => ({
      name: item.name,
      type: item.type.toUpperCase(),
      settings: settingsOf(item, version),
    }))
    return { __typename: 'CredibleDuckdb', attachedDatabases: list }
  }
  const fields = Object.entries(members[section] ?? {}).map(([member, kind]) => {
    const isSet = value[member] !== undefined
    if (kind === 'secret') return [member, { isSet, version: isSet ? version : null }]
    if (kind === 'url') return [member, { isSet, version: isSet ? version : null, withoutCredentials: isSet ? bare(value[member]) : null }]
    return [member, value[member] ?? null]
  })
  return { __typename: typeName(body.type), ...Object.fromEntries(fields) }
}

function bare(url: string): string {
  return url.replace(/\/\/[^/]*@/, '//')
}
