import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import type { Role, Workspace } from '../../../src/store/rows.js'
import { boot, type RestAnswer, type RestOptions, type TestApp } from '../../support/boot.js'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** A running gateway and the few moves that every case makes. */
export interface World {
  start(): Promise<void>
  stop(): Promise<void>
  /** The name of a new project. */
  project(): Promise<string>
  token(roles: readonly Role[], project: string): Promise<string>
  /** One request, a second later than the one before. */
  send(method: Method, path: string, body?: unknown, options?: RestOptions): Promise<RestAnswer>
  /** A new connection from a body that names it, in a project of its own unless one is given; answers its path. */
  made(body: object, project?: string): Promise<string>
  /** A PATCH that must be accepted; answers what a GET shows then. */
  patched(path: string, body: unknown): Promise<any>
  /** What a GET of one shows. */
  read(path: string): Promise<any>
  /** Every secret that is kept, by its place, as no answer shows it. */
  secrets(path: string): Promise<Record<string, unknown>>
  revision(path: string): Promise<number>
}

export function createWorld(): World {
  let running: TestApp | undefined
  let clock = Date.parse('2026-03-05T09:30:00Z')
  const workspaces = new Map<string, Workspace>()

  const app = (): TestApp => {
    if (!running) throw new Error('The gateway is not started.')
    return running
  }
  const send: World['send'] = (method, path, body, options) => {
    clock += 1000
    return app().rest(method, path, body, options)
  }
  const project = async (): Promise<string> => {
    const key = `orchard_${workspaces.size}`
    workspaces.set(key, await app().workspace('credible', key))
    return key
  }
  const kept = async (path: string) => {
    const [, , , , key = '', , name = ''] = path.split('/')
    const { store } = app().app.deps
    const connection = await store.connections.byKey(workspaces.get(key)?.id ?? '', name)
    if (!connection) throw new Error(`${path} is not there.`)
    return connection
  }
  const read: World['read'] = async (path) => {
    const answer = await send('GET', path)
    expect(answer.status, answer.text).toBe(200)
    return answer.body
  }

  return {
    start: async () => {
      running = await boot({ now: () => clock })
    },
    stop: () => app().close(),
    project,
    token: (roles, key) => app().token(roles, workspaces.get(key)?.id),
    send,
    made: async (body, key) => {
      const path = pathOf(key ?? (await project()), (body as { name: string }).name)
      const answer = await send('POST', path, body)
      expect(answer.status, answer.text).toBe(201)
      return path
    },
    patched: async (path, body) => {
      const answer = await send('PATCH', path, body)
      expect(answer.status, answer.text).toBe(200)
      return read(path)
    },
    read,
    secrets: async (path) => {
      const connection = await kept(path)
      const { store, vault } = app().app.deps
      const opened = await store.connections.open(connection.id)
      if (!opened) throw new Error(`${path} is not there.`)
      const secrets = vault.open(connection, opened.sealed)
      return Object.fromEntries(Object.entries(secrets).map(([place, secret]) => [place, secret.open()]))
    },
    revision: async (path) => (await kept(path)).revision,
  }
}

export const collectionOf = (project: string): string => `/api/v0/projects/${project}/connections`
export const pathOf = (project: string, name: string): string => `${collectionOf(project)}/${name}`

/** Holds a refusal to its status and to the body `{ code, message }`; answers the message. */
export function expectRefusal(answer: RestAnswer, status: number, message: string | RegExp = /\w/): void {
  const expected = typeof message === 'string' ? message : expect.stringMatching(message)
  expect({ status: answer.status, body: answer.body }).toEqual({ status, body: { code: status, message: expected } })
  expect(answer.headers['content-type']).toBe('application/json; charset=utf-8')
}

const file = new URL('../../../examples/connections/credible.json', import.meta.url)
export const examples = JSON.parse(readFileSync(file, 'utf8')) as Record<string, any>

const secretMembers = new Set([
  'password', 'connectionString', 'serviceAccountKeyJson', 'privateKey', 'privateKeyPass', 'peakaKey', 'accessToken', 'secret',
  'secretAccessKey', 'sessionToken',
]) // prettier-ignore

/** A section without its secrets, and an attached database with its attributes. */
export function withoutSecrets(value: any): any {
  if (Array.isArray(value)) return value.map(withoutSecrets)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([member]) => !secretMembers.has(member))
      .map(([member, inner]) => [member, withoutSecrets(inner)]),
  )
}

/** Dotted paths of the secrets in a body, in order. */
export function secretPaths(value: any, above: readonly string[] = []): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => secretPaths(item, [...above, item.name]))
  if (typeof value !== 'object' || value === null) return []
  const paths = Object.entries(value).flatMap(([member, inner]) =>
    secretMembers.has(member) ? [[...above, member].join('.')] : secretPaths(inner, [...above, member]),
  )
  return paths.sort()
}
