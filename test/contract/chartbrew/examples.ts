import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import type { Cases } from '../../support/contract.js'
import { connection, type GetTeam, type Reply } from './team.js'

type Example = Readonly<Record<string, unknown>>

const examples = JSON.parse(readFileSync(new URL('../../../examples/connections/chartbrew.json', import.meta.url), 'utf8')) as Record<
  string,
  Example
>
const neverShown = new Set(['sshPassword', 'sshPassphrase'])
const sealed = new Set(['password', 'options', 'authentication', 'firebaseServiceAccount'])

export const exampleCases = (team: GetTeam): Cases =>
  Object.fromEntries(Object.entries(examples).flatMap(([name, body]) => Object.entries(casesOf(team, name, body))))

const casesOf = (team: GetTeam, name: string, example: Example): Cases => ({
  [`example ${name} is echoed field by field, read back, listed and partially changed`]: async () => {
    const { post, get, put, list, revealer } = team()
    const echo = shownOf(example, () => true)
    for (const [token, body] of [
      [undefined, example],
      [revealer, { team_id: 7, ...example }],
    ] as const) {
      const made = await post(body, token)
      expect(made).toMatchObject({ ...echo, team_id: 7, hasSshPassword: 'sshPassword' in example })
      const read = await get(made.id, token)
      expect(read).toEqual({ ...made, OAuth: null })
      const listed = (await list(token)).find(({ id }) => id === made.id)
      expect(listed).toMatchObject(shownOf(example, (field) => !sealed.has(field) && field !== 'connectionString'))

      const change = { name: 'Changed', project_ids: [3, 4] }
      expect(await put(made.id, change, token)).toEqual({ ...read, ...change })
      expect(await get(made.id, token)).toEqual({ ...read, ...change })
    }
  },

  [`example ${name} hides its secrets from an EDITOR and shows him the rest`]: async () => {
    const { post, get, editor } = team()
    const { id } = await post(example)
    const whole = await get(id)
    const withCredentials = JSON.stringify(example.connectionString ?? null).includes('@')
    const masked = Object.keys(whole).filter((field) => sealed.has(field) || (field === 'connectionString' && withCredentials))
    expect(await get(id, editor)).toEqual({ ...whole, ...Object.fromEntries(masked.map((field) => [field, null])) })
  },

  [`example ${name} read and sent back changes nothing, by an ADMIN and by an EDITOR`]: async () => {
    const { app, post, get, put, editor, passTime } = team()
    const { id } = await post(example)
    const before = await app.rest('GET', connection(id))
    passTime(1000)
    for (const token of [undefined, editor]) {
      const read: Reply = await get(id, token)
      expect(await put(id, read, token)).toEqual(read)
      expect(await get(id, token)).toEqual(read)
      const after = await app.rest('GET', connection(id))
      expect([after.text, after.headers.etag]).toEqual([before.text, before.headers.etag])
    }
    expect(await get(id)).toMatchObject({ ...shownOf(example, () => true), hasSshPassword: 'sshPassword' in example })
  },
})

/** The fields of an example that a reply repeats. */
function shownOf(example: Example, isShown: (field: string) => boolean): Example {
  return Object.fromEntries(Object.entries(example).filter(([field]) => !neverShown.has(field) && isShown(field)))
}
