import { accepted, examplesOf, type Case, type World } from './case.js'

type Method = 'POST' | 'PUT' | 'PATCH' | 'DELETE'
type Request = readonly [path: string, body?: unknown, headers?: Readonly<Record<string, string>>]
type Row = readonly [Case['action'], Case['subject'], (world: World) => Promise<Request>, Pick<Case, 'role' | 'isPublic'>?]

const admin = { role: 'ADMIN' } as const
const [mailer] = examplesOf('apinizer')
const { sales_pg: postgres } = examplesOf('credible')

/** Something made at a shim, and what its answer shows. */
async function made({ app }: World, path: string, body: unknown): Promise<any> {
  return accepted(await app.rest('POST', path, body))
}

const acme = async (world: World, isThere: boolean): Promise<Request> => {
  const name = world.name()
  const path = `/apiops/projects/${world.apinizer.key}/connections/${name}`
  if (isThere) await made(world, path, { ...mailer, name })
  return [path, { ...mailer, name, description: 'Changed' }]
}
const team = async (world: World, below = '', body?: unknown): Promise<Request> => {
  const path = `/team/${world.chartbrew.key}/connections`
  const { id } = await made(world, path, { name: 'Shop', type: 'mysql' })
  return [`${path}/${id}${below}`, body]
}
const files = (): FormData => {
  const form = new FormData()
  form.append('sslCa', new Blob(['zq-CA']), 'ca.pem')
  return form
}
const orchard = async (world: World, body?: unknown): Promise<Request> => {
  const name = world.name()
  const path = `/api/v0/projects/${world.credible.key}/connections/${name}`
  await made(world, path, { ...postgres, name })
  return [path, body]
}
const project = async (world: World, body?: unknown): Promise<Request> => {
  const name = world.name()
  await made(world, '/api/v0/projects', { name })
  return [`/api/v0/projects/${name}`, body && { ...body, name }]
}
const orders = { name: 'Orders', baseUrl: 'https://orders.example/v2', authSchemeConfigs: [], environments: [] }
const northwind = async (world: World, environments: readonly string[] = []): Promise<{ path: string; one: any }> => {
  const root = `/o/${world.versori.key}`
  const named = environments.map((name) => ({ name, variables: [], credentials: {} }))
  const one = await made(world, `${root}/protocols/http/connections`, { ...orders, environments: named })
  return { path: `${root}/connections/${one.id}`, one }
}
const environment = async (world: World): Promise<Request> => {
  const { path, one } = await northwind(world, ['P', 'Q'])
  const [{ id }] = one.environments
  return [`${path}/environments/${id}`, { id, name: 'Live' }]
}
const version = async (
  world: World,
  below = '',
  { isPublished = false, body }: { isPublished?: boolean; body?: unknown } = {},
): Promise<Request> => {
  const { path } = await northwind(world)
  await made(world, `${path}/versions`, { name: '1.0.0' })
  if (isPublished) await made(world, `${path}/versions/1.0.0/publish`, undefined)
  return [`${path}/versions/1.0.0${below}`, body]
}
const key = { name: 'key', type: 'string', data: { value: 'x' } }
const credential = async (world: World): Promise<Request> => {
  const path = `/o/${world.versori.key}/credentials`
  const one = await made(world, path, key)
  return [`${path}/${one.id}`, { ...one, name: 'other' }]
}
const withoutBody = ([path]: Request): Request => [path]

