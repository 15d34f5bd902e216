import { Problem } from '../lib/problem.js'

/** The revision that `If-Match: "3"` expects; undefined without the header or with `*`. A tag that is none of ours matches nothing. */
export function expectedRevision(header: string | undefined): number | undefined {
  if (header === undefined || header.trim() === '*') return undefined
  const revision = /^\s*"(\d{1,15})"\s*$/.exec(header)?.[1]
  if (revision === undefined) throw new Problem('stale', 'If-Match is not the ETag of the current revision.')
  return Number(revision)
}
