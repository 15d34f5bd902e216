import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Workspace } from '../../src/store/rows.js'
import { boot, type TestApp } from '../support/boot.js'
import { make, mutate, organisation, patch, read } from '../graphql/documents.js'
import * as versoriWire from './versori-wire.js'

let app: TestApp
let org: Workspace
beforeAll(async () => {
  app = await boot()
  org = await app.workspace('versori', organisation)
})
afterAll(() => app.close())

type Fields = Record<string, unknown>
const count = async (): Promise<number> => (await app.graph('{ connections { totalCount } }')).connections.totalCount
const long = 'x'.repeat(256)

describe('Versori', () => {
  const key = { schemeType: 'api-key', name: 'X-Key', in: 'header' }
  const oauth2 = {
    schemeType: 'oauth2',
    authorizeUrl: 'https://l.example/a',
    tokenUrl: 'https://l.example/t',
    scopes: [],
    flows: { clientCredentials: {} },
  }
  const client = { clientId: 'c', clientSecret: 's', authorizeUrl: 'https://l.example/a', tokenUrl: 'https://l.example/t' }
  const places = (credential: unknown) => ({ action: [{ authSchemeConfig: key, credential }] })
  const held = { name: 'k', type: 'string', data: { value: 'v' } }
  const environment = (more: Fields = {}) => ({ name: 'P', variables: [], credentials: places(held), ...more })
  const holding = (credential: unknown) => ({ environments: [environment({ credentials: places(credential) })] })
  const good = { name: 'N', baseUrl: 'https://n.example', authSchemeConfigs: [key], environments: [environment()] }
  const twice = [
    { name: 'a', value: '1' },
    { name: 'a', value: '2' },
  ]
  const at = 'environments[0].credentials.action[0].credential'
  const atPath = 'environments 0 credentials action 0 credential'

  /** What is wrong · in a body · its field · its path in GraphQL */
  const rows: readonly (readonly [string, Fields, string, string])[] = [
    ['an empty name', { name: '' }, 'name', 'name'],
    ['a name that is too long', { name: long }, 'name', 'name'],
    ['a missing base URL', { baseUrl: undefined }, 'baseUrl', 'baseUrl'],
    ['a base URL that is none', { baseUrl: 'ftp://n.example' }, 'baseUrl', 'baseUrl value'],
    ['missing auth schemes', { authSchemeConfigs: undefined }, 'authSchemeConfigs', 'authSchemeConfigs'],
    [
      'a key without a name',
      { authSchemeConfigs: [key, { ...key, name: '' }] },
      'authSchemeConfigs[1].name',
      'authSchemeConfigs 1 apiKey name',
    ],
    [
      'a keyed hash without a name',
      { authSchemeConfigs: [{ schemeType: 'hmac', name: '', in: 'query', algorithm: 'sha1', digestInputs: [] }] },
      'authSchemeConfigs[0].name',
      'authSchemeConfigs 0 hmac name',
    ],
    [
      'OAuth 2.0 without a flow',
      { authSchemeConfigs: [{ ...oauth2, flows: {} }] },
      'authSchemeConfigs[0].flows',
      'authSchemeConfigs 0 oauth2 flows',
    ],
    [
      'OAuth 2.0 with no URL',
      { authSchemeConfigs: [{ ...oauth2, tokenUrl: 'x' }] },
      'authSchemeConfigs[0].tokenUrl',
      'authSchemeConfigs 0 oauth2 tokenUrl',
    ],
    [
      'a scope without a name',
      { authSchemeConfigs: [{ ...oauth2, scopes: [{ name: '' }] }] },
      'authSchemeConfigs[0].scopes[0].name',
      'authSchemeConfigs 0 oauth2 scopes 0 name',
    ],
    ['two default variables of one name', { environmentVariables: twice }, 'environmentVariables[1].name', 'environmentVariables 1 name'],
    [
      'two variables of one name',
      { environments: [environment({ variables: twice })] },
      'environments[0].variables[1].name',
      'environments 0 variables 1 name',
    ],
    [
      'a variable without a name',
      { environments: [environment({ variables: [{ name: '', value: '' }] })] },
      'environments[0].variables[0].name',
      'environments 0 variables 0 name',
    ],
    ['an environment without a name', { environments: [environment({ name: undefined })] }, 'environments[0].name', 'environments 0 name'],
    [
      'an environment without variables',
      { environments: [environment({ variables: undefined })] },
      'environments[0].variables',
      'environments 0 variables',
    ],
    ['a credential without a name', holding({ ...held, name: '' }), `${at}.name`, `${atPath} name`],
    ['an empty secret', holding({ ...held, data: { value: '' } }), `${at}.data.value`, `${atPath} data string value value`],
    ['the mask for a secret', holding({ ...held, data: { value: '******' } }), `${at}.data.value`, `${atPath} data string value value`],
    [
      'a file that is no base64',
      holding({ ...held, type: 'binary', data: { valueBase64: '!' } }),
      `${at}.data.valueBase64`,
      `${atPath} data binary valueBase64 value`,
    ],
    [
      'an application without an id',
      holding({ ...held, type: 'oauth2-client', data: { ...client, clientId: '' } }),
      `${at}.data.clientId`,
      `${atPath} data oauth2Client clientId`,
    ],
    ['an unknown credential', holding({ id: '01HQ80A1B4EC00000000000001' }), `${at}.id`, `${atPath} id`],
    [
      'an unknown application',
      { authSchemeConfigs: [{ ...oauth2, flows: { authorizationCode: { applicationCredential: { id: '01HQ80A1B4EC00000000000001' } } } }] },
      'authSchemeConfigs[0].flows.authorizationCode.applicationCredential.id',
      'authSchemeConfigs 0 oauth2 flows authorizationCode applicationCredential id',
    ],
  ]

  const post = (body: Fields, protocol = 'http') => app.rest('POST', `/o/${organisation}/protocols/${protocol}/connections`, body)
  const create = (body: Fields, protocol = 'http') =>
    mutate(app, 'createConnection', { connection: { versori: { workspaceId: org.id, ...versoriWire.toInput({ ...body, protocol }) } } })

  it.each(rows)('refuses %s at both edges', async (_, wrong, field, path) => {
    const before = await count()
    const rest = await post({ ...good, ...wrong })
    const graph = await create({ ...good, ...wrong })
    expect(rest.status).toBe(400)
    expect(rest.body).toMatchObject({ code: '400000', fields: [{ field, message: expect.any(String) }] })
    expect(graph.userErrors).toEqual([
      { code: 'INVALID', message: expect.any(String), path: ['connection', 'versori', ...path.split(' ')] },
    ])
    expect(rest.body.fields).toHaveLength(1)
    expect(await count()).toBe(before)
  })

  it.each([
    ['a missing dataset', undefined],
    ['a dataset without a project', 'sales'],
    ['an empty dataset', ''],
  ])('refuses %s at both edges', async (_, datasetId) => {
    const body = { name: 'W', datasetId, environments: [] }
    expect(await post(body, 'bigquery')).toMatchObject({ status: 400, body: { fields: [{ field: 'datasetId' }] } })
    expect((await create(body, 'bigquery')).userErrors).toMatchObject([{ code: 'INVALID', path: ['connection', 'versori', 'datasetId'] }])
  })

  it('refuses two environments of one name as a conflict at both edges', async () => {
    const body = { ...good, environments: [environment(), environment({ name: 'S' }), environment()] }
    expect(await post(body)).toMatchObject({ status: 409, body: { code: '409000', fields: [{ field: 'environments[2].name' }] } })
    expect((await create(body)).userErrors).toEqual([
      { code: 'CONFLICT', message: expect.any(String), path: ['connection', 'versori', 'environments', '2', 'name'] },
    ])
  })

  it('refuses the same changes of environments at both edges', async () => {
    const made = await make(app, 'versori', { workspaceId: org.id, ...versoriWire.toInput({ ...good, protocol: 'http' }) })
    const path = `/o/${organisation}/connections/${made.vendorKey}`
    const { body } = await app.rest('GET', path)
    const [{ id, credentials }] = body.environments
    const place = credentials.action[0]
    const basic = { ...place, authSchemeConfig: { schemeType: 'basic-auth' } }
    const { apiKey } = { apiKey: { name: 'X-Key', in: 'HEADER' } }
    const changes: [unknown, unknown, string, string][] = [
      [
        [{ id: '01HQ80A1B3PR0D00000000000A', name: 'X' }],
        [{ vendorKey: '01HQ80A1B3PR0D00000000000A', name: 'X' }],
        'environments[0].id',
        'environments 0 vendorKey',
      ],
      [
        [
          { id, name: 'P' },
          { id, name: 'Q' },
        ],
        [{ vendorKey: id }, { vendorKey: id }],
        'environments[1].id',
        'environments 1 vendorKey',
      ],
      [
        [{ id, name: 'P', credentials: { action: [] } }],
        [{ vendorKey: id, credentials: { action: [] } }],
        'environments[0].credentials.action',
        'environments 0 credentials action',
      ],
      [
        [{ id, name: 'P', credentials: { action: [basic] } }],
        [{ vendorKey: id, credentials: { action: [{ vendorKey: place.id, authSchemeConfig: { basicAuth: true } }] } }],
        'environments[0].credentials.action[0].authSchemeConfig.schemeType',
        'environments 0 credentials action 0 authSchemeConfig basicAuth',
      ],
      [
        [{ id, name: 'P', credentials: { action: [{ ...place, id: '01HQ80A1B3PR0D00000000000A' }, place] } }],
        [
          {
            vendorKey: id,
            credentials: {
              action: [
                { vendorKey: '01HQ80A1B3PR0D00000000000A', authSchemeConfig: { apiKey } },
                { vendorKey: place.id, authSchemeConfig: { apiKey } },
              ],
            },
          },
        ],
        'environments[0].credentials.action[0].id',
        'environments 0 credentials action 0 vendorKey',
      ],
    ]
    for (const [wire, environments, field, graphPath] of changes) {
      expect(await app.rest('PUT', path, { ...body, environments: wire })).toMatchObject({ status: 400, body: { fields: [{ field }] } })
      expect((await patch(app, made, 'versori', { environments })).userErrors).toMatchObject([
        { code: 'INVALID', path: ['patch', 'versori', ...graphPath.split(' ')] },
      ])
    }
    expect(await read(app, made.id)).toEqual(made)
  })

  it.each([
    ['a key without a place', { schemeType: 'api-key', name: 'X' }, { apiKey: { name: 'X' } }, 'in'],
    ['a key in a place that is none', { ...key, in: 'body' }, { apiKey: { name: 'X', in: 'BODY' } }, 'in'],
    [
      'an unknown hash',
      { schemeType: 'hmac', name: 'X', in: 'header', algorithm: 'md5', digestInputs: [] },
      { hmac: { name: 'X', in: 'HEADER', algorithm: 'MD5', digestInputs: [] } },
      'algorithm',
    ],
    ['an unknown scheme', { schemeType: 'jwt-bearer' }, { jwtBearer: true }, 'schemeType'],
  ])('refuses %s at both edges', async (_, wire, input, last) => {
    const rest = await post({ ...good, authSchemeConfigs: [wire] })
    expect(rest).toMatchObject({ status: 400, body: { fields: [{ field: `authSchemeConfigs[0].${last}` }] } })
    const document = 'mutation ($input: CreateConnectionInput!) { createConnection(input: $input) { userErrors { code } } }'
    const fields = { ...versoriWire.toInput({ ...good, protocol: 'http' }), authSchemeConfigs: [input] }
    const { body } = await app.graphAnswer(document, { input: { connection: { versori: { workspaceId: org.id, ...fields } } } })
    expect(body.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }])
    expect(body.errors[0].extensions.path.slice(0, 5)).toEqual(['input', 'connection', 'versori', 'authSchemeConfigs', '0'])
  })
})
