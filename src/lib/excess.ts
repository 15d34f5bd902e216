import { bounds, tooMany, tooManyInAll } from './bounds.js'
import { isObject } from './json.js'
import type { Issue } from './problem.js'

/** What a text is: a file or a sealed document may be as long as its body, and a document that is kept in plain may have as much in it. */
export type TextKind = 'text' | 'url' | 'file' | 'document'

/** How many entries all lists and maps in a value have. */
interface Tally {
  entries: number
}

type Kinds = ReadonlyMap<string, TextKind>

/**
 * The first thing of which a value has too much; `kinds` says what the texts at a member of a name are. As much as `before` has
 * at the same place is never too much, so that what was once taken can be kept, and become less.
 */
export function findExcess(value: unknown, before: unknown, kinds: Kinds): Issue | undefined {
  const tally: Tally = { entries: 0 }
  const found = look(value, before, 'text', kinds, tally)
  if (found || tally.entries <= bounds.allEntries) return found
  const kept: Tally = { entries: 0 }
  look(before, before, 'text', kinds, kept)
  return tally.entries > Math.max(bounds.allEntries, kept.entries) ? tooManyInAll : undefined
}

/** How many characters all texts and names in a value have, without documents. */
export function charactersIn(value: unknown, kinds: Kinds, kind: TextKind = 'text'): number {
  if (kind === 'document') return 0
  if (typeof value === 'string') return value.length
  if (typeof value !== 'object' || value === null) return 0
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + charactersIn(item, kinds, kind), 0)
  return Object.entries(value).reduce((sum, [name, item]) => sum + name.length + charactersIn(item, kinds, kinds.get(name) ?? kind), 0)
}

function look(value: unknown, before: unknown, kind: TextKind, kinds: Kinds, tally: Tally): Issue | undefined {
  if (kind === 'document') return undefined
  if (typeof value === 'string') return lookAtText(value, before, kind)
  if (Array.isArray(value)) return lookAtList(value, Array.isArray(before) ? before : [], kind, kinds, tally)
  return isObject(value) ? lookAtMap(value, isObject(before) ? before : {}, kind, kinds, tally) : undefined
}

function lookAtText(text: string, before: unknown, kind: TextKind): Issue | undefined {
  if (kind === 'file') return undefined
  const most = kind === 'url' ? bounds.url : bounds.text
  const kept = typeof before === 'string' ? before.length : 0
  if (text.length > most && text.length > kept) return excess(`must have at most ${most} characters`)
  return kind === 'url' && text !== before && hasLongScheme(text)
    ? excess(`must have a scheme of at most ${bounds.scheme} characters`)
    : undefined
}

function lookAtList(list: readonly unknown[], before: readonly unknown[], kind: TextKind, kinds: Kinds, tally: Tally): Issue | undefined {
  tally.entries += list.length
  if (list.length > Math.max(bounds.entries, before.length)) return tooMany
  for (const [index, item] of list.entries()) {
    const found = look(item, before[index], kind, kinds, tally)
    if (found) return { ...found, path: [index, ...found.path] }
  }
  return undefined
}

type Members = Readonly<Record<string, unknown>>

function lookAtMap(map: Members, before: Members, kind: TextKind, kinds: Kinds, tally: Tally): Issue | undefined {
  const names = Object.keys(map)
  tally.entries += names.length
  if (names.length > bounds.entries && names.length > Object.keys(before).length) return tooMany
  for (const name of names) {
    const kept = Object.hasOwn(before, name) ? before[name] : undefined
    const found = look(map[name], kept, kind === 'file' ? kind : (kinds.get(name) ?? kind), kinds, tally)
    if (found) return { ...found, path: [name, ...found.path] }
  }
  return undefined
}

function hasLongScheme(url: string): boolean {
  const [start = ''] = /^[a-z][a-z0-9+.:-]*:\/\//i.exec(url) ?? []
  return start.length > bounds.scheme + '://'.length
}

function excess(message: string): Issue {
  return { path: [], message }
}
