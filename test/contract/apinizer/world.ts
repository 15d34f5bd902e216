import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import type { RestAnswer, RestOptions, TestApp } from '../../support/boot.js'
import type { GetApp } from './messaging-project.js'

export type Reply = any
export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** A project, and who comes to it. */
export interface World {
  readonly app: TestApp
  readonly id: string
  readonly viewer: string
  readonly editor: string
  /** Reads with secrets, and writes. */
  readonly revealer: string
  /** ADMIN of another project only. */
  readonly foreigner: string
  /** A request at one connection of the project; as ADMIN unless told otherwise. */
  readonly at: (method: Method, name: string, body?: unknown, options?: RestOptions) => Promise<RestAnswer>
  readonly list: (type: string, token?: string) => Promise<Reply[]>
  /** The connection, of a GET that must succeed. */
  readonly get: (name: string, token?: string) => Promise<Reply>
  readonly post: (body: { readonly name: string }, token?: string) => Promise<Reply>
  readonly put: (name: string, body: object, token?: string) => Promise<Reply>
  /** A name that nobody has. */
  readonly name: (stem?: string) => string
}

export type GetWorld = () => Promise<World>

export const connections = '/apiops/projects/MyProject/connections/'
export const connection = (name: string): string => `${connections}${encodeURIComponent(name)}/`
export const mediaType = 'application/json;charset=UTF-8'
/** Nobody is there to deploy to. */
export const deployed = { success: true, deploymentResult: { success: true, deploymentResults: [] } }
export const notDeployed = { success: true }

export const email = (name: string, more: object = {}): { readonly name: string } & Record<string, unknown> => ({
  type: 'email',
  name,
  host: 'mail.example',
  ...more,
})

export type Example = { readonly type: string; readonly name: string } & Readonly<Record<string, unknown>>
export const examples = JSON.parse(
  readFileSync(new URL('../../../examples/connections/apinizer.json', import.meta.url), 'utf8'),
) as readonly Example[]

/** Made once, by the first case that asks. */
export function createWorld(app: GetApp): GetWorld {
  let world: Promise<World> | undefined
  return () => (world ??= build(app()))
}

async function build(app: TestApp): Promise<World> {
  const { id } = await app.workspace('apinizer', 'MyProject')
  const { id: otherId } = await app.workspace('apinizer', 'OtherProject')
  let count = 0
  const as = (token: string | undefined): RestOptions => (token === undefined ? {} : { token })
  const at: World['at'] = (method, name, body, options) => app.rest(method, connection(name), body, options)
  const succeeding = async (answer: Promise<RestAnswer>): Promise<Reply> => {
    const { status, body, text, headers } = await answer
    expect(status, text).toBe(200)
    expect(headers['content-type']).toBe(mediaType)
    return body
  }
  return {
    app,
    id,
    viewer: await app.token(['VIEWER'], id),
    editor: await app.token(['EDITOR'], id),
    revealer: await app.token(['EDITOR', 'REVEALER'], id),
    foreigner: await app.token(['ADMIN'], otherId),
    at,
    list: async (type, token) => (await succeeding(app.rest('GET', connections, undefined, { query: { type }, ...as(token) }))).resultList,
    get: async (name, token) => {
      const body = await succeeding(at('GET', name, undefined, as(token)))
      expect(body).toMatchObject({ success: true, resultCount: 1 })
      return body.resultList[0]
    },
    post: (body, token) => succeeding(at('POST', body.name, body, as(token))),
    put: (name, body, token) => succeeding(at('PUT', name, body, as(token))),
    name: (stem = 'connection') => `${stem}-${(count += 1)}`,
  }
}

/** Holds a refusal to its status, its code and its exact text: two members and nothing else. */
export function expectError(answer: RestAnswer, status: number, error: string, text: string): void {
  expect({ status: answer.status, body: answer.body as unknown }).toEqual({ status, body: { error, error_description: text } })
  expect(answer.headers['content-type']).toBe(mediaType)
}

/** Every route, as requests at one connection. */
export const routes = (name: string): readonly (readonly [Method, string, object?])[] => [
  ['GET', `${connections}?type=email`],
  ['GET', connection(name)],
  ['POST', connection(name), email(name)],
  ['PUT', connection(name), email(name)],
  ['DELETE', connection(name)],
]

/** An example as it is answered: one member is put in order by the server (contract section 2.14). */
export const answered = (example: Example): Example =>
  example.type === 'logback' ? { ...example, logPath: `${String(example.logPath)}/` } : example
