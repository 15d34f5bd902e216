import { randomFillSync } from 'node:crypto'
import { monotonicFactory } from 'ulid'

/** Random bytes are asked for by the thousand: one at a time, sixteen for an id cost more than the rest of it. */
const pool = Buffer.alloc(4096)
let used = pool.length

/** A fraction from 0 to less than 1. */
function random(): number {
  if (used === pool.length) {
    randomFillSync(pool)
    used = 0
  }
  return pool.readUInt8(used++) / 256
}

const next = monotonicFactory(random)

/** Upper-case ULID, later ones sort after earlier ones. */
export function newUlid(): string {
  return next()
}

export type IdKind = 'con' | 'wks' | 'tok' | 'crd' | 'wrk' | 'dep' | 'aud' | 'dek'

/** A global, opaque id: `con_01j…`. */
export function newId(kind: IdKind): string {
  return `${kind}_${next().toLowerCase()}`
}

/** The kind that an id claims; undefined when it is none of ours. */
export function idKind(id: string): IdKind | undefined {
  return /^(con|wks|tok|crd|wrk|dep|aud|dek)_[0-9a-z]{1,64}$/.exec(id)?.[1] as IdKind | undefined
}

/** The global id of a shared part, from the vendor's key of it. */
export function partId(kind: 'credential', key: string): string {
  return `${partKinds[kind]}_${key.toLowerCase()}`
}

/** The vendor's key of a shared part, from its global id; undefined when it is no such id. */
export function partKey(kind: 'credential', id: string): string | undefined {
  const prefix = `${partKinds[kind]}_`
  return id.startsWith(prefix) ? id.slice(prefix.length).toUpperCase() : undefined
}

const partKinds = { credential: 'crd' } as const
