import { isObject } from './json.js'

/** Segments joined by `/`, escaped as in JSON Pointer: `environments/01H…/name`. The empty path is the document itself. */
export type FieldPath = string

export function joinPath(...segments: readonly string[]): FieldPath {
  return segments.map((segment) => segment.replaceAll('~', '~0').replaceAll('/', '~1')).join('/')
}

export function splitPath(path: FieldPath): string[] {
  if (path === '') return []
  const segments = path.split('/')
  return path.includes('~') ? segments.map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~')) : segments
}

/** What a document holds at a path; undefined where nothing is. An item of a list is named by its `name` or else its `id`. */
export function valueAt(document: unknown, path: FieldPath): unknown {
  return splitPath(path).reduce(memberAt, document)
}

function memberAt(value: unknown, segment: string): unknown {
  if (Array.isArray(value)) return value[indexOf(value, segment) ?? -1] as unknown
  return isObject(value) && Object.hasOwn(value, segment) ? value[segment] : undefined
}

const known = new WeakMap<readonly unknown[], ReadonlyMap<string, number>>()

/** Lists are never changed in place, so where their items stand is looked up once. */
function indexOf(list: readonly unknown[], segment: string): number | undefined {
  const places = known.get(list) ?? placesIn(list)
  known.set(list, places)
  return places.get(segment)
}

/** The first item of a name counts, and a name before an id. */
function placesIn(list: readonly unknown[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>()
  for (const member of ['name', 'id']) {
    for (const [index, item] of list.entries()) {
      const value = isObject(item) ? item[member] : undefined
      if (typeof value === 'string' && !places.has(value)) places.set(value, index)
    }
  }
  return places
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

/** Values by the segments that lead to them: what a node has, and what is below it. */
interface Branch {
  readonly inner: Map<string, Branch>
  value?: { readonly is: unknown }
  /** There is a value below it that is not undefined. */
  brings: boolean
}

/** The same for many paths in one pass; none of them leads through another. */
export function withValues(document: unknown, values: Iterable<readonly [FieldPath, unknown]>): Record<string, unknown> {
  const root: Branch = { inner: new Map(), brings: false }
  for (const [path, value] of values) {
    let branch = root
    for (const segment of splitPath(path)) {
      branch.brings ||= value !== undefined
      const next = branch.inner.get(segment) ?? { inner: new Map(), brings: false }
      branch.inner.set(segment, next)
      branch = next
    }
    branch.value = { is: value }
  }
  return (root.inner.size === 0 && isObject(document) ? document : placeAll(document, root)) as Record<string, unknown>
}

function placeAll(document: unknown, { inner }: Branch): unknown {
  if (Array.isArray(document)) {
    const list: unknown[] = [...(document as readonly unknown[])]
    for (const [segment, branch] of inner) {
      const at = indexOf(document, segment)
      if (at !== undefined && branch.inner.size > 0) list[at] = placeAll(list[at], branch)
    }
    return list
  }
  const members = new Map(Object.entries(isObject(document) ? document : {}))
  for (const [name, branch] of inner) {
    const before = members.get(name)
    if (!branch.value && !branch.brings && !isObject(before) && !Array.isArray(before)) continue
    const placed = branch.value ? branch.value.is : placeAll(before, branch)
    if (placed === undefined) members.delete(name)
    else members.set(name, placed)
  }
  return Object.fromEntries(members)
}