const rows: Readonly<Record<string, Row>> = {
  'apinizer POST /apiops/projects/:projectName/connections/:connectionName': ['create', 'connection', (world) => acme(world, false)],
  'apinizer PUT /apiops/projects/:projectName/connections/:connectionName': ['update', 'connection', (world) => acme(world, true)],
  'apinizer DELETE /apiops/projects/:projectName/connections/:connectionName': [
    'delete',
    'connection',
    async (world) => withoutBody(await acme(world, true)),
  ],
  'apinizer POST /apiops/auth/token': [
    'create',
    'token',
    async ({ app }) => {
      const text = await app.token(['EDITOR'])
      const form = { grant_type: 'client_credentials', client_id: `tok_${text.split('_')[1] ?? ''}`, client_secret: text }
      return ['/apiops/auth/token', new URLSearchParams(form).toString(), { 'content-type': 'application/x-www-form-urlencoded' }]
    },
    { isPublic: true },
  ],
  'chartbrew POST /team/:team_id/connections': [
    'create',
    'connection',
    async ({ chartbrew }) => [`/team/${chartbrew.key}/connections`, { name: 'Shop', type: 'mysql' }],
  ],
  'chartbrew PUT /team/:team_id/connections/:connection_id': ['update', 'connection', (world) => team(world, '', { name: 'Store' })],
  'chartbrew DELETE /team/:team_id/connections/:connection_id': ['delete', 'connection', (world) => team(world)],
  'chartbrew POST /team/:team_id/connections/:connection_id/duplicate': [
    'create',
    'connection',
    (world) => team(world, '/duplicate', { name: 'Copy' }),
  ],
  'chartbrew POST /team/:team_id/connections/:connection_id/files': ['update', 'connection', (world) => team(world, '/files', files())],
  'credible POST /projects/:projectName/connections/:connectionName': [
    'create',
    'connection',
    async ({ credible, name }) => {
      const own = name()
      return [`/api/v0/projects/${credible.key}/connections/${own}`, { ...postgres, name: own }]
    },
  ],
  'credible PATCH /projects/:projectName/connections/:connectionName': [
    'update',
    'connection',
    (world) => orchard(world, { postgresConnection: { host: 'pg2.example' } }),
  ],
  'credible DELETE /projects/:projectName/connections/:connectionName': ['delete', 'connection', (world) => orchard(world)],
  'credible POST /projects': ['create', 'workspace', async ({ name }) => ['/api/v0/projects', { name: name() }], admin],
  'credible PATCH /projects/:projectName': ['update', 'workspace', (world) => project(world, { readme: 'Kiwi' }), admin],
  'credible DELETE /projects/:projectName': ['delete', 'workspace', (world) => project(world), admin],
  'versori POST /o/:organisation_id/protocols/http/connections': [
    'create',
    'connection',
    async ({ versori }) => [`/o/${versori.key}/protocols/http/connections`, orders],
  ],
  'versori POST /o/:organisation_id/protocols/bigquery/connections': [
    'create',
    'connection',
    async ({ versori }) => [
      `/o/${versori.key}/protocols/bigquery/connections`,
      { name: 'Lake', datasetId: 'acme-prod.sales', environments: [] },
    ],
  ],
  'versori PUT /o/:organisation_id/connections/:connection_id': [
    'update',
    'connection',
    async (world) => {
      const {
        path,
        one: { id, organisationId, protocol, baseUrl },
      } = await northwind(world)
      return [path, { id, organisationId, protocol, baseUrl, name: 'Renamed' }]
    },
  ],
  'versori DELETE /o/:organisation_id/connections/:connection_id': [
    'delete',
    'connection',
    async (world) => [(await northwind(world)).path],
  ],
  'versori PUT /o/:organisation_id/connections/:connection_id/environments/:environment_id': ['update', 'connection', environment],
  'versori DELETE /o/:organisation_id/connections/:connection_id/environments/:environment_id': [
    'update',
    'connection',
    async (world) => withoutBody(await environment(world)),
  ],
  'versori POST /o/:organisation_id/connections/:connection_id/versions': [
    'update',
    'connection',
    async (world) => [`${(await northwind(world)).path}/versions`, { name: '1.0.0' }],
  ],
  'versori PUT /o/:organisation_id/connections/:connection_id/versions/:version': [
    'update',
    'connection',
    (world) => version(world, '', { body: { name: '1.0.1' } }),
  ],
  'versori DELETE /o/:organisation_id/connections/:connection_id/versions/:version': ['update', 'connection', (world) => version(world)],
  'versori POST /o/:organisation_id/connections/:connection_id/versions/:version/publish': [
    'update',
    'connection',
    (world) => version(world, '/publish'),
  ],
  'versori POST /o/:organisation_id/connections/:connection_id/versions/:version/unpublish': [
    'update',
    'connection',
    (world) => version(world, '/unpublish', { isPublished: true }),
  ],
  'versori POST /o/:organisation_id/credentials': ['create', 'credential', async ({ versori }) => [`/o/${versori.key}/credentials`, key]],
  'versori PUT /o/:organisation_id/credentials/:credential_id': ['update', 'credential', credential],
  'versori DELETE /o/:organisation_id/credentials/:credential_id': [
    'delete',
    'credential',
    async (world) => withoutBody(await credential(world)),
  ],
}

/** Every route that changes something, called once as it should be. */
export const routes: Readonly<Record<string, Case>> = Object.fromEntries(
  Object.entries(rows).map(([name, [action, subject, request, more]]): [string, Case] => {
    const ready: Case['ready'] = async (world) => {
      const [path, body, headers = {}] = await request(world)
      return (token) => world.app.rest(name.split(' ')[1] as Method, path, body, { token, headers })
    }
    return [name, { action, subject, ready, ...more }]
  }),
)
