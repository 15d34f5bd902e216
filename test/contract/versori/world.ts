import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { newUlid } from '../../../src/lib/id.js'
import type { Role, Workspace } from '../../../src/store/rows.js'
import { boot, type RestAnswer, type RestOptions, type TestApp } from '../../support/boot.js'
import { bigqueryBody, httpBody } from './bodies.js'

type Method = Parameters<TestApp['rest']>[0]

/** A running gateway and the few moves that every case makes. */
export interface World {
  start(): Promise<void>
  stop(): Promise<void>
  /** The key of a new organisation. */
  organisation(): Promise<string>
  token(roles: readonly Role[], organisation?: string): Promise<string>
  /** One request, a second later than the one before. */
  send(method: Method, path: string, body?: unknown, options?: RestOptions): Promise<RestAnswer>
  create(protocol: 'http' | 'bigquery', body: unknown, organisation?: string): Promise<RestAnswer>
  /** The body of a new connection, in an organisation of its own unless one is named. */
  http(changes?: object, organisation?: string): Promise<any>
  bigquery(changes?: object, organisation?: string): Promise<any>
  read(connection: any): Promise<any>
  /** A PUT of what every PUT must say, with changes. */
  put(connection: any, changes?: object): Promise<RestAnswer>
  /** The same, which must be accepted: the body of the answer. */
  replaced(connection: any, changes?: object): Promise<any>
  /** The body of a list. */
  list(organisation: string, query?: Readonly<Record<string, string>>): Promise<any>
}

export function createWorld(): World {
  let running: TestApp | undefined
  let clock = Date.parse('2024-03-05T09:30:00Z')
  const workspaces = new Map<string, Workspace>()

  const app = (): TestApp => {
    if (!running) throw new Error('The gateway is not started.')
    return running
  }
  const send: World['send'] = (method, path, body, options) => {
    clock += 1000
    return app().rest(method, path, body, options)
  }
  const organisation = async (): Promise<string> => {
    const key = newUlid()
    workspaces.set(key, await app().workspace('versori', key))
    return key
  }
  const create: World['create'] = async (protocol, body, owner) =>
    send('POST', `/o/${owner ?? (await organisation())}/protocols/${protocol}/connections`, body)
  const put: World['put'] = (connection, changes) => send('PUT', addressOf(connection), { ...updateOf(connection), ...changes })

  return {
    start: async () => {
      running = await boot({ now: () => clock })
    },
    stop: () => app().close(),
    organisation,
    token: (roles, owner) => app().token(roles, owner === undefined ? undefined : workspaces.get(owner)?.id),
    send,
    create,
    http: async (changes, owner) => accepted(await create('http', httpBody(changes), owner), 201),
    bigquery: async (changes, owner) => accepted(await create('bigquery', bigqueryBody(changes), owner), 201),
    read: async (connection) => accepted(await send('GET', addressOf(connection)), 200),
    put,
    replaced: async (connection, changes) => accepted(await put(connection, changes), 200),
    list: async (owner, query = {}) => accepted(await send('GET', `/o/${owner}/connections`, undefined, { query }), 200),
  }
}

export function addressOf({ organisationId, id }: any): string {
  return `/o/${organisationId}/connections/${id}`
}

/** What a PUT must say (contract section (b), ConnectionUpdate). */
export function updateOf({ id, organisationId, name, protocol, baseUrl, datasetId }: any): object {
  return { id, organisationId, name, protocol, ...(protocol === 'http' ? { baseUrl } : { datasetId }) }
}

function accepted({ status, body, text }: RestAnswer, expected: number): any {
  expect(status, text).toBe(expected)
  return body
}

const examples = JSON.parse(readFileSync(new URL('../../fixtures/versori/examples.json', import.meta.url), 'utf8')) as Record<string, any>

/** An example of the contract, with its ids replaced by real ones. */
export function example(name: string, ids: Readonly<Record<string, string>> = {}): any {
  const text = Object.entries(ids).reduce((json, [given, real]) => json.replaceAll(given, real), JSON.stringify(examples[name]))
  return JSON.parse(text)
}
