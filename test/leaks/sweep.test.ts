import { rmSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import * as vendors from '../../src/vendors/index.js'
import { boot } from '../support/boot.js'
import { brokenOff, bugs } from './bugs.js'
import { badBodies, badRequests, whileOthersWin, wrongEverywhere } from './failures.js'
import { adminToken, watched, type Watched } from './gateway.js'
import { given, secretInputs } from './inputs.js'
import { countMarks, labelsIn, mark } from './marks.js'
import { addWorkers, operate, versions } from './operations.js'
import { plantEverywhere } from './plant-graphql.js'
import { filesIn, haystackOf, leaksIn, type Haystack } from './search.js'
import { sealedFields } from './sealed-fields.js'
import { makeByGraphql, useByGraphql, type MadeByGraphql } from './through-graphql.js'
import { changeAll, collections, makeAll, revealAll, uploadFiles, workspaceKeys, type VendorId } from './through-shims.js'

let gateway: Watched
let byGraphql: MadeByGraphql
let revealed: ReadonlySet<string>
let operated: Awaited<ReturnType<typeof operate>>
const files: Haystack[] = []

const createWorkspace = 'mutation ($input: CreateWorkspaceInput!) { createWorkspace(input: $input) { workspace { id } } }'

/** Does all that can be done with secrets, and much that cannot. */
beforeAll(async () => {
  gateway = await watched()
  const ids: [string, string][] = []
  for (const [vendor, key] of Object.entries(workspaceKeys)) {
    const { body } = await gateway.graph('ADMIN', createWorkspace, { input: { vendor: vendor.toUpperCase(), key, name: key } })
    ids.push([vendor, body.data.createWorkspace.workspace.id])
  }
  const workspaces = Object.fromEntries(ids) as Record<VendorId, string>
  await addWorkers(gateway, workspaces.apinizer)
  const made = await makeAll(gateway)
  await uploadFiles(gateway, made)
  await versions(gateway, made)
  byGraphql = await makeByGraphql(gateway, workspaces)
  revealed = await revealAll(gateway)
  await whileOthersWin(gateway, async () => {
    await wrongEverywhere(gateway, made)
    await plantEverywhere(gateway, byGraphql)
  })
  await changeAll(gateway, made)
  await useByGraphql(gateway, byGraphql, mark('what is searched for'))
  await badBodies(gateway, made)
  await badRequests(gateway, made)
  await brokenOff(gateway)
  await bugs(gateway, made)
  operated = await operate(gateway)
  files.push(...operated.backup, ...filesIn(gateway.dataDir, 'master.key'))
  for (const { path } of made) await gateway.rest('EDITOR', 'DELETE', path)
  await gateway.close()
  await restart()
  files.push(...filesIn(gateway.dataDir, 'master.key'))
}, 120_000)
afterAll(() => {
  for (const folder of [gateway.dataDir, operated.folder]) rmSync(folder, { recursive: true, force: true })
})

async function restart(): Promise<void> {
  const again = await boot({ dataDir: gateway.dataDir, logger: gateway.logger, env: { SWITCHBOARD_ADMIN_TOKEN: adminToken } })
  for (const path of ['/graphql', ...Object.values(collections)]) {
    const { text, headers } = await again.rest('GET', path, undefined, { token: gateway.tokenOf('VIEWER') })
    gateway.note(text, JSON.stringify(headers))
  }
  await again.close()
}

it('every field that a vendor seals holds a mark, and every secret of an input brings one', () => {
  const sealed = Object.values(vendors).flatMap(({ fields }) => sealedFields(fields))
  expect(sealed.filter((field) => !revealed.has(field))).toEqual([])
  expect(secretInputs.filter((field) => !given.has(field))).toEqual([])
  expect(byGraphql.refused).toEqual([])
  expect(sealed.length).toBeGreaterThan(40)
  expect(countMarks()).toBeGreaterThan(1000)
})

it('what was looked at has been used: deliveries hold secrets, and there are log lines, traces, answers and files', () => {
  expect(labelsIn(gateway.workers.got.join('\n')).length).toBeGreaterThan(20)
  const [log, traces] = [gateway.lines.join(''), gateway.traces.join('')]
  for (const said of ['request', 'unexpected error', 'could not deploy']) expect(log).toContain(said)
  expect(traces).toContain('POST /team/:team_id/connections')
  const codes = ['INVALID', 'STALE', 'CONFLICT', 'NOT_FOUND', 'FORBIDDEN', 'UNAUTHENTICATED', 'BAD_JSON', 'BAD_USER_INPUT']
  for (const code of [...codes, 'GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'INTERNAL_SERVER_ERROR', 'REVEAL'])
    expect(gateway.answers.join('')).toContain(code)
  expect(gateway.answers.join('')).toContain('switchboard_')
  expect(files.map(({ where }) => where)).toEqual(
    expect.arrayContaining(['switchboard.db', 'switchboard.db-wal', 'switchboard.db-shm', 'lock.db', 'backup.db']),
  )
})

it('no secret is in an answer to who may not see it, in a refusal, in metrics, or in what a command prints', () => {
  expect(leaksIn([haystackOf('answers', gateway.answers)])).toEqual([])
})

it('no secret is in the log at level trace, or in a trace', () => {
  expect(leaksIn([haystackOf('log', gateway.lines), haystackOf('traces', gateway.traces)])).toEqual([])
})

it('no secret is in a file of the data folder, while the gateway runs and afterwards, or in a backup', () => {
  expect(leaksIn(files)).toEqual([])
})
