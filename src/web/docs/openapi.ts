/** What is read of an OpenAPI 3.1 document. */
export interface OpenapiDocument {
  readonly info: { readonly title: string; readonly version: string; readonly description?: string }
  readonly servers?: readonly { readonly url: string }[]
  readonly security?: readonly Readonly<Record<string, unknown>>[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenapiOperation>>>>
  readonly components?: {
    readonly schemas?: Readonly<Record<string, Schema>>
    readonly securitySchemes?: Readonly<Record<string, SecurityScheme>>
  }
}

export interface OpenapiOperation {
  readonly operationId: string
  readonly summary: string
  readonly description?: string
  readonly tags: readonly string[]
  readonly security?: OpenapiDocument['security']
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly required?: boolean; readonly content: Content }
  readonly responses: Readonly<Record<string, Answer>>
}

export interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header' | 'cookie'
  readonly required?: boolean
  readonly description?: string
  readonly schema: Schema
  readonly example?: unknown
}

export interface Answer {
  readonly description: string
  readonly headers?: Readonly<Record<string, Omit<Parameter, 'name' | 'in'>>>
  readonly content?: Content
}

/** Bodies by media type. */
export type Content = Readonly<Record<string, Body>>

export interface Body {
  readonly schema: Schema
  readonly example?: unknown
  readonly examples?: Readonly<Record<string, { readonly summary?: string; readonly value: unknown }>>
}

type SecurityScheme =
  | { readonly type: 'http'; readonly scheme: string; readonly description?: string }
  | { readonly type: 'apiKey'; readonly in: string; readonly name: string; readonly description?: string }

export interface Schema {
  readonly $ref?: string
  readonly title?: string
  readonly description?: string
  readonly type?: string | readonly string[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | Schema
  readonly items?: Schema
  readonly oneOf?: readonly Schema[]
  readonly anyOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly not?: Schema
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly default?: unknown
  readonly format?: string
  readonly contentMediaType?: string
  readonly pattern?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly minProperties?: number
}

/** An operation with where it stands in its document. */
export interface Operation extends OpenapiOperation {
  readonly method: string
  readonly path: string
}

export function operationsOf({ paths }: OpenapiDocument): Operation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ ...operation, method: method.toUpperCase(), path })),
  )
}

/** Where the paths of a document begin, without a slash at the end. */
export function mountsOf({ servers = [] }: OpenapiDocument): string[] {
  const mounts = servers.map(({ url }) => url.replace(/\/$/, ''))
  return mounts.length === 0 ? [''] : mounts
}

/** The ways to prove who one is, any of which will do; none when the operation is open. */
export function schemesOf({ security, components }: OpenapiDocument, operation?: OpenapiOperation): SecurityScheme[] {
  const names = (operation?.security ?? security ?? []).flatMap((one) => Object.keys(one))
  return names.flatMap((name) => components?.securitySchemes?.[name] ?? [])
}
