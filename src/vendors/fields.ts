import type { FieldPath } from '../lib/field-path.js'
import type { Json } from '../lib/json.js'
import { withoutCredentials } from '../lib/url.js'

/** Name of an SDL object type, or of a table that only the way in uses. */
export type TypeName = string

/** What stands at a place: one type, or one of several told apart by a wire member. */
export type Shape = TypeName | Variant

/** `tag` is the wire member that tells; `path` is where the member's body stands, `''` for the same level. */
export interface Variant {
  readonly tag: string
  readonly members: Readonly<Record<string, { readonly type: TypeName | null; readonly path: FieldPath }>>
}

/** Shared parts of a vendor that are aggregates of their own. */
export type PartKind = 'credential'

/** What of a sealed URL may be shown to everybody; null when nothing may. */
export type UrlForm = (address: string) => string | null

/** Whether an entry of a map is a secret, by its name, and by what stands or would stand there; null is the mask of one. */
export type SecretWhen = (name: string, value: unknown) => boolean

/** How one GraphQL field stands in the wire form. */
export type Entry =
  | FieldPath
  | { readonly kind: 'plain'; readonly path: FieldPath; readonly absent: Json; readonly isFile?: true }
  | { readonly kind: 'texts'; readonly path: FieldPath }
  | { readonly kind: 'flag'; readonly path: FieldPath }
  | { readonly kind: 'secret'; readonly path: FieldPath; readonly when?: SecretWhen; readonly isFile?: true }
  | { readonly kind: 'url'; readonly path: FieldPath; readonly shown: 'facts' | 'text'; readonly form: UrlForm }
  | SecretDocument
  | { readonly kind: 'one'; readonly path: FieldPath; readonly shape: Shape }
  | { readonly kind: 'list'; readonly path: FieldPath; readonly shape: Shape; readonly by: 'id' | 'name' | 'position' }
  | { readonly kind: 'entries'; readonly path: FieldPath; readonly type: TypeName | null }
  | { readonly kind: 'part'; readonly path: FieldPath; readonly part: PartKind; readonly type: TypeName }
  | { readonly kind: 'workspaceKey'; readonly as: 'text' | 'integer' }
  | { readonly kind: 'computed'; readonly from: (wire: Readonly<Record<string, unknown>>) => Json }

/** A whole JSON document kept as one secret. `facts` are the plain things about it, by GraphQL field. */
export interface SecretDocument {
  readonly kind: 'document'
  readonly path: FieldPath
  readonly facts: (document: Json) => DocumentFacts
  readonly noFacts: Readonly<Record<string, Json>>
  readonly input?: Variant
}

export interface DocumentFacts {
  readonly isEmpty: boolean
  readonly [field: string]: Json
}

/** Fields that every connection has and that the shared code presents. */
type Shared =
  | '__typename'
  | 'id'
  | 'vendor'
  | 'workspace'
  | 'vendorKey'
  | 'enabled'
  | 'revision'
  | 'createdAt'
  | 'updatedAt'
  | 'endpoints'
  | 'deployments'

/** One entry per field of an SDL type: drop one and tsc names the field that nobody presents. */
export type FieldTable<T> = { readonly [F in Exclude<keyof T, '__typename'>]-?: Entry }
/** The same for a member of the union; `enabled` says where the vendor's own switch stands. */
export type ProfileTable<T> = { readonly [F in Exclude<keyof T, Shared>]-?: Entry } & { readonly enabled?: Entry }
/** The same for the input of a mutation that changes a part of a connection. */
export type InputTable<T> = FieldTable<Omit<T, 'id' | 'expectedRevision'>>
export type FieldTables = Readonly<Record<TypeName, Readonly<Record<string, Entry>>>>

/** A plain value with a default for when the wire has none. */
export const plain = (path: FieldPath, absent: Json): Entry => ({ kind: 'plain', path, absent })
/** A whole JSON document that is kept plain, its texts as long as they come. */
export const plainDocument = (path: FieldPath): Entry => ({ kind: 'plain', path, absent: null, isFile: true })
/** A list whose items are whole numbers or texts on the wire and texts in GraphQL; what is written anew is a number where it can be. */
export const texts = (path: FieldPath): Entry => ({ kind: 'texts', path })
/** `true` where the wire has an empty object, `false` where it has nothing. */
export const flag = (path: FieldPath): Entry => ({ kind: 'flag', path })
export const secret = (path: FieldPath): Entry => ({ kind: 'secret', path })
/** A secret that is a whole file or document, as long as it comes. */
export const secretFile = (path: FieldPath): Entry => ({ kind: 'secret', path, isFile: true })
/** A member of a map's entries that is a secret when the entry says so. */
export const secretWhen = (path: FieldPath, when: SecretWhen): Entry => ({ kind: 'secret', path, when })
/** A sealed URL, shown as facts and written as a secret. */
export const secretUrl = (path: FieldPath, form: UrlForm = withoutCredentials): Entry => ({ kind: 'url', path, shown: 'facts', form })
/** A sealed address, shown and written as its text without credentials. */
export const secretAddress = (path: FieldPath): Entry => ({
  kind: 'url',
  path,
  shown: 'text',
  form: withoutCredentials,
})
export const secretDocument = (path: FieldPath, document: Omit<SecretDocument, 'kind' | 'path'>): Entry => ({
  kind: 'document',
  path,
  ...document,
})
export const one = (path: FieldPath, shape: Shape): Entry => ({ kind: 'one', path, shape })
/** `by`: how an item of the input finds the stored item that it changes. */
export const list = (path: FieldPath, shape: Shape, by: 'id' | 'name' | 'position' = 'position'): Entry => ({
  kind: 'list',
  path,
  shape,
  by,
})
/** A wire map shown as a list: of `{ name value }` where its values are texts, else of a type whose `name` is the key. */
export const entries = (path: FieldPath, type: TypeName | null = null): Entry => ({ kind: 'entries', path, type })
export const part = (path: FieldPath, kind: PartKind, type: TypeName): Entry => ({ kind: 'part', path, part: kind, type })
export const workspaceKey = (as: 'text' | 'integer'): Entry => ({ kind: 'workspaceKey', as })

/** What the vendor's server adds to a wire object. It cannot be written. */
export const computed = (from: (wire: Readonly<Record<string, unknown>>) => Json): Entry => ({ kind: 'computed', from })

/** Where an entry stands in the wire; undefined for what is not in it. */
export function entryPath(entry: Entry): FieldPath | undefined {
  if (typeof entry === 'string') return entry
  return entry.kind === 'workspaceKey' || entry.kind === 'computed' ? undefined : entry.path
}

/** The type that a variant's wire object has, and where its body stands; undefined for an unknown tag. */
export function memberOf(variant: Variant, object: unknown): { type: TypeName | null; path: FieldPath } | undefined {
  const tag = (object as Record<string, unknown> | null)?.[variant.tag]
  return typeof tag === 'string' && Object.hasOwn(variant.members, tag) ? variant.members[tag] : undefined
}
