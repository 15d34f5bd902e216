import type { z } from 'zod'
import type { Json } from '../lib/json.js'
import type { Doubled } from '../lib/json-scan.js'
import type { Issue } from '../lib/problem.js'
import type { PartKind } from './fields.js'
import type { Found, FoundPage, FoundPart, FoundWorkspace } from './found.js'
import type { Duplicate, WorkspaceText } from './vendor.js'

export type Params = Readonly<Record<string, string>>

/** What a request says beside its subject: `input` is the body as the route has read it. */
export interface Told {
  readonly params: Params
  /** As `query` has checked it; empty without one. */
  readonly query: object
  /** UTC milliseconds. */
  readonly now: number
  readonly input?: unknown
  /** Where in the whole the part stands that a change has made; only after a change. */
  readonly place?: Issue['path']
  /** What has become of a write at the workers; only of a vendor that deploys. */
  readonly deployed?: readonly Deployed[]
}

/** What has become of a write in one environment. */
export interface Deployed {
  readonly environment: string
  readonly success: boolean
  readonly message: string
}

/** A row that is about no one workspace. */
interface OpenRow {
  /** The name of the operation in the vendor's OpenAPI document. */
  readonly operation: string
  readonly summary: string
  /** What the document groups it under. */
  readonly tag: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly query?: z.ZodObject
}

/** A row that everybody may call, without a token. */
interface PublicRow extends OpenRow {
  readonly isPublic: true
}

interface Row extends OpenRow {
  /** The workspace's key. */
  workspace(params: Params): string
}

interface KeyRow extends Row {
  /** The connection's key; throws `invalid` when it cannot be one. */
  key(params: Params): string
}

/** A form of files: each of these parts once at the most, of so many bytes. It comes to `input` as base64 by part. */
export interface MultipartBody {
  readonly kind: 'multipart'
  readonly parts: readonly string[]
  readonly limit: number
}

/** A form of texts; it comes to `input` as an object of them. */
export interface UrlEncodedBody {
  readonly kind: 'urlencoded'
}

/** What a body may be, as the OpenAPI document tells it; what checks a body is `input` and the vendor's `parse`. */
export interface Described {
  readonly schema: z.ZodType
  readonly example: Json
}

/** What an answer is, as the OpenAPI document tells it; undefined when it has no body. */
interface Shown {
  readonly schema: z.ZodType | undefined
  readonly status: number
}

interface InputRow<Input = unknown> {
  /** Undefined when there is nothing to say in a body, or it is a form of files. */
  readonly request: Described | undefined
  /** JSON unless told. A form is read when the connection is found. */
  readonly body?: MultipartBody
  /** A key that bodies of an older contract have twice; no other key may come twice. */
  readonly doubled?: Doubled
  /** A first look at a body, before the connection is looked for; throws when it can be no body of this vendor. */
  readBody?(body: unknown): unknown
  /** Path and query joined to the body, their disagreement refused. `query` is as the row's schema has checked it. */
  input(body: unknown, params: Params, query: object): Input
}

export interface OneAnswer {
  /** `encode` may show a part of the connection, and throws `notFound` when there is no such part; undefined sends no body. */
  readonly answer: Shown & { encode(found: Found, told: Told): Json | undefined }
}

interface WorkspaceAnswer {
  readonly answer: Shown & { encode(found: FoundWorkspace, told: Told): Json }
}

export type WorkspaceTexts = Partial<Readonly<Record<WorkspaceText, string | null | undefined>>>

/** A row about shared parts of the workspace. */
interface PartRow extends Row {
  readonly part: PartKind
}

interface PartKeyRow extends PartRow {
  /** The part's key; throws `invalid` when it cannot be one. */
  key(params: Params): string
}

interface PartAnswer {
  readonly answer: Shown & { encode(found: FoundPart, told: Told): Json }
}

interface GoneAnswer {
  readonly answer: Shown & { body(params: Params, deployed?: readonly Deployed[]): Json | undefined }
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
  | (KeyRow & InputRow<Duplicate> & OneAnswer & { readonly action: 'duplicate' })
  | (KeyRow & GoneAnswer & { readonly action: 'delete' })
  | (Row & {
      readonly action: 'list'
      page(query: unknown): RestPage
      readonly answer: Shown & { encode(page: FoundPage): Json }
    })
  /** Every workspace of the vendor that the caller may read, by name. */
  | (OpenRow & {
      readonly action: 'listWorkspaces'
      readonly answer: Shown & { encode(found: readonly FoundWorkspace[], told: Told): Json }
    })
  | (Row & WorkspaceAnswer & { readonly action: 'findWorkspace' })
  /** Makes a workspace, or changes the one of that key. */
  | (OpenRow &
      WorkspaceAnswer & {
        readonly action: 'putWorkspace'
        readonly request: Described
        input(body: unknown, params: Params): WorkspaceTexts & { readonly key: string }
      })
  | (Row &
      WorkspaceAnswer & {
        readonly action: 'updateWorkspace'
        readonly request: Described
        input(body: unknown, params: Params, before: FoundWorkspace): WorkspaceTexts
      })
  | (Row & WorkspaceAnswer & { readonly action: 'deleteWorkspace' })
  | (PartRow & InputRow & PartAnswer & { readonly action: 'createPart' })
  | (PartKeyRow & PartAnswer & { readonly action: 'findPart' })
  | (PartKeyRow & InputRow & PartAnswer & { readonly action: 'updatePart' })
  | (PartKeyRow & GoneAnswer & { readonly action: 'deletePart' })
  /** The most recently updated first. */
  | (PartRow & {
      readonly action: 'listParts'
      page(query: unknown): Pick<RestPage, 'first' | 'after' | 'before'>
      readonly answer: Shown & { encode(page: FoundPage<FoundPart>): Json }
    })
  /** Tells what the vendor's server knows by itself; `body` throws `notFound` where there is nothing to tell. */
  | ((Row | OpenRow | PublicRow) & {
      readonly action: 'tell'
      readonly answer: Shown & { readonly mediaType?: string; body(params: Params, query: object): Json }
    })
  /** A token's id and text for a token that opens for an hour. */
  | (PublicRow & {
      readonly action: 'exchange'
      readonly request: Described
      readonly body: UrlEncodedBody
      input(body: unknown, params: Params): { readonly id: string; readonly text: string }
      readonly answer: Shown & { encode(made: { readonly text: string; readonly seconds: number }): Json }
    })

/** What a list route asks for. Without `first` it is the whole list. */
export interface RestPage {
  readonly order: { readonly field: 'createdAt' | 'updatedAt'; readonly direction: 'asc' | 'desc' }
  readonly types?: readonly string[]
  readonly first?: number
  readonly after?: string
  readonly before?: string
}
