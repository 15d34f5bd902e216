import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { createLog } from '../../src/log.js'
import type { Role } from '../../src/store/rows.js'
import { listen, type ListeningApp } from '../cli/command-line.js'
import type { RestAnswer, RestOptions, TestApp } from '../support/boot.js'
import { lookFor, markedBytes, plainMark } from './marks.js'

export const adminToken = `admin_${plainMark('the admin token')}_admin`
export const metricsToken = `metrics_${plainMark('the metrics token')}`
const masterKey = markedBytes('the master key', 32).toString('base64')
export const signingSecret = `whsec_${markedBytes('a signing secret', 32).toString('base64')}`

export type Who = 'ADMIN' | 'EDITOR' | 'TESTER' | 'VIEWER' | 'REVEALER'

/** A gateway that is watched: whatever it says is kept, but for what it may say to those who may see secrets. */
export interface Watched {
  readonly app: ListeningApp
  /** Answers by GraphQL, refusals, and what REST answers to who may see no secrets. */
  readonly answers: string[]
  readonly lines: string[]
  readonly traces: string[]
  /** Where workers are, and what the good one got. */
  readonly workers: { readonly good: string; readonly bad: string; readonly got: Buffer[] }
  readonly dataDir: string
  readonly logger: Logger
  /** A request at a shim. */
  rest(who: Who | null, method: Parameters<TestApp['rest']>[0], path: string, body?: unknown, options?: RestOptions): Promise<RestAnswer>
  graph(who: Who | null, query: string, variables?: Record<string, unknown>): Promise<RestAnswer>
  /** Notes what came by another way. */
  note(...texts: string[]): void
  tokenOf(who: Who): string
  close(): Promise<void>
}

const sees = (who: Who | null): boolean => who === 'ADMIN' || who === 'REVEALER'

export async function watched(): Promise<Watched> {
  const dataDir = mkdtempSync(join(tmpdir(), 'switchboard-leaks-'))
  writeFileSync(join(dataDir, 'master.key'), `k1:${masterKey}\n`, { mode: 0o600 })
  const [answers, lines, traces, got] = [[] as string[], [] as string[], [] as string[], [] as Buffer[]]
  const servers: Server[] = []
  const serve = async (take: (body: Buffer, path: string) => [number, string]): Promise<string> => {
    const server = createServer((request, response) => {
      void buffer(request).then((body) => {
        const [status, text] = take(body, request.url ?? '')
        response.writeHead(status, { 'content-type': 'application/json' }).end(text)
      })
    })
    servers.push(server)
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }
  const collector = await serve((body, path) => {
    traces.push(path, body.toString('latin1'))
    return [200, '{}']
  })
  const good = await serve((body) => {
    got.push(body)
    return [200, '{}']
  })
  const bad = await serve((body) => [500, body.toString()]) // It says back all that it got.

  const env = {
    SWITCHBOARD_ADMIN_TOKEN: adminToken,
    SWITCHBOARD_METRICS_TOKEN: metricsToken,
    SWITCHBOARD_EGRESS_ALLOW: '127.0.0.1/32',
    OTEL_EXPORTER_OTLP_ENDPOINT: collector,
  }
  const logger = createLog('trace', { write: (line: string) => void lines.push(line) })
  const app = await listen({ dataDir, logger, env })
  const tokens: Partial<Record<Who, string>> = { ADMIN: adminToken }
  const kept = (who: Who | null, answer: RestAnswer, mayShow: boolean): RestAnswer => {
    answers.push(JSON.stringify(answer.headers), ...(mayShow && sees(who) && answer.status < 300 ? [] : [answer.text]))
    return answer
  }
  const credentials = (who: Who | null): RestOptions => ({ token: who === null ? null : (tokens[who] ?? null) })
  const all: Watched = {
    app,
    answers,
    lines,
    traces,
    dataDir,
    logger,
    workers: { good, bad, got },
    rest: async (who, method, path, body, options) =>
      kept(who, await app.rest(method, path, body, { ...credentials(who), ...options }), true),
    graph: async (who, query, variables = {}) =>
      kept(who, await app.rest('POST', '/graphql', { query, variables }, credentials(who)), /revealSecret|createToken/.test(query)),
    note: (...texts) => void answers.push(...texts),
    tokenOf: (who) => tokens[who] ?? '',
    close: async () => {
      await app.close()
      for (const server of servers) server.close()
    },
  }
  for (const role of ['EDITOR', 'TESTER', 'VIEWER', 'REVEALER'] as const satisfies readonly Role[]) {
    tokens[role] = await createToken(all, role)
    lookFor(tokens[role].split('_')[2] ?? '')
  }
  return all
}

async function createToken(gateway: Watched, role: Role): Promise<string> {
  const query = 'mutation ($input: CreateTokenInput!) { createToken(input: $input) { secret userErrors { message } } }'
  const { body } = await gateway.graph('ADMIN', query, { input: { name: role, grants: [{ roles: [role] }] } })
  return body.data.createToken.secret
}
