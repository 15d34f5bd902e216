import { isDeepStrictEqual } from 'node:util'
import sjson from 'secure-json-parse'
import { Problem } from './problem.js'

export type Json = string | number | boolean | null | JsonObject | readonly Json[]
export interface JsonObject {
  readonly [name: string]: Json | undefined
}

const maxDepth = 64

/** The one reader of JSON that comes from outside. Keys that reach a prototype are refused. */
export function readJson(text: string): unknown {
  if (isTooDeep(text)) throw new Problem('malformed', `The body is nested more than ${maxDepth} levels deep.`)
  try {
    return sjson.parse(text, undefined, { protoAction: 'error', constructorAction: 'error' })
  } catch {
    throw new Problem('malformed', 'The body is not valid JSON.')
  }
}

/** A name that `readJson` refuses as a key, for maps that come as lists of names and values. */
export function isPrototypeKey(name: string): boolean {
  return name === '__proto__'
}

/** Whether brackets outside of strings are nested too deeply. A loop, since a pattern overflows on long strings as recursion does. */
function isTooDeep(text: string): boolean {
  let depth = 0
  let isInString = false
  for (let at = 0; at < text.length && depth <= maxDepth; at += 1) {
    const character = text[at]
    if (isInString && character === '\\') at += 1
    else if (character === '"') isInString = !isInString
    else if (isInString) continue
    else if (character === '[' || character === '{') depth += 1
    else if (character === ']' || character === '}') depth -= 1
  }
  return depth > maxDepth
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
