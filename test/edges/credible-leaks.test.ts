import { afterAll, beforeAll, expect, it } from 'vitest'
import { whole } from '../contract/credible/members.js'
import { boot, type TestApp } from '../support/boot.js'

const path = '/api/v0/projects/orchard/connections/one'
const section = (type: string): object => ({ [`${type}Connection`]: whole(`${type}Connection`) })
const attached = ['bigquery', 'snowflake', 'postgres', 'gcs', 's3'].map((type) => ({ name: `the_${type}`, type, ...section(type) }))

/** Every member that a body may bring. */
const body = {
  type: 'duckdb',
  ...Object.assign({}, ...['postgres', 'mysql', 'bigquery', 'snowflake', 'trino', 'motherduck'].map(section)),
  duckdbConnection: { attachedDatabases: attached },
}

const marker = 'Planted0Hunter2'
const number = 8182736455463728
const plants: readonly unknown[] = [marker, number, true, null, { planted: marker }, [marker], '__proto__', '', { name: 'the_s3' }]

type Plant = (planted: unknown) => unknown

/** Every place of a document: itself, its members at any depth, the items of its lists. */
function placesOf(document: unknown, name = 'body', around: Plant = (planted) => planted): [string, Plant][] {
  const inside = (key: string | number, value: unknown, put: Plant): [string, Plant][] =>
    placesOf(value, `${name}.${key}`, (planted) => around(put(planted)))
  const members = Array.isArray(document)
    ? document.flatMap((item: unknown, index) => inside(index, item, (planted) => document.with(index, planted)))
    : typeof document === 'object' && document !== null
      ? Object.entries(document).flatMap(([key, value]) => inside(key, value, (planted) => ({ ...document, [key]: planted })))
      : []
  return [[name, around], ...members]
}

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
  for (const [place, plantAt] of placesOf(body)) {
    for (const plant of plants) {
      const fault = (text: string): unknown => faults.push(`${place} with ${JSON.stringify(plant)}: ${text}`)
      const { status, text } = await app.rest('PATCH', path, plantAt(plant))
      statuses.add(status)
      if (status >= 500 || text.includes(marker) || text.includes(String(number))) fault(text)

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
