import type { z } from 'zod'
import type { Json } from '../lib/json.js'
import type { Found, FoundPage } from './found.js'

export type Params = Readonly<Record<string, string>>

/** What a request says beside its subject: `input` is the body as the route has read it. */
export interface Told {
  readonly params: Params
  /** As `query` has checked it; empty without one. */
  readonly query: object
  readonly input?: unknown
}

interface Row {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly query?: z.ZodType<object>
  /** The workspace's key. */
  workspace(params: Params): string
}

interface KeyRow extends Row {
  /** The connection's key; throws `invalid` when it cannot be one. */
  key(params: Params): string
}

interface InputRow {
  /** A first look at a body, before the connection is looked for; throws when it can be no body of this vendor. */
  readBody?(body: unknown): unknown
  /** Path and query joined to the body, their disagreement refused. */
  input(body: unknown, params: Params): unknown
}

export interface OneAnswer {
  /** `encode` may show a part of the connection, and throws `notFound` when there is no such part; undefined sends no body. */
  readonly answer: { readonly status: number; encode(found: Found, told: Told): Json | undefined }
}

/** One row of a REST surface: a description, no handler. */
export type Route =
  | (Row & InputRow & OneAnswer & { readonly action: 'create' })
  | (KeyRow & OneAnswer & { readonly action: 'find' })
  /** `touch`: updatedAt moves although nothing changed. */
  | (KeyRow & InputRow & OneAnswer & { readonly action: 'update'; readonly touch?: true })
  /** Changes a part of the connection, by one of the vendor's `changes`. */
  | (KeyRow & InputRow & OneAnswer & { readonly action: 'change'; readonly change: string })
  /** Makes a new connection by the vendor's `copy`; the answer shows the new one. */
  | (KeyRow & InputRow & OneAnswer & { readonly action: 'duplicate' })
  | (KeyRow & { readonly action: 'delete'; readonly answer: { readonly status: number; body(params: Params): Json | undefined } })
  | (Row & {
      readonly action: 'list'
      page(query: unknown): RestPage
      readonly answer: { readonly status: number; encode(page: FoundPage): Json }
    })

/** What a list route asks for. Without `first` it is the whole list. */
export interface RestPage {
  readonly order: { readonly field: 'createdAt' | 'updatedAt'; readonly direction: 'asc' | 'desc' }
  readonly types?: readonly string[]
  readonly first?: number
  readonly after?: string
  readonly before?: string
}
