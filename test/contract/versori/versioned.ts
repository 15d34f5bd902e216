import { expect } from 'vitest'
import type { RestAnswer } from '../../support/boot.js'
import { addressOf, type World } from './world.js'

type Query = Readonly<Record<string, string>>

/** The moves that cases about versions make. */
export interface Versioned {
  at(connection: any, name: string): string
  list(connection: any, query?: Query): Promise<any>
  create(connection: any, body: unknown): Promise<RestAnswer>
  get(connection: any, name: string): Promise<RestAnswer>
  /** A whole that says nothing but `changes`. */
  put(connection: any, name: string, changes?: unknown): Promise<RestAnswer>
  publish(connection: any, name: string): Promise<RestAnswer>
  unpublish(connection: any, name: string): Promise<RestAnswer>
  remove(connection: any, name: string, query?: Query): Promise<RestAnswer>
  /** A new connection and its drafts of these names. */
  of(...names: readonly string[]): Promise<any[]>
}

export function versioned(world: World): Versioned {
  const collection = (connection: any): string => `${addressOf(connection)}/versions`
  const at = (connection: any, name: string): string => `${collection(connection)}/${encodeURIComponent(name)}`
  const create: Versioned['create'] = (connection, body) => world.send('POST', collection(connection), body)
  return {
    at,
    create,
    list: async (connection, query = {}) => {
      const { status, body, text } = await world.send('GET', collection(connection), undefined, { query })
      expect(status, text).toBe(200)
      return body
    },
    get: (connection, name) => world.send('GET', at(connection, name)),
    put: (connection, name, changes = { name }) => world.send('PUT', at(connection, name), changes),
    publish: (connection, name) => world.send('POST', `${at(connection, name)}/publish`),
    unpublish: (connection, name) => world.send('POST', `${at(connection, name)}/unpublish`),
    remove: (connection, name, query = {}) => world.send('DELETE', at(connection, name), undefined, { query }),
    of: async (...names) => {
      const made = await world.http()
      const versions: any[] = []
      for (const name of names) {
        const { status, body, text } = await create(made, { name })
        expect(status, text).toBe(201)
        versions.push(body)
      }
      return [made, ...versions]
    },
  }
}
