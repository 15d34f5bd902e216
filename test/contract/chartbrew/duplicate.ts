import { expect } from 'vitest'
import type { Cases } from '../../support/contract.js'
import { form, keptFiles, upload } from './files.js'
import { connection, expectJson, type GetTeam, type Reply, type Team } from './team.js'

const whole = {
  name: 'Original',
  type: 'postgres',
  subType: 'rdsPostgres',
  active: false,
  host: 'crm.example',
  port: '5432',
  dbName: 'crm',
  username: 'bi',
  password: 'copy-Secret',
  options: [{ 'X-Key': 'copy-Secret' }],
  connectionString: 'postgres://reader:copy-Secret@pg.example/orders',
  authentication: { type: 'basic_auth', user: 'svc', pass: 'copy-Secret' },
  firebaseServiceAccount: { project_id: 'p', private_key: 'copy-Secret' },
  schema: { tables: ['orders'] },
  srv: true,
  ssl: true,
  sslMode: 'verify-full',
  project_ids: [12, '15'],
  oauth_id: '0e9a2b1c-0000-4000-8000-000000000001',
  useSsh: true,
  sshHost: 'bastion.example',
  sshPort: 2222,
  sshUsername: 'tunnel',
  sshPassword: 'copy-Secret',
  sshPassphrase: 'copy-Secret',
  sshJumpHost: 'jump.example',
  sshJumpPort: 2200,
}

/** Duplicates what must be taken. */
async function duplicate({ app }: Team, id: number, body: object, token?: string): Promise<Reply> {
  const answer = await app.rest('POST', `${connection(id)}/duplicate`, body, token === undefined ? {} : { token })
  expect(answer.status, answer.text).toBe(200)
  return answer.body
}

export const duplicateCases = (team: GetTeam): Cases => ({
  'a duplicate has every column of the original, secrets too, under a new id and the name that is given': async () => {
    const { post, get, passTime } = team()
    const made = await post(whole)
    passTime(1000)
    const copy = await duplicate(team(), made.id, { name: 'Copy' })
    expect(copy.id).toBeGreaterThan(made.id)
    const now = new Date(Date.parse(made.createdAt) + 1000).toISOString()
    expect(copy).toEqual({ ...made, id: copy.id, name: 'Copy', createdAt: now, updatedAt: now })
    expect(Object.keys(copy)).toEqual(Object.keys(made))
    expect(await get(copy.id)).toEqual({ ...copy, OAuth: null })
    expect(await get(made.id)).toEqual({ ...made, OAuth: null })
  },

  'a duplicate without a name has the name of the original': async () => {
    const { id } = await team().post({ name: 'Namesake', type: 'mysql' })
    for (const body of [{}, { name: null }, { name: '' }, { other: 1 }]) {
      expect((await duplicate(team(), id, body)).name).toBe('Namesake')
    }
  },

  'a duplicate has files of its own, which no change to the original reaches': async () => {
    const { app, post, get } = team()
    const { id } = await post({ name: 'With files', type: 'mysql' })
    const original = await upload(team(), id, form(['sslCa', 'first'], ['sshPrivateKey', 'key']))
    const copy = await duplicate(team(), id, {})
    expect(copy).toMatchObject({ sslCa: expect.stringMatching(/^\.connectionFiles\/[0-9a-f]{32}$/), sslCert: null, hasSshPrivateKey: true })
    expect(copy.sslCa).not.toBe(original.sslCa)
    await upload(team(), id, form(['sslCa', 'second']))
    await app.rest('DELETE', connection(id))
    expect((await get(copy.id)).sslCa).toBe(copy.sslCa)
    expect(await keptFiles(team(), copy.id)).toEqual({ sslCa: 'first', sshPrivateKey: 'key' })
  },

  'a duplicate shows its secrets to a REVEALER and null to an EDITOR, and leaves a record of its making': async () => {
    const { app, post, get, editor, revealer } = team()
    const { id } = await post(whole)
    const before = (await app.records()).length
    expect((await duplicate(team(), id, {}, revealer)).password).toBe('copy-Secret')
    const masked = await duplicate(team(), id, {}, editor)
    expect(JSON.stringify(masked)).not.toContain('copy-Secret')
    expect((await app.records()).slice(before).map(({ action }) => action)).toEqual(['create', 'reveal', 'create'])
    expect((await get(masked.id)).password).toBe('copy-Secret')
  },

  'a duplicate needs a body, and a name in it must be a text that a name can be': async () => {
    const { app, post, list } = team()
    const { id } = await post({ name: 'Bare', type: 'mysql' })
    const before = await list()
    for (const body of [undefined, '', 'null', '[]', '"x"', '5']) {
      expectJson(await app.rest('POST', `${connection(id)}/duplicate`, body), 400, { error: expect.stringMatching(/^body: \S/) })
    }
    for (const name of [5, true, ['x'], {}, 'x'.repeat(256)]) {
      expectJson(await app.rest('POST', `${connection(id)}/duplicate`, { name }), 400, { error: expect.stringMatching(/^name: [^;]+$/) })
    }
    expectJson(await app.rest('POST', `${connection(id)}/duplicate`, '{'), 400, { error: expect.stringMatching(/\S/) })
    expect(await list()).toEqual(before)
  },
})
