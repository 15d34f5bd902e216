import { isDeepStrictEqual } from 'node:util'
import { bounds } from './bounds.js'
import { findFault, type Doubled, type Extent } from './json-scan.js'
import { Problem, printPath } from './problem.js'

export type Json = string | number | boolean | null | JsonObject | readonly Json[]
export interface JsonObject {
  readonly [name: string]: Json | undefined
}

const maxDepth = 64
/** Of what our own programs answer. */
export const endless: Extent = { entries: Infinity, allEntries: Infinity }

/**
 * The one reader of JSON that comes from outside. Refuses what would be read otherwise than it was
 * sent: a key that comes twice, reaches a prototype or does not show, an inexact number, a body too deep. What is written well
 * and has more entries than the extent is `invalid`.
 */
export function readJson(text: string, doubled?: Doubled, extent: Extent = bounds): unknown {
  const fault = findFault(text, maxDepth, extent, doubled)
  if (fault) {
    const { code, path, message } = fault
    throw new Problem(code, `${printPath(path) || 'The body'} ${message}.`, [{ path, message }])
  }
  try {
    return JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text) as unknown
  } catch {
    throw new Problem('malformed', 'The body is not valid JSON.')
  }
}

/** A name that `readJson` refuses as a key, for maps that come as lists of names and values. */
export function isPrototypeKey(name: string): boolean {
  return name === '__proto__'
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Same JSON, whatever the order of its keys; a member that is undefined counts as absent. */
export function sameJson(a: unknown, b: unknown): boolean {
  return isDeepStrictEqual(plain(a), plain(b))
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain)
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([name, member]) => [name, plain(member)]),
  )
}
