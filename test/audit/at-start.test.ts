import { appendFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { newKeyEntry } from '../../src/secrets/key-ring.js'
import { change } from '../keys/world.js'
import { boot, type TestApp } from '../support/boot.js'

let dataDir: string
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'switchboard-at-start-'))
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

/** What a start, and the work after it, leaves in the log. */
async function told(env: Readonly<Record<string, string>> = {}, work?: (app: TestApp) => Promise<unknown>): Promise<unknown[]> {
  const app = await boot({ dataDir, env })
  await work?.(app)
  const records = await app.records()
  await app.close()
  const news = records.filter(({ id }) => !known.has(id))
  for (const { id } of records) known.add(id)
  const { tokenId, edge, address, requestId } = { tokenId: 'tok_admin', edge: 'cli', address: 'local', requestId: 'start' }
  for (const record of news.filter((one) => one.edge === 'cli')) expect(record).toMatchObject({ tokenId, edge, address, requestId })
  return news.map(({ action, subject, subjectId, fields }) => `${action} ${subject} ${String(subjectId)} ${fields.join()}`.trim())
}
const known = new Set<string>()

const token = (fill: string): Record<string, string> => ({ SWITCHBOARD_ADMIN_TOKEN: fill.repeat(40) })
const keyFile = (): string => join(dataDir, 'master.key')

it("the operator's token leaves a record when it is made and when it is replaced, and none when it is set again", async () => {
  expect(await told(token('a'))).toEqual(['create masterKey k1 active', 'create token tok_admin name,expiresAt,grants'])
  expect(await told(token('a'))).toEqual([])
  expect(await told(token('b'))).toEqual(['update token tok_admin secret'])
})

it('a token that a first start has made leaves a record', async () => {
  const shown: unknown[] = []
  const app = await boot({ dataDir, env: { SWITCHBOARD_ADMIN_TOKEN: '' }, show: async (news) => void shown.push(news) })
  expect(shown).toHaveLength(2)
  expect((await app.records()).at(-1)).toMatchObject({ action: 'create', subject: 'token', subjectId: 'tok_admin', edge: 'cli' })
  await app.close()
})

it('a key of the environment leaves a record when it comes, and another when it is made active', async () => {
  const [k1, k2, k3] = ['k1', 'k2', 'k3'].map(newKeyEntry)
  const ring = (...keys: (string | undefined)[]): Record<string, string> => ({ SWITCHBOARD_MASTER_KEYS: keys.join() })
  await told(ring(k1))
  expect(await told(ring(k2, k1))).toEqual(['create masterKey k2 active'])
  expect(await told(ring(k2, k1, k3))).toEqual(['create masterKey k3'])
  expect(await told(ring(k3, k2, k1))).toEqual(['update masterKey k3 active'])
  expect(await told(ring(k3, k2, k1))).toEqual([])
})

it('a key whose adding was killed before its record, or that was put into the file by hand, is recorded by the next start', async () => {
  await told({}, (app) => change(app, 'addMasterKey'))
  const text = readFileSync(keyFile(), 'utf8').trim()
  writeFileSync(keyFile(), `${text},${newKeyEntry('k3')}\n`)
  expect(await told()).toEqual(['create masterKey k3'])
  expect(await told({}, (app) => change(app, 'rotateMasterKeys'))).toEqual(['update masterKey k3 active,dataKeys'])
})

it('a key that was retired and put back is recorded again', async () => {
  const text = await told({}, async (app) => {
    await change(app, 'addMasterKey')
    await change(app, 'retireMasterKey', { keyId: 'k2' })
  }).then(() => readFileSync(keyFile(), 'utf8').trim())
  truncateSync(keyFile())
  appendFileSync(keyFile(), `${text},${newKeyEntry('k2')}`)
  expect(await told()).toEqual(['create masterKey k2'])
  expect(await told()).toEqual([])
})
