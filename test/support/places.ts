import { isObject } from '../../src/lib/json.js'
import type { RestAnswer } from './boot.js'

/** Values that no answer may repeat: one text, one number. */
export const marker = 'Planted0Hunter2'
export const number = 8182736455463728

/** A value of every JSON type, marked where it can be. */
export const plants: readonly unknown[] = [marker, number, true, null, { planted: marker }, [marker]]

export function isRepeated(text: string): boolean {
  return text.includes(marker) || text.includes(String(number))
}

/** What is wrong with an answer: a planted value in a refusal, or a bug behind it. A reply that accepts may show what it keeps. */
export function faultOf({ status, text }: Pick<RestAnswer, 'status' | 'text'>): string | undefined {
  if (status >= 500) return `fails with ${status}: ${text}`
  return status >= 400 && isRepeated(text) ? `leaks: ${text}` : undefined
}

/** A place in a document, and the document with something put there. */
export interface Place {
  readonly path: string
  with(planted: unknown): unknown
}

/** Every place of a document: itself, its members at any depth, the items of its lists. */
export function placesOf(document: unknown, path = 'body', around: Place['with'] = (planted) => planted): Place[] {
  const inside = (key: string | number, value: unknown, put: Place['with']): Place[] =>
    placesOf(value, `${path}.${key}`, (planted) => around(put(planted)))
  const members = Array.isArray(document)
    ? document.flatMap((item: unknown, index) => inside(index, item, (planted) => document.with(index, planted)))
    : isObject(document)
      ? Object.entries(document).flatMap(([key, value]) => inside(key, value, (planted) => ({ ...document, [key]: planted })))
      : []
  return [{ path, with: around }, ...members]
}
