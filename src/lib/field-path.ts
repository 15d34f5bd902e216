import { isObject } from './json.js'

/** Segments joined by `/`, escaped as in JSON Pointer: `environments/01H…/name`. The empty path is the document itself. */
export type FieldPath = string

export function joinPath(...segments: readonly string[]): FieldPath {
  return segments.map((segment) => segment.replaceAll('~', '~0').replaceAll('/', '~1')).join('/')
}

export function splitPath(path: FieldPath): string[] {
  return path === '' ? [] : path.split('/').map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'))
}

/** What a document holds at a path; undefined where nothing is. An item of a list is named by its `name` or else its `id`. */
export function valueAt(document: unknown, path: FieldPath): unknown {
  return splitPath(path).reduce(memberAt, document)
}

function memberAt(value: unknown, segment: string): unknown {
  if (Array.isArray(value)) return value[indexOf(value, segment)] as unknown
  return isObject(value) && Object.hasOwn(value, segment) ? value[segment] : undefined
}

function indexOf(list: readonly unknown[], segment: string): number {
  const named = list.findIndex((item) => isObject(item) && item.name === segment)
  return named >= 0 ? named : list.findIndex((item) => isObject(item) && item.id === segment)
}

/**
 * The document with a value put at a path that is not empty; `undefined` takes it
 * out. What is on the way is copied, never changed; a list item that is not there is not made.
 */
export function withValue(document: unknown, path: FieldPath, value: unknown): Record<string, unknown> {
  return place(document, splitPath(path), value) as Record<string, unknown>
}

function place(document: unknown, [head = '', ...rest]: readonly string[], value: unknown): unknown {
  if (Array.isArray(document)) {
    const at = indexOf(document, head)
    return document.map((item: unknown, index) => (index === at && rest.length > 0 ? place(item, rest, value) : item))
  }
  const object = isObject(document) ? document : {}
  const inner = memberAt(object, head)
  if (value === undefined && rest.length > 0 && !isObject(inner) && !Array.isArray(inner)) return object
  const placed = rest.length === 0 ? value : place(inner, rest, value)
  // A computed key makes a member of any name, where an assignment to `__proto__` would make none.
  if (placed !== undefined) return { ...object, [head]: placed }
  return Object.fromEntries(Object.entries(object).filter(([name]) => name !== head))
}
