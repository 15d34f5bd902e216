import { expect } from 'vitest'
import { newUlid } from '../../../src/lib/id.js'
import { adminToken, boot } from '../../support/boot.js'
import type { Cases } from '../../support/contract.js'
import { apiKey, environment, httpBody, place, text } from './bodies.js'
import { expectRefusal } from './expectations.js'
import { addressOf, updateOf, type World } from './world.js'

export const errorCases = (world: World): Cases => ({
  'words a refusal as code, message and the fields at fault': async () => {
    const organisation = await world.organisation()
    const body = httpBody({ environments: [environment('Production', { variables: [{ name: 'host' }] })] })
    const { status, body: refusal } = await world.create('http', body, organisation)
    expect(status).toBe(400)
    expect(refusal).toEqual({
      code: '400000',
      message: expect.stringContaining('environments[0].variables[0].value'),
      fields: [{ field: 'environments[0].variables[0].value', message: 'is required' }],
    })
    const missing = await world.send('GET', `/o/${organisation}/connections/${newUlid()}`)
    expect(missing.body).toEqual({ code: '404000', message: expect.stringMatching(/\w/) })
  },

  'names every field at fault at once': async () => {
    const answer = await world.create('http', { environments: [{ name: 'A' }], authSchemeConfigs: [{ schemeType: 'api-key' }] })
    expectRefusal({ ...answer, body: { ...answer.body, fields: undefined } }, 400)
    expect(answer.body.fields.map(({ field }: any) => field).sort()).toEqual([
      'authSchemeConfigs[0].in',
      'authSchemeConfigs[0].name',
      'environments[0].credentials',
      'environments[0].variables',
      'name',
    ])
  },

  'refuses with 400 a body that is no JSON, empty, or no object': async () => {
    const made = await world.http()
    const path = `/o/${made.organisationId}/protocols/http/connections`
    for (const body of ['{', '{"name":}', '', '   ', '[]', '"Orders"', '7', 'null', 'true']) {
      expectRefusal(await world.send('POST', path, body), 400, undefined, `POST ${body}`)
      expectRefusal(await world.send('PUT', addressOf(made), body), 400, undefined, `PUT ${body}`)
    }
    expectRefusal(await world.send('POST', path), 400)
    expect(await world.list(made.organisationId)).toEqual({ totalCount: 1, connections: [made] })
  },

  'refuses with 415 a body of another content type': async () => {
    const path = `/o/${await world.organisation()}/protocols/http/connections`
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/xml',
      'nonsense',
    ]) {
      const answer = await world.send('POST', path, JSON.stringify(httpBody()), { headers: { 'content-type': type } })
      expectRefusal(answer, 415, undefined, type)
    }
    const typed = { headers: { 'content-type': 'application/json; charset=utf-8' } }
    expect((await world.send('POST', path, httpBody(), typed)).status).toBe(201)
  },

  'refuses with 413 a body that is too large': async () => {
    const path = `/o/${await world.organisation()}/protocols/http/connections`
    expectRefusal(await world.send('POST', path, httpBody({ note: 'x'.repeat(1024 * 1024) })), 413)
  },

  'answers 404 in the error body for a route that does not exist': async () => {
    const made = await world.http()
    const organisation = `/o/${made.organisationId}`
    for (const [method, path] of [
      ['GET', '/o'],
      ['GET', `${organisation}/nothing`],
      ['POST', `${organisation}/protocols/ftp/connections`],
      ['PATCH', addressOf(made)],
      ['GET', `${addressOf(made)}/nothing`],
      ['GET', '/api/connect/v1alpha1/nothing'],
      ['GET', '/o/%zz/connections'],
    ] as const) {
      expectRefusal(await world.send(method, path, method === 'GET' ? undefined : {}), 404, undefined, `${method} ${path}`)
    }
  },

  'has no POST on the list of connections': async () => {
    const organisation = await world.organisation()
    expectRefusal(await world.send('POST', `/o/${organisation}/connections`, httpBody()), 404)
  },

  'answers what nobody expected with 500 and no detail': async () => {
    let isBroken = false
    const now = (): number => {
      if (isBroken) throw new Error('the clock fell off the wall')
      return Date.now()
    }
    const gateway = await boot({ now })
    const { key } = await gateway.workspace('versori', newUlid())
    isBroken = true
    const answer = await gateway.rest('GET', `/o/${key}/connections`, undefined, { token: adminToken })
    isBroken = false
    await gateway.close()
    expectRefusal(answer, 500)
    expect(answer.text).not.toContain('wall')
  },

  'refuses a PUT without id, organisationId, name, protocol or address, at its name': async () => {
    const [http, bigquery] = [await world.http(), await world.bigquery()]
    for (const field of ['id', 'organisationId', 'name', 'protocol', 'baseUrl']) {
      for (const value of [undefined, null, 7]) {
        expectRefusal(await world.put(http, { [field]: value }), 400, [field], `${field} ${String(value)}`)
      }
    }
    expectRefusal(await world.put(bigquery, { datasetId: undefined }), 400, ['datasetId'])
    expect(await world.read(http)).toEqual(http)
    expect(await world.read(bigquery)).toEqual(bigquery)
  },

  'refuses a creation without name, address, authSchemeConfigs or environments, at its name': async () => {
    const organisation = await world.organisation()
    for (const field of ['name', 'baseUrl', 'authSchemeConfigs', 'environments']) {
      expectRefusal(await world.create('http', httpBody({ [field]: undefined }), organisation), 400, [field])
    }
    for (const address of [{}, { baseUrl: 'https://warehouse.example' }, { datasetId: 'sales' }]) {
      expectRefusal(await world.create('bigquery', { name: 'Warehouse', environments: [], ...address }, organisation), 400, ['datasetId'])
    }
    expect(await world.list(organisation)).toMatchObject({ totalCount: 0 })
  },

  'refuses a member of the wrong JSON type, at its place': async () => {
    const made = await world.http()
    const inEnvironment = (changes: object): object => ({ environments: [environment('Production', changes)] })
    for (const [field, changes] of [
      ['name', { name: ['Orders'] }],
      ['baseUrl', { baseUrl: {} }],
      ['authSchemeConfigs', { authSchemeConfigs: {} }],
      ['authSchemeConfigs[0]', { authSchemeConfigs: ['none'] }],
      ['environmentVariables', { environmentVariables: { host: 'api' } }],
      ['environmentVariables[0].value', { environmentVariables: [{ name: 'port', value: 443 }] }],
      ['environmentVariables[0].name', { environmentVariables: [{ value: 'api' }] }],
      ['environments', { environments: 'Production' }],
      ['environments[0]', { environments: ['Production'] }],
      ['environments[0].name', inEnvironment({ name: 5 })],
      ['environments[0].variables', inEnvironment({ variables: 'none' })],
      ['environments[0].variables[0]', inEnvironment({ variables: ['host'] })],
      ['environments[0].variables[0].value', inEnvironment({ variables: [{ name: 'isLive', value: true }] })],
      ['environments[0].credentials', inEnvironment({ credentials: [] })],
      ['environments[0].credentials.action', inEnvironment({ credentials: { action: {} } })],
      ['environments[0].credentials.trigger[0]', inEnvironment({ credentials: { trigger: ['none'] } })],
      [
        'environments[0].credentials.action[0].credential',
        inEnvironment({ credentials: { action: [{ authSchemeConfig: apiKey, credential: 'none' }] } }),
      ],
    ] as const) {
      expectRefusal(await world.create('http', httpBody(changes), made.organisationId), 400, [field], `POST ${field}`)
      expectRefusal(await world.put(made, changes), 400, [field], `PUT ${field}`)
    }
    expect(await world.list(made.organisationId)).toEqual({ totalCount: 1, connections: [made] })
  },

  'ignores members that it does not know': async () => {
    const body = httpBody({
      environments: [
        { ...environment('Production'), slug: 'production', credentials: { action: [{ ...place(text('key')), note: 1 }], note: 1 } },
      ],
      authSchemeConfigs: [{ schemeType: 'none', id: 'x', description: 'x' }],
      description: 'x',
    })
    const made = await world.http(body)
    expect(made.authSchemeConfigs).toEqual([{ schemeType: 'none' }])
    expect(Object.keys(made.environments[0]).sort()).toEqual(['createdAt', 'credentials', 'id', 'name', 'updatedAt', 'variables'])
    const after = await world.replaced(made, { description: 'x', createdAt: 'x', updatedAt: 7, versions: 'x' })
    expect(after).toEqual({ ...made, updatedAt: after.updatedAt })
    expect((await world.send('PUT', addressOf(made), { ...updateOf(made), unknown: [{}] })).status).toBe(200)
  },
})
