import type { z } from 'zod'
import type { FieldPath } from '../lib/field-path.js'
import type { Json, JsonObject } from '../lib/json.js'
import type { Issue } from '../lib/problem.js'
import type { Secret } from '../lib/secret.js'
import type { EndpointKind, Vendor as VendorName } from '../generated/schema.js'
import type { RestDialect } from './dialect.js'
import type { FieldTables, PartKind, TypeName } from './fields.js'

/** Lower-case twin of the SDL enum: an SDL file without its folder does not compile. */
export type VendorId = Lowercase<VendorName>

/** A vendor describes and never does: it cannot reach the store and holds no handlers. */
export interface Vendor {
  readonly id: VendorId
  /** Who makes the key: the store's counter, our generator of ULIDs, or the caller, whose name it is. */
  readonly keys: 'integer' | 'ulid' | 'name'
  /** Keys that differ in case only are the same key. */
  readonly ignoresKeyCase?: true
  /** What the key of a workspace looks like. */
  readonly workspaceKey: z.ZodType<string>
  /** Texts that a workspace of the vendor may have beyond its name. */
  readonly workspaceTexts?: readonly WorkspaceText[]
  /** The SDL type of its connections. */
  readonly profile: TypeName
  /** One table per SDL object type of the vendor. */
  readonly fields: FieldTables
  /** Wire values of each SDL enum of the vendor; the GraphQL name is the value in UPPER_CASE. */
  readonly enums: Readonly<Record<string, readonly string[]>>
  readonly rest: RestDialect
  /** A first look, for a vendor that reports a taken name and a changed type before it looks at fields. */
  identify?(whole: unknown): Identity
  /** The one validation: both edges, every write and every change end here. Throws `invalid` or `conflict`. */
  parse(whole: unknown, at: At): Draft
  /** What the vendor's own PUT means: the stored whole and a body make a new whole. */
  readonly write: VendorChange
  /** Changes to parts of a connection, by the names that routes and mutations use: pure, as `write` is. */
  readonly changes?: Readonly<Record<string, VendorChange>>
  /** Where in the whole the part stands that a change makes of its input; the whole itself unless told. */
  readonly places?: Readonly<Record<string, (stored: Opened, input: unknown) => Issue['path']>>
  /** Mutations of the vendor's SDL file, by name: which change each makes. */
  readonly mutations?: Readonly<Record<string, VendorMutation>>
  /** What a duplicate means: the stored whole, which comes without its secrets when none are wanted, makes that of a new connection. */
  copy?(stored: Opened, wanted: Duplicate, at: At): unknown
  /** What several connections may share, each an aggregate of its own. */
  readonly parts?: Readonly<Partial<Record<PartKind, SharedPart>>>
  /** What a worker gets of a connection; undefined when it is not for workers. Without it the vendor deploys nothing. */
  deliver?(opened: Opened): JsonObject | undefined
  /** Where the connection leads, credentials left out. */
  endpoints(whole: JsonObject): Endpoint[]
}

export type WorkspaceText = 'description' | 'readme' | 'location'

export type VendorChange = (stored: Opened, input: unknown, at: At) => unknown

/** What a duplicate is to be: of the same name unless told. */
export interface Duplicate {
  readonly name?: string | undefined
  readonly withSecrets: boolean
}

/** A kind of shared part, described as connections are; its tables are among the vendor's `fields`. */
export interface SharedPart {
  /** The SDL type of it. */
  readonly type: TypeName
  /** The SDL type of one use of it; the shared code presents the `connection` of a use. */
  readonly usage: TypeName
  /** The one validation of a whole. Throws `invalid`. */
  parse(whole: unknown): PartDraft
  /** What the vendor's own PUT means: the stored whole and a body make a new whole. */
  readonly write: VendorChange
  /** How a connection uses the part of this key, an entry for each place: of the connection's wire form without its secrets. */
  usages(connection: JsonObject, key: string): readonly JsonObject[]
}

/** A mutation that changes a part of a connection. Its SDL input has `id` and `expectedRevision`. */
export interface VendorMutation {
  readonly change: string
  /** The SDL type of its input; the table of this name reads the rest of it. */
  readonly input: TypeName
}

/** What a whole says of itself before it is checked; what is missing or no text is left out. */
export interface Identity {
  readonly key?: string
  readonly type?: string
}

/** Clock and ids for one parse. Without `stored`, ids inside the input are ignored; with it an unknown one is refused. */
export interface At {
  readonly newId: () => string
  /** UTC milliseconds. */
  readonly now: number
  readonly stored?: Opened
}

/** A stored connection with its secrets in place, for the duration of one write. */
export interface Opened {
  /** The wire form with every secret in its place. */
  readonly whole: Secret<JsonObject>
}

export interface Sealable {
  /** The wire form without its secrets. */
  readonly settings: JsonObject
  /** Every secret there is after the change; a path that is missing is gone. */
  readonly secrets: Readonly<Record<FieldPath, Secret<Json>>>
  /** Plain facts about what is sealed. */
  readonly hints: Readonly<Record<FieldPath, Json>>
}

/** Input that passed. */
export interface Draft extends Sealable {
  /** Where the caller makes the key. */
  readonly key?: string
  readonly name: string
  readonly type: string
  readonly enabled: boolean
  /** Groups of the vendor whose members may see the connection; none unless told. */
  readonly scopes?: readonly string[]
  /** New shared parts that are kept with the connection. */
  readonly parts?: readonly NewPart[]
  /** Every shared part that the connection uses, new ones too; `path` is where the input names it. */
  readonly uses?: readonly { readonly kind: PartKind; readonly key: string; readonly path: Issue['path'] }[]
}

/** Input of a shared part that passed. */
export interface PartDraft extends Sealable {
  readonly name: string
  readonly type: string
}

export interface NewPart extends PartDraft {
  readonly kind: PartKind
  readonly key: string
}

export interface Endpoint {
  readonly kind: EndpointKind
  readonly host: string | null
  readonly port: number | null
  readonly database: string | null
  readonly url: string | null
}
