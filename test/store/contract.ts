import { afterAll, beforeAll, describe } from 'vitest'
import type { Store } from '../../src/store/store.js'
import { connectionSuite } from './connections.js'
import { dataKeySuite } from './data-keys.js'
import { deploymentSuite } from './deployments.js'
import { listSuite } from './lists.js'
import { partSuite } from './parts.js'
import { partWriteSuite } from './part-writes.js'
import { tokenSuite } from './tokens.js'

/** A store on a database of its own. */
export interface OpenStore {
  readonly store: Store
  close(): Promise<void>
}

/** What every store promises, whatever it is built on. */
export function storeSuite(name: string, open: () => Promise<OpenStore>): void {
  describe(`the store on ${name}`, () => {
    let opened: OpenStore | undefined
    const store = (): Store => {
      if (!opened) throw new Error('The store is not open.')
      return opened.store
    }
    beforeAll(async () => {
      opened = await open()
    })
    afterAll(() => opened?.close())

    describe('connections', () => connectionSuite(store))
    describe('parts and secrets', () => partSuite(store))
    describe('data keys', () => dataKeySuite(store))
    describe('parts by themselves', () => partWriteSuite(store))
    describe('workers and deployments', () => deploymentSuite(store))
    describe('lists', () => listSuite(store))
    describe('tokens, workspaces and records', () => tokenSuite(store))
  })
}
