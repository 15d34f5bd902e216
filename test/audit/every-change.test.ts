import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSchema } from '../../src/graphql/schema.js'
import type { AuditRecord, Role } from '../../src/store/rows.js'
import * as vendors from '../../src/vendors/index.js'
import { boot, type RestAnswer } from '../support/boot.js'
import type { Case, World } from './case.js'
import { openBeside, type Beside } from './database.js'
import { mutations } from './mutations.js'
import { routes } from './routes.js'

let world: World
let beside: Beside
let tokens: Readonly<Record<Role, string>>
beforeAll(async () => {
  const app = await boot()
  let count = 0
  world = {
    app,
    apinizer: await app.workspace('apinizer', 'Acme'),
    workers: await app.workspace('apinizer', 'Empty'),
    chartbrew: await app.workspace('chartbrew', '7'),
    credible: await app.workspace('credible', 'orchard'),
    versori: await app.workspace('versori', '01HQ7Z3T5E8W2N4K6M9P1R3S5V'),
    name: () => `made_${(count += 1)}`,
  }
  const [VIEWER, TESTER, EDITOR, REVEALER, ADMIN] = await Promise.all(
    (['VIEWER', 'TESTER', 'EDITOR', 'REVEALER', 'ADMIN'] as const).map((role) => app.token([role])),
  )
  tokens = { VIEWER, TESTER, EDITOR, REVEALER, ADMIN } as Record<Role, string>
  beside = openBeside(app.dataDir)
})
afterAll(async () => {
  beside.close()
  await world.app.close()
})

const reading = new Set(['find', 'list', 'tell', 'listWorkspaces', 'findWorkspace', 'listParts', 'findPart'])
const cases: [string, Case][] = Object.entries({ ...mutations, ...routes })
const idOf = (text: string): string => `tok_${text.split('_')[1] ?? ''}`

/** What was recorded while something was asked for, and its answer. */
async function recorded(act: () => Promise<RestAnswer>): Promise<{ records: AuditRecord[]; answer: RestAnswer }> {
  const before = (await world.app.records()).length
  const answer = await act()
  return { records: (await world.app.records()).slice(before), answer }
}

/** Whether an answer says that it was done. */
const isDone = ({ status, body }: RestAnswer): boolean =>
  status < 300 && !body?.errors && Object.values(body?.data ?? {}).every((payload: any) => (payload?.userErrors ?? []).length === 0)

const wanted: Readonly<Record<string, string>> = { ADMIN: 'administer', REVEALER: 'reveal' }

describe('there is a case', () => {
  it('for every mutation of the schema, and none beside', () => {
    const fields = createSchema(vendors).getMutationType()?.getFields() ?? {}
    expect(Object.keys(mutations).sort()).toEqual(Object.keys(fields).sort())
  })

  it('for every route of the dialects that does more than read, and none beside', () => {
    const writing = Object.values(vendors).flatMap(({ id, rest }) =>
      rest.routes.filter(({ action }) => !reading.has(action)).map(({ method, path }) => `${id} ${method} ${path}`),
    )
    expect(Object.keys(routes).sort()).toEqual(writing.sort())
    const rows = Object.values(vendors).flatMap(({ rest }) => rest.routes)
    expect(rows.filter(({ method, action }) => method !== 'GET' && reading.has(action))).toEqual([])
  })
})

describe('one record of its kind is left, with who, from where and what', () => {
  it.each(cases)('by %s', async (name, { action, subject, role = 'EDITOR', isPublic, ready }) => {
    const token = tokens[role]
    const ask = await ready(world)
    const { records, answer } = await recorded(() => ask(isPublic ? null : token))
    expect(isDone(answer), answer.text).toBe(true)
    expect(records).toEqual([
      {
        id: expect.stringMatching(/^aud_/),
        at: expect.any(Number),
        action,
        subject,
        wanted: null,
        tokenId: isPublic ? expect.stringMatching(/^tok_/) : idOf(token),
        edge: name in mutations ? 'graphql' : 'rest',
        requestId: answer.headers['x-request-id'],
        address: '127.0.0.1',
        subjectId: subject === 'audit' ? null : expect.stringMatching(subject === 'masterKey' ? /^k\d+$/ : /^(con|crd|wrk|wks|tok)_/),
        workspaceId: ofNone.has(subject) ? expect.toSatisfy(isIdOrNull) : expect.stringMatching(/^wks_/),
        fields:
          subject === 'masterKey'
            ? expect.any(Array)
            : action === 'delete'
              ? []
              : expect.toSatisfy((fields: unknown[]) => fields.length > 0),
      },
    ])
  })
})

/** What may be of no one workspace. */
const ofNone: ReadonlySet<string> = new Set(['token', 'audit', 'masterKey'])
const isIdOrNull = (id: unknown): boolean => id === null || (typeof id === 'string' && id.startsWith('wks_'))

