import type { IncomingHttpHeaders, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { isDeepStrictEqual } from 'node:util'
import { expect, onTestFinished, vi } from 'vitest'
import { boot, type BootOptions, type RestAnswer, type TestApp } from '../support/boot.js'

/** What a worker gets. */
export type Delivery = Readonly<Record<string, any>>
type Take = (delivery: Delivery, id: string) => unknown

/** The program of `examples/worker`. */
interface ExampleWorker {
  createWorker(secret: string, take: Take): Server
  masked(delivery: Delivery): Delivery
}

export const { createWorker, masked } = (await import(new URL('../../examples/worker/worker.mjs', import.meta.url).href)) as ExampleWorker

export const signingSecret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
export const password = 'm4il-S3cret'

/** The example worker on a socket of its own, for the time of one test. */
export interface TestWorker {
  readonly url: string
  readonly secret: string
  /** What it was asked to take, whether or not it took it. */
  readonly asked: Delivery[]
  readonly ids: string[]
  readonly headers: IncomingHttpHeaders[]
  /** What it does with a delivery; takes it unless told. */
  take: Take
}

export async function startWorker(secret = signingSecret): Promise<TestWorker> {
  const [asked, ids, headers] = [[] as Delivery[], [] as string[], [] as IncomingHttpHeaders[]]
  const worker = { url: '', secret, asked, ids, headers, take: (() => undefined) as Take }
  const server = createWorker(secret, (delivery, id) => {
    asked.push(delivery)
    ids.push(id)
    return worker.take(delivery, id)
  })
  server.on('request', (request) => headers.push(request.headers))
  worker.url = await listen(server)
  return worker
}

/** Lets a server listen for the time of one test; answers its address. */
export async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

/** A gateway with an Apinizer project, and a clock that stands still. */
export interface World {
  readonly app: TestApp
  readonly workspaceId: string
  /** Makes a worker of the project by GraphQL; answers the payload. */
  addWorker(url: string, more?: object, token?: string): Promise<any>
  rest(method: 'POST' | 'PUT' | 'DELETE', name: string, body?: object): Promise<RestAnswer>
  /** Deployments of the project's connection, of those that are gone too, the newest first. */
  deployments(workerId: string): Promise<any[]>
}

export const allowed = { SWITCHBOARD_EGRESS_ALLOW: '127.0.0.1/32' }

/** Stops the clock and boots, for the time of one test. */
export async function world(options: BootOptions = {}): Promise<World> {
  stopClock()
  const app = await boot({ env: allowed, ...options })
  onTestFinished(() => app.close())
  const { id } = await app.workspace('apinizer', 'Shop')
  return worldOf(app, id)
}

/** A project of a gateway that is there. */
export function worldOf(app: TestApp, workspaceId: string): World {
  return {
    app,
    workspaceId,
    addWorker: (url, more, token) =>
      mutate(app, 'createWorker', { workspaceId, name: 'One', environment: 'production', url, secret: signingSecret, ...more }, token),
    rest: (method, name, body) => app.rest(method, `/apiops/projects/Shop/connections/${encodeURIComponent(name)}/`, body),
    deployments: async (workerId) =>
      (
        await app.graph(
          `query ($id: ID!) { node(id: $id) { ... on Worker { deployments(first: 100) { nodes { ${deploymentFields} } } } } }`,
          { id: workerId },
        )
      ).node.deployments.nodes,
  }
}

export const deploymentFields =
  'id kind state connectionKey revision attempts nextAt createdAt finishedAt failure worker { id name } connection { ... on Node { id } }'

const workerFields = 'worker { id name environment url revision createdAt updatedAt workspace { id } secret { isSet changedAt version } }'
const userErrors = 'userErrors { code message path ... on StaleError { currentRevision } }'
const answers: Readonly<Record<string, string>> = {
  createWorker: `${workerFields} secret`,
  updateWorker: workerFields,
  rotateWorkerSecret: `${workerFields} secret`,
  deleteWorker: 'deletedWorkerId',
}

/** Runs a mutation about workers; answers its payload. */
export async function mutate(app: TestApp, name: string, input: object, token?: string): Promise<any> {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`
  const document = `mutation ($input: ${type}!) { ${name}(input: $input) { ${answers[name] ?? ''} ${userErrors} } }`
  return (await app.graph(document, { input }, token))[name]
}

export const email = (name: string, more: object = {}): object => ({
  type: 'email',
  name,
  host: 'mail.example',
  auth: true,
  username: 'billing',
  password,
  ...more,
})

/** Only the clock and what waits for it stand still; sockets do not. */
export function stopClock(): void {
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
}

/** Moves the clock to this time, and wakes who waited for it. */
export async function moveTo(time: string | number): Promise<void> {
  await vi.advanceTimersByTimeAsync(new Date(time).getTime() - Date.now())
}

/** Waits for sockets; the clock stands still. */
export async function until<T>(look: () => T | Promise<T>, expected: T): Promise<void> {
  const end = performance.now() + 10_000
  let found = await look()
  while (!isDeepStrictEqual(found, expected) && performance.now() < end) {
    await new Promise((resolve) => setImmediate(resolve))
    found = await look()
  }
  expect(found).toEqual(expected)
}
