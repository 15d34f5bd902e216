import { expect } from 'vitest'
import { boot, type RestAnswer, type RestOptions, type TestApp } from '../../support/boot.js'

/** Replies are looked into as they came. */
export type Reply = any

/** Two teams on one gateway, and who comes to the first. */
export interface Team {
  readonly app: TestApp
  /** The clock stands still until it is moved, so that order and times can be told apart. */
  readonly passTime: (milliseconds: number) => void
  readonly viewer: string
  readonly editor: string
  /** Writes and sees secrets, without being ADMIN. */
  readonly revealer: string
  /** ADMIN of the other team only. */
  readonly foreigner: string
  readonly id: string
  readonly otherId: string
  /** Replies of requests that must succeed; as ADMIN unless told otherwise. */
  readonly post: (body: object, token?: string) => Promise<Reply>
  readonly get: (id: number, token?: string) => Promise<Reply>
  readonly put: (id: number, body: object, token?: string) => Promise<Reply>
  readonly list: (token?: string) => Promise<Reply[]>
}

export type GetTeam = () => Team

export const connections = '/team/7/connections'
export const otherConnections = '/team/8/connections'

export const connection = (id: number | string): string => `${connections}/${id}`

const json = 'application/json; charset=utf-8'

export async function bootTeam(): Promise<Team> {
  let now = Date.parse('2026-03-01T09:00:00.000Z')
  const app = await boot({ now: () => now })
  const { id } = await app.workspace('chartbrew', '7')
  const { id: otherId } = await app.workspace('chartbrew', '8')
  const succeeding = async (method: 'GET' | 'POST' | 'PUT', path: string, body?: object, token?: string): Promise<Reply> => {
    const answer = await app.rest(method, path, body, token === undefined ? {} : { token })
    expect(answer.status, `${method} ${path} answered ${answer.text}`).toBe(200)
    expect(answer.headers['content-type']).toBe(json)
    return answer.body
  }
  return {
    app,
    passTime: (milliseconds) => {
      now += milliseconds
    },
    viewer: await app.token(['VIEWER'], id),
    editor: await app.token(['EDITOR'], id),
    revealer: await app.token(['EDITOR', 'REVEALER'], id),
    foreigner: await app.token(['ADMIN'], otherId),
    id,
    otherId,
    post: (body, token) => succeeding('POST', connections, body, token),
    get: (key, token) => succeeding('GET', connection(key), undefined, token),
    put: (key, body, token) => succeeding('PUT', connection(key), body, token),
    list: (token) => succeeding('GET', connections, undefined, token),
  }
}

/** Holds a refusal to its status, its exact JSON body and its media type. */
export function expectJson(answer: RestAnswer, status: number, body: object): void {
  expect({ status: answer.status, body: answer.body as unknown }).toEqual({ status, body })
  expect(answer.headers['content-type']).toBe(json)
}

/** Holds a refusal to its status and its exact text. */
export function expectText(answer: RestAnswer, status: number, text: string): void {
  expect({ status: answer.status, text: answer.text }).toEqual({ status, text })
  expect(answer.headers['content-type']).toBe('text/html; charset=utf-8')
}

/** Every route that there is, as requests at one connection. */
export const routes = (id: number): readonly (readonly ['GET' | 'POST' | 'PUT' | 'DELETE', string, object?])[] => [
  ['GET', connections],
  ['POST', connections, { name: 'New', type: 'api' }],
  ['GET', connection(id)],
  ['PUT', connection(id), { name: 'Renamed' }],
  ['DELETE', connection(id)],
  ['POST', `${connection(id)}/duplicate`, {}],
  ['POST', `${connection(id)}/files`, {}],
]

/** Sends each route's request and hands every answer, with what was asked, to the check. */
export async function atEachRoute(
  { app }: Team,
  id: number,
  options: RestOptions,
  check: (answer: RestAnswer, asked: string) => void,
): Promise<void> {
  for (const [method, path, body] of routes(id)) check(await app.rest(method, path, body, options), `${method} ${path}`)
}
