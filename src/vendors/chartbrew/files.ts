import { createHash } from 'node:crypto'
import { z } from 'zod'
import { check } from '../../lib/check.js'
import { isObject } from '../../lib/json.js'
import { Problem } from '../../lib/problem.js'
import type { At, Duplicate, Opened } from '../vendor.js'

/** Files of which the column of their name shows the path (contract section 5). */
const shown = ['sslCa', 'sslCert', 'sslKey'] as const
export const parts = [...shown, 'sshPrivateKey'] as const
/** Bytes of one file. */
export const limit = 1024 * 1024

const file = z
  .base64('must be base64')
  .min(1, 'must not be empty')
  .refine((text) => Buffer.byteLength(text, 'base64') <= limit, 'must be at most 1 MiB')
  .nullish()
const upload = z.object({ sslCa: file, sslCert: file, sslKey: file, sshPrivateKey: file })

/** An upload: each file takes the place of the one before it, under a new path; one without content takes nobody's. */
export function keepFiles(stored: Opened, input: unknown, at: At): unknown {
  const given = Object.entries(check(upload, input)).filter(([, content]) => typeof content === 'string')
  if (given.length === 0) throw new Problem('invalid', 'No files were uploaded')
  const whole = stored.whole.open()
  const files = Object.fromEntries(given)
  return { ...whole, ...pathsOf(files, at), files: { ...filesOf(whole.files), ...files } }
}

/** A duplicate has all that the original has, files of its own under paths of its own (contract section 7). */
export function copy(stored: Opened, { name }: Duplicate, at: At): unknown {
  const whole = stored.whole.open()
  const noPaths = Object.fromEntries(shown.map((part) => [part, undefined]))
  return { ...whole, ...noPaths, ...pathsOf(filesOf(whole.files), at), name: name ?? whole.name }
}

function filesOf(files: unknown): Record<string, unknown> {
  return isObject(files) ? files : {}
}

function pathsOf(files: Readonly<Record<string, unknown>>, at: At): Record<string, string> {
  return Object.fromEntries(shown.filter((part) => files[part] !== undefined).map((part) => [part, newPath(at)]))
}

/** The real server's form of a path: 32 hexadecimal digits that nobody can guess. */
function newPath({ newId }: At): string {
  return `.connectionFiles/${createHash('sha256').update(newId()).digest('hex').slice(0, 32)}`
}
