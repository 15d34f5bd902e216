import { bounds } from '../lib/bounds.js'
import { invalidFields } from '../lib/check.js'
import { charactersIn, findExcess, type TextKind } from '../lib/excess.js'
import { splitPath, valueAt } from '../lib/field-path.js'
import { sameJson } from '../lib/json.js'
import type { Problem } from '../lib/problem.js'
import { entryPath, type Entry, type FieldTables } from './fields.js'
import type { Sealable } from './vendor.js'

const known = new WeakMap<FieldTables, ReadonlyMap<string, TextKind>>()

/** Refuses a whole that has too much of something, in front of its validation; what is stored already may stay as much. */
export function refuseExcess(tables: FieldTables, whole: unknown, stored?: unknown): void {
  const issue = findExcess(whole, stored, textKinds(tables))
  if (issue) throw invalidFields([issue])
}

/** A secret that is kept counts as so many characters, or a multiple: nobody learns its length by what still has room beside it. */
const keptSecret = 512

type Sealed = Pick<Sealable, 'settings' | 'secrets'>

/** Refuses what has too much text in all, plain or sealed, with the parts that come with it. What is `stored` may stay as much. */
export function refuseMuchText(
  tables: FieldTables,
  drafts: readonly Sealed[],
  stored?: { readonly settings: unknown; readonly whole: unknown },
): void {
  const kinds = textKinds(tables)
  const plain = drafts.reduce((sum, { settings }) => sum + charactersIn(settings, kinds), 0)
  if (plain > bounds.allText && plain > charactersIn(stored?.settings, kinds))
    throw tooMuch(`must have at most ${bounds.allText} characters in all`)
  let [sealed, isNew] = [0, false]
  for (const [path, secret] of drafts.flatMap(({ secrets }) => Object.entries(secrets))) {
    const value = secret.open()
    const length = charactersIn(value, new Map())
    const isKept = stored !== undefined && sameJson(value, valueAt(stored.whole, path))
    sealed += isKept ? Math.ceil(length / keptSecret) * keptSecret : length
    isNew ||= !isKept
  }
  if (isNew && sealed > bounds.allSecrets) throw tooMuch(`must have secrets of at most ${bounds.allSecrets} characters in all`)
}

function tooMuch(message: string): Problem {
  return invalidFields([{ path: [], message }])
}

function textKinds(tables: FieldTables): ReadonlyMap<string, TextKind> {
  const kinds = known.get(tables) ?? kindsOf(tables)
  known.set(tables, kinds)
  return kinds
}

/** What the texts of a vendor are, by the name of their wire member. */
function kindsOf(tables: FieldTables): ReadonlyMap<string, TextKind> {
  const entries = Object.values(tables).flatMap((table) => Object.values(table))
  return new Map(
    entries.flatMap((entry): [string, TextKind][] => {
      const [name, kind] = [splitPath(entryPath(entry) ?? '').at(-1), kindOf(entry)]
      return name === undefined || kind === undefined ? [] : [[name, kind]]
    }),
  )
}

function kindOf(entry: Entry): TextKind | undefined {
  if (typeof entry === 'string') return undefined
  if (entry.kind === 'url') return 'url'
  if (entry.kind === 'plain' && entry.isFile) return 'document'
  return entry.kind === 'document' || 'isFile' in entry ? 'file' : undefined
}
