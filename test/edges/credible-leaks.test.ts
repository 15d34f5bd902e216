import { afterAll, beforeAll, expect, it } from 'vitest'
import { whole } from '../contract/credible/members.js'
import { boot, type TestApp } from '../support/boot.js'
import { isRepeated, placesOf, plants } from '../support/places.js'

const path = '/api/v0/projects/orchard/connections/one'
const section = (type: string): object => ({ [`${type}Connection`]: whole(`${type}Connection`) })
const attached = ['bigquery', 'snowflake', 'postgres', 'gcs', 's3'].map((type) => ({ name: `the_${type}`, type, ...section(type) }))

/** Every member that a body may bring. */
const body = {
  type: 'duckdb',
  ...Object.assign({}, ...['postgres', 'mysql', 'bigquery', 'snowflake', 'trino', 'motherduck'].map(section)),
  duckdbConnection: { attachedDatabases: attached },
}

const planted = [...plants, '__proto__', '', { name: 'the_s3' }]

let app: TestApp
beforeAll(async () => {
  app = await boot()
  await app.workspace('credible', 'orchard')
  expect((await app.rest('POST', path, body)).status).toBe(201)
})
afterAll(() => app.close())

it('whatever a PATCH brings: no refusal repeats it, no answer shows a secret, and what is read and sent back changes nothing', async () => {
  const faults: string[] = []
  const statuses = new Set<number>()
  for (const { path: place, with: plantAt } of placesOf(body)) {
    for (const plant of planted) {
      const fault = (text: string): unknown => faults.push(`${place} with ${JSON.stringify(plant)}: ${text}`)
      const { status, text } = await app.rest('PATCH', path, plantAt(plant))
      statuses.add(status)
      if (status >= 500 || isRepeated(text)) fault(text)

      const before = await app.rest('GET', path)
      if (before.status !== 200 || before.text.includes('marked-secret')) fault(before.text)
      await app.rest('PATCH', path, before.body)
      const after = await app.rest('GET', path)
      if (after.text !== before.text || after.headers.etag !== before.headers.etag) fault('is not kept')
    }
  }
  expect(faults).toEqual([])
  expect(statuses).toEqual(new Set([200, 400]))
}, 120_000)
