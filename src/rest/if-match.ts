import { Problem } from '../lib/problem.js'

/**
 * The revision that `If-Match: "3"` expects; undefined without the header or with `*`. Of a list it is the one that is there,
 * if that is among them. A tag that is none of ours matches nothing.
 */
export function expectedRevision(header: string | undefined, current: number): number | undefined {
  if (header === undefined || header.trim() === '*') return undefined
  const tags = header.split(',').map((tag) => /^\s*"(\d{1,15})"\s*$/.exec(tag)?.[1])
  const revisions = tags.filter((tag) => tag !== undefined).map(Number)
  const [first] = revisions
  if (first === undefined) throw new Problem('stale', 'If-Match is not the ETag of the current revision.')
  return revisions.includes(current) ? current : first
}
