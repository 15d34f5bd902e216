import { findExcess, type TextKind } from '../lib/excess.js'
import { splitPath } from '../lib/field-path.js'
import { invalidFields } from '../lib/check.js'
import { entryPath, type Entry, type FieldTables } from './fields.js'

const known = new WeakMap<FieldTables, ReadonlyMap<string, TextKind>>()

/** Refuses a whole that has too much of something, in front of its validation; what is stored already may stay as much. */
export function refuseExcess(tables: FieldTables, whole: unknown, stored?: unknown): void {
  const kinds = known.get(tables) ?? kindsOf(tables)
  known.set(tables, kinds)
  const issue = findExcess(whole, stored, kinds)
  if (issue) throw invalidFields([issue])
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
