import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { InjectOptions } from 'fastify'
import type { Logger } from 'pino'
import { createApp, type App, type AppOptions } from '../../src/app.js'
import { readConfig } from '../../src/config.js'
import { createLog } from '../../src/log.js'
import type { AuditRecord, Role, Workspace } from '../../src/store/rows.js'
import type { VendorId } from '../../src/vendors/vendor.js'
import { recordsIn } from './records.js'

export const adminToken = 'test-admin-token-0123456789abcdef'

export interface RestAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly text: string
  /** The parsed body; undefined when it is no JSON. */
  readonly body: any
}

/** What is asked of every answer of a shim, beside what the test asks; a suite may add to it. */
export const onAnswer = new Set<(method: string, url: string, answer: RestAnswer) => void>()

export interface RestOptions {
  readonly token?: string | null
  readonly headers?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
}

/** A real gateway on a fresh store, reached by injected requests. */
export interface TestApp {
  readonly app: App
  readonly dataDir: string
  /** A request at a shim. A text or a form goes out as it is, anything else as JSON; `token: null` sends none. */
  rest(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown, options?: RestOptions): Promise<RestAnswer>
  /** A GraphQL operation; answers `data`, and throws when there are errors. */
  graph(query: string, variables?: Record<string, unknown>, token?: string): Promise<any>
  /** The same with the whole answer. */
  graphAnswer(query: string, variables?: Record<string, unknown>, token?: string): Promise<RestAnswer>
  workspace(vendor: VendorId, key: string): Promise<Workspace>
  /** A token with these roles, on one workspace or on all, or on some projects of one. */
  token(roles: readonly Role[], workspaceId?: string, projectIds?: readonly string[]): Promise<string>
  /** Every audit record, in the order in which they were written. */
  records(): Promise<AuditRecord[]>
  close(): Promise<void>
}

export interface BootOptions {
  readonly env?: Readonly<Record<string, string>>
  readonly now?: () => number
  /** Boots on a folder that is there already, and leaves it. */
  readonly dataDir?: string
  readonly logger?: Logger
  /** A clock that never goes back, in milliseconds. */
  readonly elapsed?: () => number
  readonly show?: AppOptions['show']
  /** Bounds of what waits to be sent. */
  readonly unsent?: Pick<AppOptions, 'sendMs' | 'mostUnsent'>
}

export async function boot({
  env,
  now,
  dataDir: given,
  logger = createLog('silent'),
  elapsed,
  show,
  unsent,
}: BootOptions = {}): Promise<TestApp> {
  const dataDir = given ?? mkdtempSync(join(tmpdir(), 'switchboard-test-'))
  // A slow machine, or a test that does something a hundred times, is no attack.
  const unlimited = { SWITCHBOARD_RATE_LIMITS: 'off', SWITCHBOARD_MAX_QUEUE_MS: 'off' }
  const config = readConfig({ SWITCHBOARD_DATA_DIR: dataDir, SWITCHBOARD_ADMIN_TOKEN: adminToken, ...unlimited, ...env })
  const app = await createApp(config, { logger, ...(now && { now }), ...(elapsed && { elapsed }), ...(show && { show }), ...unsent })
  const inject = async (options: InjectOptions): Promise<RestAnswer> => {
    const { statusCode, headers, payload } = await app.http.inject(options)
    return { status: statusCode, headers, text: payload, body: parsed(payload) }
  }

  const rest: TestApp['rest'] = async (method, url, body, { token = adminToken, headers, query } = {}) => {
    const answer = await inject({
      method,
      url,
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined || body instanceof FormData ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(query && { query: { ...query } }),
      ...(body === undefined ? {} : { payload: typeof body === 'string' || body instanceof FormData ? body : JSON.stringify(body) }),
    })
    for (const look of onAnswer) look(method, url, answer)
    return answer
  }
  const graphAnswer: TestApp['graphAnswer'] = (query, variables = {}, token = adminToken) =>
    rest('POST', '/graphql', { query, variables }, { token })
  const graph: TestApp['graph'] = async (query, variables, token) => {
    const { body, text } = await graphAnswer(query, variables, token)
    if (!body?.data || body.errors) throw new Error(`GraphQL answered ${text}`)
    return body.data
  }

  return {
    app,
    dataDir,
    rest,
    graph,
    graphAnswer,
    workspace: async (vendor, key) => {
      const { createWorkspace } = await graph(
        'mutation ($input: CreateWorkspaceInput!) { createWorkspace(input: $input) { workspace { id key name } userErrors { message } } }',
        { input: { vendor: vendor.toUpperCase(), key, name: `Workspace ${key}` } },
      )
      if (!createWorkspace.workspace) throw new Error(JSON.stringify(createWorkspace.userErrors))
      const [workspace] = await app.deps.store.workspaces.byIds([createWorkspace.workspace.id])
      if (!workspace) throw new Error('The workspace is not there.')
      return workspace
    },
    token: async (roles, workspaceId, projectIds) => {
      const { createToken } = await graph(
        'mutation ($input: CreateTokenInput!) { createToken(input: $input) { secret userErrors { message } } }',
        { input: { name: roles.join(' '), grants: [{ roles, ...(workspaceId && { workspaceId }), ...(projectIds && { projectIds }) }] } },
      )
      return createToken.secret
    },
    records: () => recordsIn(app.deps.store),
    close: async () => {
      await app.close()
      if (given === undefined) rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
