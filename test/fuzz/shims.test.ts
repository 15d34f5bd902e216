import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { boot, type RestAnswer, type TestApp } from '../support/boot.js'
import type { VendorId } from '../../src/vendors/vendor.js'
import { expectSound, fuzz, nasty } from './fuzz.js'

let app: TestApp
beforeAll(async () => {
  app = await boot()
  for (const [vendor, { workspace }] of Object.entries(shims)) await app.workspace(vendor as VendorId, workspace)
})
afterAll(() => app.close())

interface Shim {
  readonly workspace: string
  readonly create: (body: any) => string
  /** Where the connection of a create's answer is changed. */
  readonly change: (made: any, body: any) => readonly ['PUT' | 'PATCH', string]
  /** Members of every refusal. */
  readonly refusal: readonly string[]
}

const organisation = '01HQ7Z3T5E8W2N4K6M9P1R3S5V'
const shims: Readonly<Record<string, Shim>> = {
  apinizer: {
    workspace: 'Shop',
    create: ({ name }) => `/apiops/projects/Shop/connections/${encodeURIComponent(String(name).replace(/\p{Cs}/gu, '_'))}/`,
    change: (_, { name }) => ['PUT', `/apiops/projects/Shop/connections/${name}/`],
    refusal: ['error', 'error_description'],
  },
  chartbrew: {
    workspace: '7',
    create: () => '/team/7/connections',
    change: ({ id }) => ['PUT', `/team/7/connections/${id}`],
    refusal: ['error'],
  },
  credible: {
    workspace: 'orchard',
    create: ({ name }) => `/api/v0/projects/orchard/connections/${encodeURIComponent(String(name).replace(/\p{Cs}/gu, '_'))}`,
    change: (_, { name }) => ['PATCH', `/api/v0/projects/orchard/connections/${name}`],
    refusal: ['code', 'message'],
  },
  versori: {
    workspace: organisation,
    create: ({ protocol }) => `/o/${organisation}/protocols/${protocol === 'bigquery' ? 'bigquery' : 'http'}/connections`,
    change: ({ id }) => ['PUT', `/o/${organisation}/connections/${id}`],
    refusal: ['code', 'message'],
  },
}

type Place = readonly (string | number)[]

/** Every place of a body below its top. */
function placesOf(value: unknown, at: Place = []): Place[] {
  if (typeof value !== 'object' || value === null) return [at]
  const inside = Object.entries(value).flatMap(([name, member]) => placesOf(member, [...at, Array.isArray(value) ? Number(name) : name]))
  return at.length === 0 ? inside : [at, ...inside]
}

/** The body with another value there, or with none. */
function withValue(body: unknown, [head, ...rest]: Place, value: unknown): unknown {
  if (head === undefined) return value
  if (Array.isArray(body)) return body.map((item: unknown, index) => (index === head ? withValue(item, rest, value) : item))
  return { ...(body as object), [head]: withValue((body as Record<string, unknown>)[head], rest, value) }
}

let count = 0
/** A body under a name of its own, as far as its values may be changed freely. */
const fresh = (body: object): any => ({ ...body, name: `case_${(count += 1)}` })

describe.each(Object.entries(shims))('at the shim of %s', (vendor, { create, change, refusal }) => {
  const examples = Object.values(JSON.parse(readFileSync(`examples/connections/${vendor}.json`, 'utf8')) as Record<string, object>)
  const cases = examples.flatMap((example, index) => placesOf(example).map((place) => [index, place] as const))
  const expectShape = (answer: RestAnswer, sent: unknown): void => {
    expectSound(answer, () => JSON.stringify(sent))
    if (answer.status >= 400) expect(answer.body, `${answer.text}\n${JSON.stringify(sent)}`).toMatchObject(Object.fromEntries(refusal.map((member) => [member, expect.anything()])))
  } // prettier-ignore

  it('every field takes any value without a fault of ours, at a create and at a change', async () => {
    const made: any[] = []
    for (const example of examples) {
      const body = fresh(example)
      const answer = await app.rest('POST', create(body), body)
      expect(answer.status, answer.text).toBeLessThan(300)
      made.push([answer.body, body])
    }
    const value = fc.oneof({ weight: 8, arbitrary: fc.constantFrom(undefined, ...nasty) }, fc.string({ unit: 'binary' }), fc.jsonValue({ maxDepth: 3 }))
    const run = async ([index, place]: readonly [number, Place], odd: unknown, isChange: boolean): Promise<void> => {
      if (isChange) {
        const [shown, body] = made[index]
        const sent = withValue(vendor === 'versori' ? shown : body, place, odd)
        const [method, path] = change(shown, body)
        expectShape(await app.rest(method, path, JSON.stringify(sent)), sent)
        return
      }
      const sent = withValue(fresh(examples[index] ?? {}), place, odd)
      expectShape(await app.rest('POST', create(sent), JSON.stringify(sent)), sent)
    }
    const all = fc.constantFrom(...cases)
    await fc.assert(fc.asyncProperty(all, value, fc.boolean(), run), fuzz(`fields of ${vendor}`, 700) as fc.Parameters<any>)
  }, 180_000) // prettier-ignore
})
