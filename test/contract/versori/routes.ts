import { expect } from 'vitest'
import type { Cases } from '../../support/contract.js'
import { bigqueryBody, environment, httpBody } from './bodies.js'
import { aTime, anUlid, expectRefusal } from './expectations.js'
import { addressOf, updateOf, type World } from './world.js'

const mount = '/api/connect/v1alpha1'

export const routeCases = (world: World): Cases => ({
  'creates an http connection with 201 and exactly the members of a response': async () => {
    const organisation = await world.organisation()
    const { status, headers, body } = await world.create('http', httpBody({ environments: [environment('Production')] }), organisation)
    expect(status).toBe(201)
    expect(headers['content-type']).toMatch(/^application\/json\b/)
    expect(body).toEqual({
      id: anUlid,
      organisationId: organisation,
      name: 'Orders',
      protocol: 'http',
      baseUrl: 'https://orders.example/v2',
      authSchemeConfigs: [],
      environmentVariables: [],
      environments: [
        {
          id: anUlid,
          name: 'Production',
          variables: [],
          credentials: { action: [], trigger: [] },
          createdAt: aTime,
          updatedAt: aTime,
        },
      ],
      versions: [],
      createdAt: aTime,
      updatedAt: aTime,
    })
  },

  'creates a bigquery connection with 201 and datasetId in the place of baseUrl': async () => {
    const organisation = await world.organisation()
    const { status, body } = await world.create('bigquery', bigqueryBody(), organisation)
    expect(status).toBe(201)
    expect(body).toEqual({
      id: anUlid,
      organisationId: organisation,
      name: 'Warehouse',
      protocol: 'bigquery',
      datasetId: 'acme-prod.sales',
      authSchemeConfigs: [],
      environmentVariables: [],
      environments: [],
      versions: [],
      createdAt: aTime,
      updatedAt: aTime,
    })
  },

  'takes the protocol of a new connection from the path, and ids from nobody': async () => {
    const foreign = '01HQ7Z9C0D1E2F3G4H5J6K7M8N'
    const made = await world.http({
      id: foreign,
      organisationId: foreign,
      protocol: 'bigquery',
      environments: [{ ...environment('Production'), id: foreign }],
    })
    expect(made).toMatchObject({ protocol: 'http', id: anUlid, environments: [{ id: anUlid }] })
    expect(JSON.stringify(made)).not.toContain(foreign)
  },

  'finds a connection with 200 and what its creation answered': async () => {
    const made = await world.http({ environments: [environment('Production')] })
    const { status, body } = await world.send('GET', addressOf(made))
    expect(status).toBe(200)
    expect(body).toEqual(made)
  },

  'updates a connection with 200 and what a later read answers': async () => {
    const made = await world.http()
    const { status, body } = await world.put(made, { name: 'Orders EU', baseUrl: 'https://eu.orders.example' })
    expect(status).toBe(200)
    expect(body).toEqual({ ...made, name: 'Orders EU', baseUrl: 'https://eu.orders.example', updatedAt: aTime })
    expect(await world.read(made)).toEqual(body)
  },

  'deletes a connection with 204 and an empty body, after which it does not exist': async () => {
    const made = await world.http()
    const { status, text } = await world.send('DELETE', addressOf(made))
    expect({ status, text }).toEqual({ status: 204, text: '' })
    expectRefusal(await world.send('GET', addressOf(made)), 404)
    expectRefusal(await world.put(made), 404)
    expectRefusal(await world.send('DELETE', addressOf(made)), 404)
    expect(await world.list(made.organisationId)).toEqual({ totalCount: 0, connections: [] })
  },

  'deletes with force or without': async () => {
    const organisation = await world.organisation()
    for (const force of ['true', 'false']) {
      const made = await world.http({}, organisation)
      expect((await world.send('DELETE', addressOf(made), undefined, { query: { force } })).status).toBe(204)
    }
    expect(await world.list(organisation)).toMatchObject({ totalCount: 0 })
  },

  'takes a JSON content type without a body where none is needed': async () => {
    const made = await world.http()
    expect((await world.send('DELETE', addressOf(made), '')).status).toBe(204)
  },

  'answers every route under /api/connect/v1alpha1 too': async () => {
    const organisation = await world.organisation()
    for (const [protocol, body] of [['http', httpBody()] as const, ['bigquery', bigqueryBody()] as const]) {
      const made = await world.send('POST', `${mount}/o/${organisation}/protocols/${protocol}/connections`, body)
      expect(made.status).toBe(201)
      const at = mount + addressOf(made.body)
      expect(await world.send('GET', at)).toMatchObject({ status: 200, body: made.body })
      expect(await world.send('PUT', at, updateOf(made.body))).toMatchObject({ status: 200, body: { id: made.body.id } })
      expect(await world.send('GET', `${mount}/o/${organisation}/connections`)).toMatchObject({ status: 200, body: { totalCount: 1 } })
      expect(await world.send('GET', `${at}/environments`)).toMatchObject({ status: 200, body: { totalCount: 0 } })
      expect(await world.send('POST', `${at}/versions`, { name: '1.0.0' })).toMatchObject({ status: 201, body: { name: '1.0.0' } })
      expect(await world.send('POST', `${at}/versions/1.0.0/publish`)).toMatchObject({ status: 200, body: { version: { isLatest: true } } })
      expect(await world.send('DELETE', at)).toMatchObject({ status: 204, text: '' })
    }
    expectRefusal(await world.send('GET', `${mount}/o/${organisation}/nothing`), 404)
  },
})
