import { expect } from 'vitest'
import type { RestAnswer, RestOptions } from '../../support/boot.js'
import type { World } from './world.js'

export const mask = '******'

export const client = {
  clientId: 'nw-app',
  clientSecret: 'kept-clientSecret',
  authorizeUrl: 'https://l.example/a',
  tokenUrl: 'https://l.example/t',
}

/** One credential of each type, in its fullest form; every secret has the word kept in it. */
export const everyType: Readonly<Record<string, any>> = {
  none: {},
  string: { value: 'kept-value' },
  binary: { valueBase64: Buffer.from('kept-valueBase64').toString('base64') },
  'basic-auth': { username: 'robot', password: 'kept-password' },
  'oauth2-client': { ...client, scopes: ['orders:read'], additionalParams: { audience: 'orders' } },
  'oauth2-token': { ...client, scopes: [], accessToken: 'kept-accessToken', refreshToken: 'kept-refreshToken' },
}

export const holdsSecret = (answer: unknown): boolean => /kept|a2VwdC/.test(JSON.stringify(answer))

/** The credentials of one organisation, as a client works with them. */
export interface Credentials {
  readonly organisation: string
  readonly at: (id?: string) => string
  /** The body of a new credential. */
  create(body: object): Promise<any>
  read(id: string): Promise<any>
  put(credential: any, changes?: object, options?: RestOptions): Promise<RestAnswer>
  /** The same, which must be accepted: the body of the answer. */
  replaced(credential: any, changes?: object): Promise<any>
  remove(id: string, options?: RestOptions): Promise<RestAnswer>
  list(query?: Readonly<Record<string, string>>): Promise<any>
}

export async function credentialsOf(world: World, given?: string): Promise<Credentials> {
  const organisation = given ?? (await world.organisation())
  const at = (id?: string): string => `/o/${organisation}/credentials${id === undefined ? '' : `/${id}`}`
  const accepted = ({ status, body, text }: RestAnswer, expected: number): any => {
    expect(status, text).toBe(expected)
    return body
  }
  const put: Credentials['put'] = (credential, changes, options) =>
    world.send('PUT', at(credential.id), { ...credential, ...changes }, options)
  return {
    organisation,
    at,
    create: async (body) => accepted(await world.send('POST', at(), body), 201),
    read: async (id) => accepted(await world.send('GET', at(id)), 200),
    put,
    replaced: async (credential, changes) => accepted(await put(credential, changes), 200),
    remove: (id, options) => world.send('DELETE', at(id), undefined, options),
    list: async (query = {}) => accepted(await world.send('GET', at(), undefined, { query }), 200),
  }
}
