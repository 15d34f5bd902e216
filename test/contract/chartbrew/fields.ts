import { expect } from 'vitest'
import type { Cases } from '../../support/contract.js'
import { fields, marker, type Emptying, type Field } from './field-table.js'
import { connection, connections, expectJson, type GetTeam, type Reply } from './team.js'

const base = { name: 'Base', type: 'postgres' }
const stands = { cleared: 'is cleared by', kept: 'is kept at', refused: 'is refused at' } satisfies Record<Emptying, string>

export const fieldCases = (team: GetTeam): Cases => ({
  ...Object.fromEntries(fields.flatMap((field) => Object.entries(casesOf(team, field)))),
  ...fixedCases(team),
  ...sshSecretCases(team),
})

function casesOf(team: GetTeam, field: Field): Cases {
  const { name, absent, values, coerced = [], wrong } = field
  const isRequired = name in base
  return {
    [`${name} is echoed as written by POST, GET and PUT`]: async () => {
      const [first] = values
      const { id } = await team().post({ ...base, [name]: first })
      for (const [written, echoed] of [...values.map((value) => [value, value] as const), ...coerced]) {
        const made = await team().post({ ...base, [name]: written })
        const changed = await team().put(id, { [name]: written })
        const read = [await team().get(made.id), await team().get(id)]
        expect([made, changed, ...read].map((reply) => reply[name])).toEqual([echoed, echoed, echoed, echoed])
      }
    },

    ...(!isRequired && {
      [`${name} is ${JSON.stringify(absent)} when it is not given`]: async () => {
        const { id, [name]: made } = await team().post(base)
        const { [name]: read } = await team().get(id)
        expect([made, read]).toEqual([absent, absent])
      },
      [`${name} given as null or as an empty text in a POST is answered as null`]: async () => {
        for (const empty of [null, '']) {
          const { id, [name]: made } = await team().post({ ...base, [name]: empty })
          const { [name]: read } = await team().get(id)
          expect([made, read]).toEqual([null, null])
        }
      },
    }),

    [`${name} ${stands[field.onNull]} null in a PUT`]: () => emptied(team, field, null, field.onNull),
    [`${name} ${stands[field.onEmpty]} an empty text in a PUT`]: () => emptied(team, field, '', field.onEmpty),

    [`${name} of another type is refused by its name, its value not repeated`]: async () => {
      const { id } = await team().post({ ...base, [name]: values[0] })
      const before = await team().get(id)
      for (const value of wrong) await refused(team, id, name, value)
      expect(await team().get(id)).toEqual(before)
    },
  }
}

async function emptied(team: GetTeam, { name, values }: Field, empty: null | '', outcome: Emptying): Promise<void> {
  const [value] = values
  const { id } = await team().post({ ...base, [name]: value })
  const before = await team().get(id)
  if (outcome === 'refused') {
    await refused(team, id, name, empty)
    expect(await team().get(id)).toEqual(before)
    return
  }
  const after = outcome === 'kept' ? before : { ...before, [name]: null }
  expect(await team().put(id, { [name]: empty })).toEqual(after)
  expect(await team().get(id)).toEqual(after)
}

/** Neither POST nor PUT takes the value; both name the field, and only it. */
async function refused(team: GetTeam, id: number, name: string, value: unknown): Promise<void> {
  const { app } = team()
  const answers = [
    await app.rest('POST', connections, { ...base, [name]: value }),
    await app.rest('PUT', connection(id), { [name]: value }),
  ]
  for (const answer of answers) {
    expectJson(answer, 400, { error: expect.stringMatching(new RegExp(`^${name}(\\[\\d+\\])?: [^;]+$`)) })
    expect(answer.text).not.toContain(marker)
  }
}

