import { InvalidArgumentError } from 'commander'
import { Role, Vendor } from '../generated/cli/graphql.js'

/** A workspace in the words of its vendor. */
export interface WorkspaceName {
  readonly vendor: Vendor
  readonly key: string
}

export const vendors = Object.values(Vendor).map((vendor) => vendor.toLowerCase())
export const roles = Object.values(Role)

/** A vendor, in any case. */
export function readVendor(text: string): Vendor {
  return oneOf(Object.values(Vendor), vendors, text)
}

/** A role, in any case, joined to those before it. */
export function readRoles(text: string, before: readonly Role[] = []): Role[] {
  return [...before, oneOf(roles, roles, text)]
}

/** `chartbrew/7`; joined to those before it. */
export function readWorkspaceNames(text: string, before: readonly WorkspaceName[] = []): WorkspaceName[] {
  return [...before, readWorkspaceName(text)]
}

export function readWorkspaceName(text: string): WorkspaceName {
  const [, vendor = '', key = ''] = /^([^/]*)\/(.+)$/s.exec(text) ?? []
  if (key === '') throw new InvalidArgumentError('It must be VENDOR/KEY, such as chartbrew/7.')
  return { vendor: readVendor(vendor), key: decoded(key) }
}

export type ConnectionName = { readonly id: string } | (WorkspaceName & { readonly workspace: string })

/** An id, or `chartbrew/7/12`. */
export function readConnectionName(text: string): ConnectionName {
  if (!text.includes('/')) return { id: text }
  const [, vendor = '', workspace = '', key = ''] = /^([^/]*)\/([^/]+)\/(.+)$/s.exec(text) ?? []
  if (key === '') throw new InvalidArgumentError('It must be an id, or VENDOR/WORKSPACE/KEY such as chartbrew/7/12.')
  return { vendor: readVendor(vendor), workspace: decoded(workspace), key: decoded(key) }
}

/** Vendor and keys as `readWorkspaceName` and `readConnectionName` take them. */
export function pathText(vendor: Vendor, ...keys: string[]): string {
  return [vendor.toLowerCase(), ...keys.map((key) => key.replaceAll('%', '%25').replaceAll('/', '%2F'))].join('/')
}

export function readCount(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('It must be a number from 1 to 999999.')
  return Number(text)
}

/** Milliseconds from now (`30d`, `12h`, `4w`), or a date or time as ISO 8601 writes it. */
export type Expiry = { readonly inMs: number } | { readonly at: string }

export function readExpiry(text: string): Expiry {
  const [, count, unit = ''] = /^(\d{1,4})([hdw])$/.exec(text) ?? []
  if (count !== undefined) return { inMs: Number(count) * (units[unit] ?? Number.NaN) }
  const time = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d))?$/.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(time) || !isDay(text.slice(0, 10)))
    throw new InvalidArgumentError('It must be a span such as 12h, 30d or 4w, or a date such as 2027-01-31 or 2027-01-31T09:30Z.')
  return { at: new Date(time).toISOString() }
}

const hour = 3_600_000
const units: Readonly<Record<string, number>> = { h: hour, d: 24 * hour, w: 7 * 24 * hour }

/** Whether the calendar has that day: `Date.parse` takes the 30th of February for the 2nd of March. */
function isDay(day: string): boolean {
  return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day)
}

function oneOf<Value extends string>(values: readonly Value[], shown: readonly string[], text: string): Value {
  const found = values.find((value) => value === text.toUpperCase())
  if (!found) throw new InvalidArgumentError(`It must be one of ${shown.join(', ')}.`)
  return found
}

function decoded(key: string): string {
  try {
    return decodeURIComponent(key)
  } catch {
    throw new InvalidArgumentError('In a key % is written %25, and / is written %2F.')
  }
}
