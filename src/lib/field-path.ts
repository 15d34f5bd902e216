import { isObject } from './json.js'

/** Segments joined by `/`, escaped as in JSON Pointer: `environments/01H…/name`. The empty path is the document itself. */
export type FieldPath = string

export function joinPath(...segments: readonly string[]): FieldPath {
  return segments.map((segment) => segment.replaceAll('~', '~0').replaceAll('/', '~1')).join('/')
}

export function splitPath(path: FieldPath): string[] {
  return path === '' ? [] : path.split('/').map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'))
}

/** What a document holds at a path; undefined where nothing is. */
export function valueAt(document: unknown, path: FieldPath): unknown {
  return splitPath(path).reduce<unknown>(
    (value, segment) => (isObject(value) && Object.hasOwn(value, segment) ? value[segment] : undefined),
    document,
  )
}

/** The document with a value put at a path that is not empty; `undefined` takes it out. What is on the way is copied, never changed. */
export function withValue(document: unknown, path: FieldPath, value: unknown): Record<string, unknown> {
  return place(document, splitPath(path), value)
}

function place(document: unknown, [head = '', ...rest]: readonly string[], value: unknown): Record<string, unknown> {
  const copy: Record<string, unknown> = isObject(document) ? { ...document } : {}
  if (value === undefined && rest.length > 0 && !isObject(copy[head])) return copy
  const placed = rest.length === 0 ? value : place(copy[head], rest, value)
  if (placed === undefined) delete copy[head]
  else copy[head] = placed
  return copy
}