const fixedCases = (team: GetTeam): Cases => ({
  'id in a body is ignored': async () => {
    const made = await team().post({ ...base, id: 777_777 })
    expect(made.id).not.toBe(777_777)
    expect((await team().put(made.id, { id: 888_888, host: 'kept.example' })).id).toBe(made.id)
    expect((await team().get(made.id)).host).toBe('kept.example')
    for (const id of [777_777, 888_888]) expectJson(await team().app.rest('GET', connection(id)), 404, { error: 'Not Found' })
  },

  'team_id in a body may be left out or repeat the path, as a number or a text, and is always the path’s': async () => {
    for (const team_id of [7, '7', undefined]) {
      const made = await team().post({ ...base, team_id })
      expect(made.team_id).toBe(7)
      expect((await team().put(made.id, { team_id, host: 'h.example' })).team_id).toBe(7)
    }
  },

  'another team_id in a body is refused by its name': async () => {
    const { app, post, get } = team()
    const { id } = await post(base)
    const before = await get(id)
    for (const team_id of [8, '8', 0, 'seven', '', true, [8], [7], { id: 7 }]) {
      for (const answer of [
        await app.rest('POST', connections, { ...base, team_id }),
        await app.rest('PUT', connection(id), { team_id, host: 'moved.example' }),
      ]) {
        expectJson(answer, 400, { error: expect.stringMatching(/^team_id: [^;]+$/) })
      }
    }
    expect(await get(id)).toEqual(before)
  },

  'what only the server sets is dropped from a body without a word': async () => {
    const server = {
      sslCa: '.connectionFiles/a', sslCert: '.connectionFiles/b', sslKey: '.connectionFiles/c', sshPrivateKey: 'marked-key',
      allowPrivateHost: true, hasSshPassword: true, hasSshPrivateKey: true, hasSshPassphrase: true, OAuth: { id: 1 },
      createdAt: '2001-01-01T00:00:00.000Z', updatedAt: '2001-01-01T00:00:00.000Z',
    } // prettier-ignore
    const { id, createdAt, updatedAt, ...made } = await team().post({ ...base, ...server })
    const unset: Reply = { sslCa: null, sslCert: null, sslKey: null, allowPrivateHost: null }
    const flags = { hasSshPassword: false, hasSshPrivateKey: false, hasSshPassphrase: false }
    expect(made).toMatchObject({ ...unset, ...flags })
    expect(made).not.toHaveProperty('sshPrivateKey')
    expect(made).not.toHaveProperty('OAuth')
    expect(createdAt).not.toMatch(/^2001/)
    const before = await team().get(id)
    expect(await team().put(id, server)).toEqual(before)
    expect(await team().get(id)).toEqual({ ...made, id, createdAt, updatedAt, OAuth: null })
  },

  'keys that the contract does not know are ignored': async () => {
    const { id, ...made } = await team().post({ ...base, nonsense: 'x', files: { sshPrivateKey: 'x' }, settings: { host: 'x' } })
    const before = await team().get(id)
    expect(made).not.toHaveProperty('nonsense')
    expect(made.hasSshPrivateKey).toBe(false)
    expect(await team().put(id, { nonsense: 1, files: { sshPrivateKey: 'x' } })).toEqual(before)
  },

  'PUT takes each of the eight types over any other': async () => {
    const types = ['api', 'mysql', 'postgres', 'realtimedb', 'firestore', 'googleAnalytics', 'customerio', 'mongodb']
    const { id } = await team().post({ ...base, host: 'h.example', password: 'typed-Pass' })
    for (const type of types) expect(await team().put(id, { type })).toMatchObject({ type, host: 'h.example', password: 'typed-Pass' })
  },

  'several wrong fields are named in one refusal': async () => {
    const answer = await team().app.rest('POST', connections, { name: '', type: 'oracle', port: 5432, project_ids: [true] })
    expectJson(answer, 400, { error: expect.stringMatching(/^name: [^;]+; type: [^;]+; port: [^;]+; project_ids\[0\]: [^;]+$/) })
  },
})

/** Written, and never shown to anyone; the flags say whether they are there. */
const sshSecretCases = (team: GetTeam): Cases =>
  Object.fromEntries(
    [
      ['sshPassword', 'hasSshPassword'],
      ['sshPassphrase', 'hasSshPassphrase'],
    ].flatMap(([name = '', flag = '']): [string, () => Promise<void>][] => [
      [
        `${name} is shown to nobody, only that it is set`,
        async () => {
          const { app, post, put, get, list, revealer } = team()
          const none = await post(base)
          expect(none[flag]).toBe(false)
          const made = await post({ ...base, [name]: 'gate-Fox-1' })
          const replies = [made, await get(made.id), await get(made.id, revealer), await put(made.id, { host: 'h.example' })]
          const listed = (await list()).find(({ id }) => id === made.id)
          for (const reply of [...replies, listed]) {
            expect(reply[flag]).toBe(true)
            expect(reply).not.toHaveProperty(name)
            expect(JSON.stringify(reply)).not.toContain('gate-Fox-1')
          }
          expect((await put(none.id, { [name]: 'gate-Fox-1' }))[flag]).toBe(true)
          await app.rest('DELETE', connection(made.id))
        },
      ],
      [
        `${name} is kept at null and at an empty text in a PUT`,
        async () => {
          const { id } = await team().post({ ...base, [name]: 'gate-Fox-1' })
          const before = await team().get(id)
          for (const empty of [null, '']) expect(await team().put(id, { [name]: empty })).toEqual(before)
          expect((await team().get(id))[flag]).toBe(true)
        },
      ],
      [
        `${name} of another type is refused by its name, its value not repeated`,
        async () => {
          const { id } = await team().post(base)
          for (const value of [5, true, [marker], { [marker]: marker }]) await refused(team, id, name, value)
          expect((await team().get(id))[flag]).toBe(false)
        },
      ],
    ]),
  )
