import { afterAll, beforeAll, expect, it } from 'vitest'
import { boot, type TestApp } from './support/boot.js'

let app: TestApp
beforeAll(async () => {
  app = await boot()
  await app.workspace('chartbrew', '7')
})
afterAll(() => app.close())

it('reads in GraphQL what a shim wrote', async () => {
  const made = await app.rest('POST', '/team/7/connections', {
    name: 'Shop',
    type: 'mysql',
    host: 'mysql.shop.example',
    password: 'teal-Oak-5',
  })
  expect(made.status).toBe(200)
  const { connectionByKey } = await app.graph(
    '{ connectionByKey(vendor: CHARTBREW, workspace: "7", key: "1") { ... on ChartbrewConnectionProfile { host password { isSet } } } }',
  )
  expect(connectionByKey).toEqual({ host: 'mysql.shop.example', password: { isSet: true } })
})
