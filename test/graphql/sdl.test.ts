import { buildSchema } from 'graphql'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { boot, type TestApp } from '../support/boot.js'

let app: TestApp
beforeAll(async () => {
  app = await boot()
})
afterAll(() => app.close())

it('serves the schema to anyone, in a form that tools can build on', async () => {
  const { status, headers, text } = await app.rest('GET', '/schema.graphql', undefined, { token: null })
  expect(status).toBe(200)
  expect(headers['content-type']).toBe('text/plain; charset=utf-8')
  const members = buildSchema(text).getType('ConnectionProfile')?.toString()
  expect(members).toBe('ConnectionProfile')
  expect(text).toContain('union ConnectionProfile = ApinizerConnectionProfile')
})
