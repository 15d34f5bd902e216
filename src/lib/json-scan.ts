import { tooMany, tooManyInAll } from './bounds.js'
import { isExact } from './exact-number.js'
import { isPlain } from './plain.js'
import type { Issue } from './problem.js'

/** A top-level key that a body may have twice, first with the one value, then with one of the others. The last counts. */
export interface Doubled {
  readonly key: string
  readonly first: string
  readonly last: readonly string[]
}

/** An object or a list that is open: where in it the scan stands (at a key or at an index), the keys it has had, and how many entries that makes. */
interface Frame {
  at: string | number
  keys: Map<string, number> | undefined
  length: number
  isKeyNext: boolean
}

/** How much a text may hold: entries of one list or map, and in all. */
export interface Extent {
  readonly entries: number
  readonly allEntries: number
}

/** What is wrong with a text, and whether it is in how it is written or in how much it says. */
export interface Fault extends Issue {
  readonly code: 'malformed' | 'invalid'
}

/** Literals of so many characters are exact without a look, as long as they do not begin with `-0` and their exponent has two digits at the most. */
const surelyExact = 15

/**
 * What JSON.parse would pass over in silence: the first key that comes twice, reaches a
 * prototype or does not show, the first number that is not kept exactly, the first level
 * or entry too many. One pass without recursion; a text that is no JSON is none after it either.
 */
export function findFault(text: string, maxDepth: number, extent: Extent, doubled?: Doubled): Fault | undefined {
  const frames: Frame[] = []
  let entries = 0
  let frame: Frame | undefined
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case 0x22: {
        const end = endOfString(text, at + 1)
        if (frame && typeof frame.at === 'string' && frame.isKeyNext) {
          frame.keys ??= new Map()
          frame.at = keyOf(text.slice(at + 1, end))
          frame.isKeyNext = false
          const message = faultOfKey(text, frames, frame.keys, end, doubled)
          if (message !== undefined) return { code: 'malformed', path: pathOf(frames), message }
        }
        at = end
        break
      }
      case 0x7b: // {
      case 0x5b: {
        // [
        if (frames.length === maxDepth) return { code: 'malformed', path: [], message: `is nested more than ${maxDepth} levels deep` }
        entries += 1
        const isObject = text.charCodeAt(at) === 0x7b
        frame = { at: isObject ? '' : 0, keys: undefined, length: 1, isKeyNext: isObject }
        frames.push(frame)
        break
      }
      case 0x7d: // }
      case 0x5d: // ]
        frames.pop()
        frame = frames.at(-1)
        break
      case 0x2c: // ,
        if (!frame) break
        frame.isKeyNext = true
        if (typeof frame.at === 'number') frame.at += 1
        frame.length += 1
        entries += 1
        if (frame.length > extent.entries) return { code: 'invalid', ...tooMany, path: pathOf(frames.slice(0, -1)) }
        if (entries > extent.allEntries) return { code: 'invalid', ...tooManyInAll }
        break
      default: {
        const end = endOfNumber(text, at)
        if (end === at) break
        if (!isSurelyExact(text, at, end) && !isExact(text.slice(at, end)))
          return { code: 'malformed', path: pathOf(frames), message: 'is a number that cannot be kept exactly' }
        at = end - 1
      }
    }
  }
  return undefined
}

/** Where the quote stands that ends a string; each is looked at once, with the backslashes right before it. */
function endOfString(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 1)) {
    let slashes = 0
    while (at - 1 - slashes >= from && text.charCodeAt(at - 1 - slashes) === 0x5c) slashes += 1
    if (slashes % 2 === 0) return at
  }
  return text.length
}

function endOfNumber(text: string, from: number): number {
  const first = text.charCodeAt(from)
  if (first !== 0x2d && !isDigit(first)) return from
  let at = from + 1
  for (let code = text.charCodeAt(at); isDigit(code) || isSign(code); code = text.charCodeAt(at)) at += 1
  return at
}

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39
/** One of `+ - . E e`. */
const isSign = (code: number): boolean => code === 0x2b || code === 0x2d || code === 0x2e || code === 0x45 || code === 0x65

function isSurelyExact(text: string, from: number, end: number): boolean {
  if (end - from > surelyExact || (text.charCodeAt(from) === 0x2d && text.charCodeAt(from + 1) === 0x30)) return false
  for (let at = end - 4; at > from; at -= 1) if ((text.charCodeAt(at) | 0x20) === 0x65) return false
  return true
}

/** A key without its escapes. */
function keyOf(raw: string): string {
  if (!raw.includes('\\')) return raw
  try {
    return JSON.parse(`"${raw}"`) as string
  } catch {
    return raw // No JSON: whoever parses the whole says so.
  }
}

function faultOfKey(text: string, frames: readonly Frame[], keys: Map<string, number>, end: number, doubled?: Doubled): string | undefined {
  const key = frames.at(-1)?.at as string
  if (key === '__proto__' || (key === 'prototype' && frames.at(-2)?.at === 'constructor')) return 'is a reserved name'
  if (!isPlain(key)) return 'is a name with control or bidirectional characters'
  const before = keys.get(key)
  keys.set(key, before === undefined ? end : text.length)
  if (before === undefined) return undefined
  const isAllowed =
    frames.length === 1 &&
    key === doubled?.key &&
    stringAfter(text, before) === doubled.first &&
    doubled.last.includes(stringAfter(text, end) ?? '')
  return isAllowed ? undefined : 'comes twice'
}

/** The string that stands after a key; undefined where something else does. */
function stringAfter(text: string, keyEnd: number): string | undefined {
  return /^"\s*:\s*"([^"\\]{0,100})"/.exec(text.slice(keyEnd, keyEnd + 200))?.[1]
}

/** As far as it can be told: what is no name of a field is put as a sign, since a key may be what somebody pasted. */
function pathOf(frames: readonly Frame[]): Issue['path'] {
  return frames.map(({ at }) => (typeof at === 'number' || /^[\w.-]{1,64}$/.test(at) ? at : '…'))
}
