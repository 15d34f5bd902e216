import type { z } from 'zod'
import { missing } from '../../lib/check.js'
import { isObject, readJson } from '../../lib/json.js'
import { repeated } from '../../lib/repeated.js'

/** What a section holds, whichever it is. */
type Section = Readonly<Record<string, unknown>>
type Context = Pick<z.core.$RefinementCtx, 'addIssue'>

/** Members without which the server refuses a section of the connection's type (contract section (e)). */
const needed: Readonly<Record<string, readonly string[]>> = {
  snowflake: ['account', 'username', 'warehouse'],
  trino: ['server'],
  motherduck: ['accessToken'],
}

/** The same for a database attached to DuckDB, where a Snowflake key pair is not enough. */
const neededAttached: Readonly<Record<string, readonly string[]>> = {
  bigquery: ['serviceAccountKeyJson'],
  snowflake: ['account', 'username', 'password'],
  gcs: ['keyId', 'secret'],
  s3: ['accessKeyId', 'secretAccessKey'],
}

/** Contract section (e), rows 4 to 8. A section that is not of the connection's type needs nothing. */
export function connectionNeeds(wire: { readonly name: string; readonly type: string }, context: Context): void {
  const own = `${wire.type}Connection`
  const section = sectionOf(wire, own)
  if (section === undefined) {
    if (wire.type !== 'postgres') context.addIssue(missing(own))
    return
  }
  for (const member of without(section, needed[wire.type])) context.addIssue(missing(own, member))
  if (wire.type === 'snowflake' && isEmpty(section.password) && isEmpty(section.privateKey)) {
    context.addIssue({ ...missing(own, 'password'), message: 'or privateKey is required' })
  }
  if (wire.type === 'duckdb') duckdbNeeds(wire.name, own, section, context)
}

function duckdbNeeds(name: string, own: string, { attachedDatabases }: Section, context: Context): void {
  if (name === 'duckdb') context.addIssue({ code: 'custom', path: ['name'], message: 'is reserved' })
  if (!Array.isArray(attachedDatabases)) return
  if (attachedDatabases.length === 0) {
    context.addIssue({ code: 'custom', path: [own, 'attachedDatabases'], message: 'must not be empty' })
  }
  for (const [index, attached] of (attachedDatabases as Section[]).entries()) {
    if (attached.name !== name) continue
    context.addIssue({ code: 'custom', path: [own, 'attachedDatabases', index, 'name'], message: 'is the name of the connection' })
  }
}

/** What an attached database needs, whichever the connection's type. */
export function attachedNeeds(attached: { readonly type: string }, context: Context): void {
  const own = `${attached.type}Connection`
  const section = sectionOf(attached, own)
  if (section === undefined) {
    context.addIssue(missing(own))
    return
  }
  for (const member of without(section, neededAttached[attached.type])) context.addIssue(missing(own, member))
  const key = section.serviceAccountKeyJson
  if (attached.type === 'bigquery' && typeof key === 'string' && !isServiceAccountKey(key)) {
    context.addIssue({
      code: 'custom',
      path: [own, 'serviceAccountKeyJson'],
      message: 'must be the JSON text of a service account key with project_id, private_key and client_email',
    })
  }
}

/** Secrets of attached databases are told apart by these names. */
export function refuseRepeated(list: readonly { readonly name: string }[], context: Context): void {
  for (const index of repeated(list.map(({ name }) => name))) {
    context.addIssue({ code: 'custom', path: [index, 'name'], message: 'is used twice' })
  }
}

function isServiceAccountKey(text: string): boolean {
  const { type, ...rest } = keyOf(text)
  return type === 'service_account' && ['project_id', 'private_key', 'client_email'].every((member) => !isEmpty(rest[member]))
}

/** A Google service account key; empty when the text is none. */
export function keyOf(text: string | undefined): Section {
  try {
    const key: unknown = readJson(text ?? '{}')
    return isObject(key) ? key : {}
  } catch {
    return {} // On the connection itself the vendor takes any text.
  }
}

function sectionOf(wire: object, name: string): Section | undefined {
  return (wire as Record<string, Section | undefined>)[name]
}

function without(section: Section, members: readonly string[] = []): string[] {
  return members.filter((member) => isEmpty(section[member]))
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === ''
}
