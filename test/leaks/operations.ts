import { copyFileSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from '../cli/command-line.js'
import { adminToken, metricsToken, signingSecret, type Watched } from './gateway.js'
import { lookFor, mark, markedBytes } from './marks.js'
import { filesIn, type Haystack } from './search.js'
import { accepted, everybody, markedBody, organisation, type Made } from './through-shims.js'

const refusals = 'userErrors { code message path }'
const createWorker = `mutation ($input: CreateWorkerInput!) { createWorker(input: $input) { worker { id revision url } ${refusals} } }`
const rotateSecret = (more = '') =>
  `mutation ($input: RotateWorkerSecretInput!) { rotateWorkerSecret(input: $input) { worker { id } ${more} ${refusals} } }`

/** Workers of the Apinizer project: one takes what it gets, one answers 500 with all that it got. */
export async function addWorkers(gateway: Watched, workspaceId: string): Promise<void> {
  const common = { workspaceId, environment: 'production', secret: signingSecret }
  const { good, bad } = gateway.workers
  const worker = (more: object) => gateway.graph('ADMIN', createWorker, { input: { ...common, ...more } })
  await worker({ name: 'Good', url: good })
  const { id, revision } = (await worker({ name: 'Bad', url: bad })).body.data.createWorker.worker
  const secret = mark('a worker that is refused')
  await worker({ name: 'Other', url: `https://u:${encodeURIComponent(secret)}@w.example/?token=${encodeURIComponent(secret)}` })
  await worker({ name: 'Other', url: bad, secret })
  await worker({ name: 'Good', url: bad, secret: `whsec_${markedBytes('of a taken name', 24).toString('base64')}` })
  const at = { id, expectedRevision: revision }
  await gateway.graph('ADMIN', rotateSecret(), { input: { ...at, secret } })
  await gateway.graph('ADMIN', rotateSecret(), { input: { ...at, expectedRevision: 9, secret: signingSecret } })
  // Its answer shows the secret, once.
  const { body } = await gateway.app.rest(
    'POST',
    '/graphql',
    { query: rotateSecret('secret'), variables: { input: at } },
    { token: adminToken },
  )
  lookFor(body.data.rotateWorkerSecret.secret.slice('whsec_'.length))
  for (const who of everybody) await gateway.graph(who, '{ workspaces(first: 50) { nodes { workers { id name url secret { isSet } } } } }')
}

/** Versions and environments of a Versori connection, whose environments bring credentials. */
export async function versions(gateway: Watched, all: readonly Made[]): Promise<void> {
  const made = all.find(({ vendor, body }) => vendor === 'versori' && body.protocol === 'http')
  const path = made?.path ?? ''
  const ask = async (method: 'POST' | 'PUT' | 'GET' | 'DELETE', below: string, body?: unknown) =>
    accepted(await gateway.rest('EDITOR', method, `${path}${below}`, body))
  await ask('POST', '/versions', { name: '1.0.0' })
  await ask('POST', '/versions/1.0.0/publish')
  await ask('GET', '/versions')
  const { environments } = await ask('GET', '')
  const [, sandbox] = environments
  const [production] = markedBody('versori', made?.body ?? {}).environments
  await gateway.rest('EDITOR', 'PUT', `${path}/environments/${sandbox.id}`, { ...production, id: sandbox.id }) // Its credentials have no ids.
  await ask('PUT', `/environments/${sandbox.id}`, { ...sandbox, name: 'Renamed' })
  await ask('DELETE', `/environments/${sandbox.id}`)
  const credentials = `/o/${organisation}/credentials`
  for (const who of everybody) await gateway.rest(who, 'GET', credentials)
  const data = { value: mark('a credential by itself') }
  const { id } = accepted(await gateway.rest('EDITOR', 'POST', credentials, { name: 'one', type: 'string', data }))
  for (const who of everybody) await gateway.rest(who, 'GET', `${credentials}/${id}`)
  await gateway.rest('EDITOR', 'PUT', `${credentials}/${id}`, { id, name: 'two', type: 'string', data: { value: mark('a changed one') } })
  await gateway.rest('EDITOR', 'DELETE', `${credentials}/${id}`)
}

/** Settings that may hold secrets, or are mistaken for one that does. */
const settings = [
  'ADMIN_TOKEN',
  'MASTER_KEYS',
  'METRICS_TOKEN',
  'TOKEN',
  'CORS_ORIGINS',
  'EGRESS_ALLOW',
  'RATE_LIMITS',
  'TRUST_PROXY',
  'PORT',
]
  .map((name) => `SWITCHBOARD_${name}`)
  .concat('OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT')

/** Commands, keys, audit, metrics and a backup; answers the files of the backup. */
export async function operate(gateway: Watched): Promise<{ folder: string; backup: Haystack[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'switchboard-leaks-backup-'))
  const env = { SWITCHBOARD_DATA_DIR: gateway.dataDir, SWITCHBOARD_ADMIN_TOKEN: adminToken, SWITCHBOARD_METRICS_TOKEN: metricsToken }
  const ask = { ...env, SWITCHBOARD_URL: gateway.app.url, SWITCHBOARD_TOKEN: adminToken }
  const command = async (line: string, given: Readonly<Record<string, string>>): Promise<number> => {
    const { code, out, err } = await run(line.split(' '), { env: given })
    gateway.note(out, err)
    return code
  }
  const done = async (line: string, given: Readonly<Record<string, string>> = ask): Promise<void> => {
    if ((await command(line, given)) !== 0) throw new Error(`${line} has failed: ${gateway.answers.slice(-2).join()}`)
  }
  await done('keys add')
  for (const entry of readFileSync(join(gateway.dataDir, 'master.key'), 'utf8').trim().split(',')) {
    const key = entry.slice(entry.indexOf(':') + 1)
    lookFor(key)
    lookFor(Buffer.from(key, 'base64').toString('latin1'))
  }
  await done('keys rotate')
  for (const json of ['', ' --json']) {
    for (const line of [
      'keys status',
      'connection list',
      'connection get chartbrew/7/1',
      'audit export',
      'audit list',
      'token list',
      'workspace list',
    ])
      await done(line + json)
    await done(`audit verify${json}`, env)
    await done(`backup ${join(folder, `backup${json.trim()}.db`)}${json}`, env)
    await command(`doctor${json}`, ask)
    await command(`connection list${json}`, { ...ask, SWITCHBOARD_TOKEN: mark('a wrong token of a command').replace('ü', 'u') })
    for (const name of settings) await command(`doctor${json}`, { ...env, [name]: mark(`the setting ${name}`) })
    const address = `https://u:${encodeURIComponent(mark('an address among the settings'))}@x.example/?token=1`
    for (const name of [...settings, 'SWITCHBOARD_URL']) await command(`doctor${json}`, { ...env, [name]: address })
  }
  const restored = join(folder, 'restored')
  mkdirSync(restored)
  copyFileSync(join(gateway.dataDir, 'master.key'), join(restored, 'master.key'))
  await done(`restore ${join(folder, 'backup.db')}`, { ...env, SWITCHBOARD_DATA_DIR: restored })
  const metrics = await gateway.app.rest('GET', '/metrics', undefined, { token: metricsToken })
  gateway.note(accepted({ ...metrics, body: metrics.text }), JSON.stringify(metrics.headers))
  return { folder, backup: filesIn(folder, 'master.key') }
}
