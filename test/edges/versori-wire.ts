const upper = (value: string): string => value.replaceAll('-', '_').toUpperCase()
const lower = (value: string): string => (value === 'OAUTH2' ? 'oauth2' : value.toLowerCase().replaceAll('_', '-'))
const member = (value: string): string => value.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())

const secretData = ['value', 'valueBase64', 'password', 'clientSecret', 'accessToken', 'refreshToken']
const mask = '******'
const globalId = (key: string): string => `crd_${key.toLowerCase()}`

/** A create body as a caller of GraphQL writes it. */
export function toInput({ protocol, baseUrl, authSchemeConfigs, environments, ...rest }: any): Record<string, unknown> {
  return {
    ...rest,
    protocol: upper(protocol),
    ...(baseUrl === undefined ? {} : { baseUrl: { value: baseUrl } }),
    ...(authSchemeConfigs === undefined ? {} : { authSchemeConfigs: authSchemeConfigs.map(schemeInput) }),
    environments: environments.map(({ credentials, ...environment }: any) => ({
      ...environment,
      credentials: Object.fromEntries(Object.entries(credentials).map(([list, places]) => [list, (places as unknown[]).map(placeInput)])),
    })),
  }
}

function placeInput({ authSchemeConfig, credential }: any): unknown {
  return {
    authSchemeConfig: schemeInput(authSchemeConfig),
    credential: credential.id ? { id: globalId(credential.id) } : credentialInput(credential),
  }
}

function schemeInput({ schemeType, ...scheme }: any): unknown {
  if (Object.keys(scheme).length === 0) return { [member(schemeType)]: true }
  const { flows, ...rest } = scheme
  const application = flows?.authorizationCode?.applicationCredential
  return {
    [member(schemeType)]: {
      ...rest,
      ...(rest.in && { in: upper(rest.in) }),
      ...(rest.algorithm && { algorithm: upper(rest.algorithm) }),
      ...(rest.digestInputs && { digestInputs: rest.digestInputs.map(upper) }),
      ...(flows && {
        flows: {
          ...(flows.clientCredentials && { clientCredentials: true }),
          ...(application && { authorizationCode: { applicationCredential: { id: globalId(application.id) } } }),
        },
      }),
    },
  }
}

function credentialInput({ name, type, data }: any): unknown {
  if (type === 'none') return { name, data: { none: true } }
  const { additionalParams, ...rest } = data
  const fields = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, secretData.includes(key) ? { value } : value]))
  const params = additionalParams && { additionalParams: Object.entries(additionalParams).map(([key, value]) => ({ name: key, value })) }
  return { name, data: { [member(type)]: { ...fields, ...params } } }
}

/** An answer of GraphQL as the wire shows the same connection. */
export function toWire(connection: any): Record<string, unknown> {
  const {
    vendorKey,
    organisationId,
    name,
    protocol,
    baseUrl,
    datasetId,
    authSchemeConfigs,
    environmentVariables,
    environments,
    versions,
    createdAt,
    updatedAt,
  } = connection
  return {
    id: vendorKey,
    organisationId,
    name,
    protocol: lower(protocol),
    ...(protocol === 'HTTP' ? { baseUrl: baseUrl.withoutCredentials } : { datasetId }),
    authSchemeConfigs: authSchemeConfigs.map(scheme),
    environmentVariables,
    environments: environments.map(({ vendorKey: id, credentials, ...environment }: any) => ({
      id,
      ...environment,
      credentials: { action: credentials.action.map(place), trigger: credentials.trigger.map(place) },
    })),
    versions: versions.map(version),
    createdAt,
    updatedAt,
  }
}

function version({ vendorKey: id, name, description, ...facts }: any): unknown {
  return { id, name, ...(description !== null && { description }), ...facts }
}

function place({ vendorKey, authSchemeConfig, credential: held }: any): unknown {
  return { id: vendorKey, authSchemeConfig: scheme(authSchemeConfig), credential: credential(held) }
}

function scheme({ __typename, schemeType, scopes, flows, ...rest }: any): unknown {
  const code = flows?.authorizationCode
  return {
    schemeType: lower(schemeType),
    ...rest,
    ...(rest.in && { in: lower(rest.in) }),
    ...(rest.algorithm && { algorithm: lower(rest.algorithm) }),
    ...(rest.digestInputs && { digestInputs: rest.digestInputs.map(lower) }),
    ...(scopes && { scopes: scopes.map(({ name, description }: any) => ({ name, ...(description !== null && { description }) })) }),
    ...(flows && {
      flows: {
        ...(flows.clientCredentials && { clientCredentials: {} }),
        ...(code && { authorizationCode: { applicationCredential: credential(code.applicationCredential) } }),
      },
    }),
  }
}

function credential({ vendorKey, name, credentialType, data, createdAt, updatedAt }: any): unknown {
  const shown = Object.entries(data ?? {}).flatMap(([key, value]: [string, any]) => {
    if (secretData.includes(key)) return value.isSet ? [[key, mask]] : []
    if (key === 'additionalParams')
      return value.length ? [[key, Object.fromEntries(value.map((entry: any) => [entry.name, entry.value]))]] : []
    return [[key, value]]
  })
  return { id: vendorKey, type: lower(credentialType), name, data: Object.fromEntries(shown), createdAt, updatedAt }
}

/** What is alike in two connections of the same content: ids and times taken out. */
export function content(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(content)
  if (typeof value !== 'object' || value === null) return value
  const own = Object.entries(value).filter(([name]) => !['id', 'createdAt', 'updatedAt'].includes(name))
  return Object.fromEntries(own.map(([name, inner]) => [name, content(inner)]))
}
