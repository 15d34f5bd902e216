import { getNamedType, isInputObjectType, type GraphQLInputType } from 'graphql'
import { toSettings } from '../edges/apinizer-wire.js'
import { inputOf } from '../edges/credible-documents.js'
import { markedInput, named, schema } from './inputs.js'
import { labelsIn, mark } from './marks.js'
import { bodies } from './plant.js'
import { markedBody, type VendorId } from './through-shims.js'

/** New connections of every vendor with a mark in every secret of their input. */
export function newConnections(workspaces: Readonly<Record<VendorId, string>>): object[] {
  const apinizer = (bodies.apinizer ?? []).map((plain) => {
    const body = markedBody('apinizer', plain)
    return { apinizer: { workspaceId: workspaces.apinizer, name: `${body.name}-graphql`, settings: settingsOf(body) } }
  })
  const credible = (bodies.credible ?? []).map((plain) => {
    const body = markedBody('credible', plain)
    return { credible: { workspaceId: workspaces.credible, name: `${body.name}_graphql`, settings: inputOf(body) } }
  })
  const team = { ...(markedInput(named('ChartbrewConnectionInput')) as object), workspaceId: workspaces.chartbrew, name: 'GraphQL' }
  const chartbrew = [
    { ...team, type: 'POSTGRES' },
    { ...team, type: 'API', authentication: { basicAuth: markedInput(named('ChartbrewBasicAuthInput')) } },
    { ...team, type: 'API', authentication: { bearerToken: markedInput(named('ChartbrewBearerTokenInput')) } },
  ].map((one) => ({ chartbrew: one }))
  const baseUrl = { value: `https://u:${encodeURIComponent(mark('VersoriConnectionInput.baseUrl'))}@h.example` }
  const http = { workspaceId: workspaces.versori, name: 'GraphQL', protocol: 'HTTP', baseUrl, authSchemeConfigs: [], environments: [] }
  return [...apinizer, ...credible, ...chartbrew, { versori: http }]
}

/** Settings of a wire body; a property is a secret or has a value. */
function settingsOf(body: Record<string, any>): object {
  const { kafka, ...others } = toSettings(body as { type: string }) as Record<string, any>
  if (kafka === undefined) return others
  const properties = kafka.properties.map(({ value, ...rest }: any) => ({
    ...rest,
    ...(labelsIn(value).length > 0 ? { secret: { value } } : { value }),
  }))
  return { kafka: { ...kafka, properties } }
}

/** What a new connection brings, as a change to it. */
export function patchOf(connection: object): object {
  const given: [string, Record<string, unknown>][] = Object.entries(connection)
  return Object.fromEntries(
    given.map(([vendor, { workspaceId: _w, name: _n, type: _t, protocol: _p, environments: _e, ...rest }]) => [vendor, rest]),
  )
}

/** New credentials of every kind that holds something, marked. */
export function newCredentials(workspaceId: string): object[] {
  const data = schema.getType('VersoriCredentialDataInput')
  const kinds = isInputObjectType(data) ? Object.values(data.getFields()) : []
  return kinds
    .filter(({ type }) => isInputObjectType(getNamedType(type)))
    .map(({ name, type }) => {
      const value = { ...(markedInput(type) as object), ...urlsOf(type) }
      return { workspaceId, credential: { name, data: { [name]: value } } }
    })
}

const urlsOf = (type: GraphQLInputType): object => {
  const inner = getNamedType(type)
  const has = isInputObjectType(inner) && 'authorizeUrl' in inner.getFields()
  return has ? { authorizeUrl: 'https://l.example/a', tokenUrl: 'https://l.example/t' } : {}
}
