import { environment, httpConnection, make, mutate } from '../graphql/documents.js'
import { mutateCredential, stringData } from '../graphql/credential-documents.js'
import type { Case, World } from './case.js'

type Input = (world: World) => Promise<object>

/** A mutation on something that is there, at its revision. */
const at = ({ id, revision = 1 }: { id: string; revision?: number }, more: object = {}) => ({ id, expectedRevision: revision, ...more })

const shop = ({ app, chartbrew, name }: World) => make(app, 'chartbrew', { workspaceId: chartbrew.id, name: name(), type: 'MYSQL' })
const http = ({ app, versori }: World) =>
  make(app, 'versori', httpConnection(versori.id, { environments: [environment('P'), environment('Q')] }))
const makeWorker = 'mutation ($input: CreateWorkerInput!) { createWorker(input: $input) { worker { id revision } userErrors { message } } }'
const newWorker = ({ workers, name }: World) => ({
  workspaceId: workers.id,
  name: name(),
  environment: 'p',
  url: 'https://worker.example/hook',
})
const worker = async (world: World) => (await world.app.graph(makeWorker, { input: newWorker(world) })).createWorker.worker
const addKey = 'mutation { addMasterKey(input: {}) { keyId } }'
const key = async ({ app, versori }: World) =>
  (await mutateCredential(app, 'create', { workspaceId: versori.id, credential: { name: 'key', data: stringData('x') } })).credential
const space = async ({ app, name }: World) =>
  (await mutate(app, 'createWorkspace', { vendor: 'CREDIBLE', key: name(), name: 'Made' })).workspace
const versioned = async (world: World, ...publish: string[]) => {
  const { id } = await http(world)
  let { connection } = await mutate(world.app, 'createConnectionVersion', { id, expectedRevision: 1, name: '1.0.0' })
  for (const name of publish) ({ connection } = await mutate(world.app, 'publishConnectionVersion', at(connection, { version: name })))
  return connection
}

const inputs: Readonly<Record<string, readonly [Case['action'], Case['subject'], Input, Case['role']?]>> = {
  createConnection: [
    'create',
    'connection',
    async ({ chartbrew, name }) => ({ connection: { chartbrew: { workspaceId: chartbrew.id, name: name(), type: 'API' } } }),
  ],
  updateConnection: ['update', 'connection', async (world) => at(await shop(world), { patch: { chartbrew: { name: world.name() } } })],
  duplicateConnection: ['create', 'connection', async (world) => ({ id: (await shop(world)).id })],
  deleteConnection: ['delete', 'connection', async (world) => at(await shop(world))],
  uploadConnectionFiles: ['update', 'connection', async (world) => at(await shop(world), { sslCa: 'enEtQ0E=' })],
  updateConnectionEnvironment: [
    'update',
    'connection',
    async (world) => {
      const made = await http(world)
      return at(made, { environmentKey: made.environments[0].vendorKey, name: 'Live' })
    },
  ],
  deleteConnectionEnvironment: [
    'update',
    'connection',
    async (world) => {
      const made = await http(world)
      return at(made, { environmentKey: made.environments[0].vendorKey })
    },
  ],
  createConnectionVersion: ['update', 'connection', async (world) => at(await http(world), { name: '1.0.0' })],
  updateConnectionVersion: ['update', 'connection', async (world) => at(await versioned(world), { version: '1.0.0', name: '1.0.1' })],
  deleteConnectionVersion: ['update', 'connection', async (world) => at(await versioned(world), { version: '1.0.0' })],
  publishConnectionVersion: ['update', 'connection', async (world) => at(await versioned(world), { version: '1.0.0' })],
  unpublishConnectionVersion: ['update', 'connection', async (world) => at(await versioned(world, '1.0.0'), { version: '1.0.0' })],
  createCredential: [
    'create',
    'credential',
    async ({ versori }) => ({ workspaceId: versori.id, credential: { name: 'key', data: stringData('x') } }),
  ],
  updateCredential: ['update', 'credential', async (world) => at(await key(world), { patch: { name: 'other' } })],
  deleteCredential: ['delete', 'credential', async (world) => at(await key(world))],
  createWorker: ['create', 'worker', async (world) => newWorker(world), 'ADMIN'],
  updateWorker: ['update', 'worker', async (world) => at(await worker(world), { patch: { name: world.name() } }), 'ADMIN'],
  rotateWorkerSecret: ['update', 'worker', async (world) => at(await worker(world)), 'ADMIN'],
  deleteWorker: ['delete', 'worker', async (world) => at(await worker(world)), 'ADMIN'],
  createWorkspace: ['create', 'workspace', async ({ name }) => ({ vendor: 'CREDIBLE', key: name(), name: 'Made' }), 'ADMIN'],
  updateWorkspace: ['update', 'workspace', async (world) => at(await space(world), { name: 'Changed' }), 'ADMIN'],
  deleteWorkspace: ['delete', 'workspace', async (world) => at(await space(world)), 'ADMIN'],
  createToken: [
    'create',
    'token',
    async ({ chartbrew }) => ({ name: 'CI', grants: [{ workspaceId: chartbrew.id, roles: ['VIEWER'] }] }),
    'ADMIN',
  ],
  revokeToken: [
    'update',
    'token',
    async ({ app }) => {
      const { token } = await mutate(app, 'createToken', { name: 'CI', grants: [{ roles: ['VIEWER'] }] })
      return { id: token.id }
    },
    'ADMIN',
  ],
  revealSecret: [
    'reveal',
    'connection',
    async ({ app, chartbrew, name }) => {
      const made = { workspaceId: chartbrew.id, name: name(), type: 'MYSQL', password: { value: 'x' } }
      return { id: (await make(app, 'chartbrew', made)).id, field: 'password' }
    },
    'REVEALER',
  ],
  addMasterKey: ['create', 'masterKey', async () => ({}), 'ADMIN'],
  rotateMasterKeys: ['update', 'masterKey', async () => ({}), 'ADMIN'],
  retireMasterKey: ['delete', 'masterKey', async ({ app }) => ({ keyId: (await app.graph(addKey)).addMasterKey.keyId }), 'ADMIN'],
  exportAuditEvents: ['export', 'audit', async () => ({ filter: { action: 'CREATE', since: '2026-01-01T00:00:00Z' } }), 'ADMIN'],
}

/** Every mutation, asked for once as it should be. */
export const mutations: Readonly<Record<string, Case>> = Object.fromEntries(
  Object.entries(inputs).map(([name, [action, subject, input, role]]): [string, Case] => {
    const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`
    const document = `mutation ($input: ${type}!) { ${name}(input: $input) { userErrors { code message path } } }`
    const ready: Case['ready'] = async (world) => {
      const variables = { input: await input(world) }
      return (token) => world.app.rest('POST', '/graphql', { query: document, variables }, { token })
    }
    return [name, { action, subject, ready, ...(role && { role }) }]
  }),
)
