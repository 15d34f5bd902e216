import { expect } from 'vitest'
import type { Cases } from '../../support/contract.js'
import { connection, deployed, email, expectError, notDeployed, type GetWorld } from './world.js'

const authenticated = { auth: true, username: 'u', password: 'p-Secret' }

export const semanticCases = (world: GetWorld): Cases => ({
  'POST takes the name of the path in any casing, and keeps the spelling of the body': async () => {
    const { at, get, name } = await world()
    const one = name('Invoice-Mailer')
    expect((await at('POST', one.toLowerCase(), email(one))).body).toEqual(deployed)
    for (const spelling of [one, one.toUpperCase(), one.toLowerCase()]) expect((await get(spelling)).name).toBe(one)
  },

  'PUT without a name, or with an empty or the same one, keeps the name': async () => {
    const { post, put, get, name } = await world()
    const one = name('Kept')
    await post(email(one))
    for (const body of [{ type: 'email' }, { type: 'email', name: '' }, { type: 'email', name: null }, { type: 'email', name: one }]) {
      expect(await put(one.toUpperCase(), { host: 'mail.example', ...body })).toEqual(deployed)
      expect((await get(one)).name).toBe(one)
    }
  },

  'PUT with another name renames, and the old name is free again': async () => {
    const { at, post, put, get, list, name } = await world()
    const [one, next] = [name('before'), name('after')]
    await post(email(one, { description: 'Moves along' }))
    await put(one, email(next, { description: 'Moved' }))
    expect(await get(next)).toMatchObject({ name: next, description: 'Moved' })
    expectError(await at('GET', one), 404, 'not_found', `Connection (name: ${one}) was not found!`)
    expect((await list('email')).map((item) => item.name)).toContain(next)
    expect(await post(email(one))).toEqual(deployed)
  },

  'PUT may rename a connection to itself in another casing': async () => {
    const { post, put, get, name } = await world()
    const one = name('casing')
    await post(email(one))
    await put(one, email(one.toUpperCase()))
    expect((await get(one)).name).toBe(one.toUpperCase())
  },

  'names are unique in a project over all types, and free in another': async () => {
    const { app, at, post, name } = await world()
    const one = name()
    await post(email(one))
    const kafka = await at('POST', one, { type: 'logback', name: one })
    expectError(kafka, 400, 'bad_request', `Connection (name: ${one}) already exists!`)
    expect((await app.rest('POST', connection(one).replace('MyProject', 'OtherProject'), email(one))).status).toBe(200)
  },

  'PUT replaces everything: what it leaves out is cleared or takes its default': async () => {
    const { post, put, get, name } = await world()
    const one = name()
    const whole = { description: 'D', enabled: false, deployToWorker: false, port: 2525, from: 'a@b.example', addressToTest: 'c@d.example', defaultEncoding: 'X', additionalProperties: [1] } // prettier-ignore
    await post(email(one, { ...whole, ...authenticated }))
    await put(one, email(one))
    expect(await get(one)).toEqual({
      type: 'email',
      name: one,
      description: null,
      deployToWorker: true,
      enabled: true,
      host: 'mail.example',
      port: 587,
      enableStartTls: false,
      auth: false,
      username: null,
      password: null,
      defaultEncoding: 'UTF-8',
      addressToTest: null,
      from: null,
      additionalProperties: [],
    })
  },

  'PUT without a required secret is refused': async () => {
    const { at, post, get, name } = await world()
    const one = name()
    await post(email(one, authenticated))
    for (const password of [undefined, '']) {
      const answer = await at('PUT', one, email(one, { ...authenticated, password }))
      expectError(answer, 400, 'bad_request', 'password value can not be empty!')
    }
    expect((await get(one)).password).toBe('p-Secret')
  },

  'PUT with null for a secret keeps it, with a text replaces it': async () => {
    const { post, put, get, name } = await world()
    const one = name()
    await post(email(one, authenticated))
    await put(one, email(one, { ...authenticated, password: null }))
    expect((await get(one)).password).toBe('p-Secret')
    await put(one, email(one, { ...authenticated, password: 'next-Secret' }))
    expect((await get(one)).password).toBe('next-Secret')
  },

  'null for a required secret that is not stored is refused': async () => {
    const { at, post, name } = await world()
    const one = name()
    await post(email(one))
    for (const [method, target] of [
      ['POST', name()],
      ['PUT', one],
    ] as const) {
      const answer = await at(method, target, email(target, { ...authenticated, password: null }))
      expectError(answer, 400, 'bad_request', 'password value can not be empty!')
    }
  },

  'PUT of an unknown name makes nothing, POST of a known one changes nothing': async () => {
    const { at, post, get, name } = await world()
    const [one, unknown] = [name(), name()]
    await post(email(one))
    const before = await get(one)
    expect((await at('PUT', unknown, email(unknown))).status).toBe(400)
    expect((await at('GET', unknown)).status).toBe(404)
    expect((await at('POST', one, email(one, { host: 'other.example' }))).status).toBe(400)
    expect(await get(one)).toEqual(before)
  },

  'a refused PUT changes nothing, its rename included': async () => {
    const { at, post, get, name } = await world()
    const [one, next] = [name(), name()]
    await post(email(one, authenticated))
    const before = await at('GET', one)
    expect((await at('PUT', one, email(next, { host: 'new.example', port: 0 }))).status).toBe(400)
    const after = await at('GET', one)
    expect([after.text, after.headers.etag]).toEqual([before.text, before.headers.etag])
    expect((await at('GET', next)).status).toBe(404)
    expect((await get(one)).host).toBe('mail.example')
  },

  'enabled false is stored and answered': async () => {
    const { post, put, get, name } = await world()
    const one = name()
    await post(email(one, { enabled: false }))
    expect((await get(one)).enabled).toBe(false)
    await put(one, email(one, { enabled: true }))
    expect((await get(one)).enabled).toBe(true)
  },

  'deployToWorker true, null or left out tells of a deployment, false does not, DELETE always does': async () => {
    const { at, post, put, get, name } = await world()
    for (const [more, reply, stored] of [
      [{}, deployed, true],
      [{ deployToWorker: true }, deployed, true],
      [{ deployToWorker: null }, deployed, true],
      [{ deployToWorker: false }, notDeployed, false],
    ] as const) {
      const one = name()
      expect(await post(email(one, more))).toEqual(reply)
      expect(await put(one, email(one, more))).toEqual(reply)
      expect((await get(one)).deployToWorker).toBe(stored)
      expect((await at('DELETE', one)).body).toEqual(deployed)
    }
  },

  'DELETE is for good, finds a name in any casing, and frees it': async () => {
    const { at, post, list, name } = await world()
    const one = name('Gone')
    await post(email(one))
    expect((await at('DELETE', one.toUpperCase())).status).toBe(200)
    expectError(await at('GET', one), 404, 'not_found', `Connection (name: ${one}) was not found!`)
    expectError(await at('DELETE', one), 400, 'bad_request', `Connection (name: ${one}) was not found!`)
    expect((await list('email')).map((item) => item.name)).not.toContain(one)
    expect(await post(email(one))).toEqual(deployed)
  },
})