describe('one record is left of an attempt that is denied, and nothing else is changed', () => {
  it.each(cases.filter(([, { isPublic }]) => !isPublic))('by %s', async (name, { subject, role = 'EDITOR', ready }) => {
    const ask = await ready(world)
    const before = beside.rows('audit', 'audit_head', 'sqlite_sequence')
    const { records, answer } = await recorded(() => ask(tokens.VIEWER))
    expect(isDone(answer)).toBe(false)
    expect(records).toMatchObject([
      {
        action: 'denied',
        wanted: wanted[role] ?? 'edit',
        subject,
        tokenId: idOf(tokens.VIEWER),
        requestId: answer.headers['x-request-id'],
        edge: name in mutations ? 'graphql' : 'rest',
        fields: [],
      },
    ])
    expect(beside.rows('audit', 'audit_head', 'sqlite_sequence')).toEqual(before)
  })
})

describe('what cannot be recorded is not done, and the answer tells no details', () => {
  const faults = {
    'the record': "create trigger planted before insert on audit begin select raise(abort, 'Planted fault'); end",
    'the head of the chain': "create trigger planted before update on audit_head begin select raise(abort, 'Planted fault'); end",
    'the record of a reveal':
      "create trigger planted before insert on audit when new.action = 'reveal' begin select raise(abort, 'Planted fault'); end",
  }

  /** Asks while the database refuses to keep a part of the audit. */
  async function whileFailing(fault: keyof typeof faults, act: () => Promise<RestAnswer>): Promise<RestAnswer> {
    beside.exec(faults[fault])
    return act().finally(() => beside.exec('drop trigger planted'))
  }

  function expectFailure({ status, text, body }: RestAnswer): void {
    expect(body.errors?.[0].extensions.code ?? status).toBe(body.errors ? 'INTERNAL_SERVER_ERROR' : 500)
    expect(text).not.toMatch(/planted|fault|sqlite|trigger|audit_head|insert|update audit/i)
  }

  it.each(cases)('%s', async (_name, { role = 'EDITOR', isPublic, ready }) => {
    const ask = await ready(world)
    const before = beside.rows()
    expectFailure(await whileFailing('the record', () => ask(isPublic ? null : tokens[role])))
    expect(beside.rows()).toEqual(before)
    expect(isDone(await ask(isPublic ? null : tokens[role]))).toBe(true)
  })

  it.each(['updateConnection', 'createWorkspace'])('%s, when the head of the chain cannot be moved', async (name) => {
    const ask = await mutations[name]?.ready(world)
    const before = beside.rows()
    expectFailure(await whileFailing('the head of the chain', () => ask?.(tokens.ADMIN) ?? Promise.reject(new Error('No case.'))))
    expect(beside.rows()).toEqual(before)
  })

  it.each(['the record', 'the head of the chain'] as const)(
    'a reveal, when %s cannot be written: the secret stays masked',
    async (fault) => {
      const path = `/team/${world.chartbrew.key}/connections`
      const { body } = await world.app.rest('POST', path, { name: 'Shop', type: 'mysql', password: 'teal-Oak-5' })
      const read = () => world.app.rest('GET', `${path}/${body.id}`, undefined, { token: tokens.REVEALER })
      expect((await read()).text).toContain('teal-Oak-5')
      const before = beside.rows()
      expect((await whileFailing(fault, read)).text).not.toContain('teal-Oak-5')
      expect(beside.rows()).toEqual(before)
    },
  )

  it('a write whose reply shows secrets, when the record of that cannot be written', async () => {
    const path = `/team/${world.chartbrew.key}/connections`
    const { body } = await world.app.rest('POST', path, { name: 'Shop', type: 'mysql', password: 'teal-Oak-5' })
    const write = [
      () => world.app.rest('POST', path, { name: 'Other', type: 'mysql', password: 'gate-Fox-1' }, { token: tokens.ADMIN }),
      () => world.app.rest('PUT', `${path}/${body.id}`, { name: 'Renamed' }, { token: tokens.ADMIN }),
      () => world.app.rest('PUT', `${path}/${body.id}`, {}, { token: tokens.ADMIN }),
      () => world.app.rest('POST', `${path}/${body.id}/duplicate`, {}, { token: tokens.ADMIN }),
    ]
    for (const act of write) {
      const before = beside.rows()
      expectFailure(await whileFailing('the record of a reveal', act))
      expect(beside.rows()).toEqual(before)
      const { records, answer } = await recorded(act)
      expect([isDone(answer), records.map(({ action }) => action).slice(1)]).toEqual([true, ['reveal']])
    }
  })

  it('a denial: the attempt is refused all the same', async () => {
    const ask = await mutations.createConnection?.ready(world)
    const before = beside.rows()
    expectFailure(await whileFailing('the record', () => ask?.(tokens.VIEWER) ?? Promise.reject(new Error('No case.'))))
    expect(beside.rows()).toEqual(before)
  })
})
