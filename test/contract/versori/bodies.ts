/** A create body with nothing in it that is not needed. */
export const httpBody = (changes: object = {}): any => ({
  name: 'Orders',
  baseUrl: 'https://orders.example/v2',
  authSchemeConfigs: [],
  environments: [],
  ...changes,
})

export const bigqueryBody = (changes: object = {}): any => ({
  name: 'Warehouse',
  datasetId: 'acme-prod.sales',
  environments: [],
  ...changes,
})

export const environment = (name: string, changes: object = {}): any => ({ name, variables: [], credentials: {}, ...changes })

export const variable = (name: string, value: string): any => ({ name, value })

export const apiKey = { schemeType: 'api-key', name: 'X-Key', in: 'header' }
export const basic = { schemeType: 'basic-auth' }

/** A credential of one secret text. */
export const text = (name: string, value = `${name}-teal-Oak-5`): any => ({ name, type: 'string', data: { value } })

/** A credential in its place; an api key unless told. */
export const place = (credential: object, authSchemeConfig: object = apiKey): any => ({ authSchemeConfig, credential })

/** An environment whose action list holds these credentials. */
export const acting = (name: string, ...action: readonly object[]): any => environment(name, { credentials: { action } })
