// A newcomer's first ten minutes, played against a gateway of its own: `npm run walkthrough`.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { documents, path, shims } from './story.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
let count = 0
const folder = mkdtempSync(join(tmpdir(), 'switchboard-walkthrough-'))
const gateway = spawn(process.execPath, ['src/start.mjs'], {
  cwd: root,
  env: { PATH: process.env.PATH, SWITCHBOARD_DATA_DIR: folder, SWITCHBOARD_PORT: '0', SWITCHBOARD_LOG_LEVEL: 'warn' },
  stdio: ['ignore', 'pipe', 'inherit'],
})

try {
  await play(...(await started()))
} finally {
  const stopped = once(gateway, 'exit')
  if (gateway.kill('SIGTERM')) await stopped
  rmSync(folder, { recursive: true })
}

/** The address and the first token, as the gateway prints them. */
function started() {
  let said = ''
  return new Promise((resolve, reject) => {
    gateway.stdout.on('data', (chunk) => {
      said += chunk
      const [, url] = /answers on (http:\S+)/.exec(said) ?? []
      const [token] = /swb_\w+/.exec(said) ?? []
      if (url !== undefined) resolve([url, token])
    })
    gateway.once('exit', () => reject(new Error(`The gateway did not start. It said: ${said}`)))
  })
}

async function play(url, token) {
  const rest = async (method, at, body) => {
    const headers = { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) }
    const response = await fetch(url + at, { method, headers, ...(body && { body: JSON.stringify(body) }) })
    return { status: response.status, body: await response.json() }
  }
  const graphql = async (query, variables) => {
    const { body } = await rest('POST', '/graphql', { query, variables })
    assert.equal(body.errors, undefined)
    return body.data
  }

  step('A workspace for each vendor: a team, two projects, an organisation')
  for (const [vendor, { workspace }] of Object.entries(shims)) {
    const { createWorkspace } = await graphql(documents.createWorkspace, { input: { vendor, key: workspace, name: 'Orders' } })
    say(`${vendor} ${createWorkspace.workspace.key}`)
  }

  step('A connection for each vendor, by plain fetch at the vendor’s own path')
  for (const { method, at, body } of Object.values(shims)) say(`${method} ${at} → ${(await rest(method, at, body)).status}`)

  step('All four in one query; a password shows as a fact')
  const { connections } = await graphql(documents.all)
  for (const { vendor, name: called, type, endpoints } of connections.nodes) say(`${vendor} ${called} (${type}) → ${endpoints[0].host}`)
  assert.equal(connections.totalCount, 4)

  step('Changed in GraphQL, read at the shim')
  const { id, revision } = connections.nodes.find(({ vendor }) => vendor === 'CHARTBREW')
  await graphql(documents.update, { input: { id, expectedRevision: revision, patch: { chartbrew: { host: 'pg2.orders.example' } } } })
  say(`GET ${path.chartbrew} → host ${(await rest('GET', path.chartbrew)).body.host}`)

  step('Changed at the shim without naming the password, read in GraphQL')
  const { password, ...section } = shims.CREDIBLE.body.postgresConnection
  const { body: moved } = await rest('PATCH', path.credible, { postgresConnection: { ...section, port: 5433 } })
  const { connectionByKey: credible } = await graphql(documents.credible)
  say(`${moved.message}: port ${credible.settings.port}, password still set: ${credible.settings.password.isSet}`)
  assert.deepEqual(credible.settings, { port: 5433, password: { isSet: true } })

  step('A masked body sent back changes nothing')
  const { createToken } = await graphql(documents.createToken, { input: { name: 'editor', grants: [{ roles: ['EDITOR'] }] } })
  token = createToken.secret
  const { body: shown } = await rest('GET', path.apinizer)
  const before = (await graphql(documents.apinizer)).connectionByKey
  const { status } = await rest('PUT', path.apinizer, shown.resultList[0])
  const after = (await graphql(documents.apinizer)).connectionByKey
  say(`GET shows password ${shown.resultList[0].password}; PUT of it → ${status}; revision ${before.revision} → ${after.revision}`)
  assert.deepEqual(after, before)
  assert.equal(shown.resultList[0].password, null)

  step('A wrong input, and how both edges tell it')
  const wrong = { name: '' }
  const refused = await rest('PUT', path.chartbrew, wrong)
  say(`PUT ${path.chartbrew} → ${refused.status} ${JSON.stringify(refused.body)}`)
  const { updateConnection } = await graphql(documents.update, { input: { id, expectedRevision: 2, patch: { chartbrew: wrong } } })
  const [error] = updateConnection.userErrors
  say(`updateConnection → ${error.code} ${error.path.join('.')}: ${error.message}`)
  assert.deepEqual(error.path, ['patch', 'chartbrew', 'name'])

  console.log('\nDone. The gateway stops, and its data folder is removed.')
}

function step(text) {
  count += 1
  console.log(`\n${count}. ${text}`)
}

function say(text) {
  console.log(`   ${text}`)
}
