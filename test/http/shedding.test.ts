import { afterAll, beforeAll, expect, it } from 'vitest'
import { boot, type TestApp } from '../support/boot.js'

let app: TestApp
let [clock, waits] = [0, 0]
/** Is looked at when a request comes and when its turn has come: so long is what lies between. */
const elapsed = (): number => (clock += waits)
beforeAll(async () => {
  const env = { SWITCHBOARD_MAX_QUEUE_MS: '500', SWITCHBOARD_METRICS_TOKEN: 'metrics-token_0123456789' }
  app = await boot({ env, elapsed })
})
afterAll(() => app.close())

it.each([
  ['/team/7/connections', { error: expect.any(String) }],
  ['/api/v0/projects', { code: 503 }],
  ['/apiops/projects/', { error: 'internal_error' }],
  ['/o/01HQ7Z3T5E8W2N4K6M9P1R3S5V/connections', { code: '503000' }],
  ['/graphql?query={__typename}', { errors: [{ extensions: { code: 'UNAVAILABLE' } }] }],
  ['/schema.graphql', { error: { code: 'unavailable' } }],
])('%s, which has waited too long, is told in the words of its door to come again', async (path, body) => {
  waits = 501
  expect(await app.rest('GET', path)).toMatchObject({ status: 503, headers: { 'retry-after': '1' }, body })
})

it('what has waited less is answered, and a write that is shed has done nothing', async () => {
  waits = 0
  await app.workspace('chartbrew', '7')
  waits = 501
  expect(await app.rest('POST', '/team/7/connections', { name: 'A', type: 'api' })).toHaveProperty('status', 503)
  waits = 500
  expect(await app.rest('GET', '/team/7/connections')).toMatchObject({ status: 200, body: [] })
})

it('health and metrics are answered whatever waits', async () => {
  waits = 60_000
  expect(await app.rest('GET', '/livez')).toHaveProperty('status', 200)
  expect(await app.rest('GET', '/readyz')).toHaveProperty('status', 200)
  const metrics = await app.rest('GET', '/metrics', undefined, { token: 'metrics-token_0123456789' })
  expect(metrics.text).toMatch(/switchboard_shed_total [1-9]/)
})
