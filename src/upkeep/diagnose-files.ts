import { constants, type Stats } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { fail, ok, type Finding } from './finding.js'

/** What there is under a path. Only what is known not to be there is absent. */
export type Look = { readonly stats: Stats } | 'absent' | { readonly code: string }

export async function look(path: string): Promise<Look> {
  try {
    return { stats: await stat(path) }
  } catch (error) {
    const code = codeOf(error)
    return code === 'ENOENT' ? 'absent' : { code }
  }
}

/** A file or folder that this user cannot even look at. */
export function unseen(check: string, path: string, code: string): Finding {
  return fail(
    check,
    `${path} cannot be looked at (${code}).`,
    'Run this as the user that the gateway runs as; if it is that one, give it the folder with chown.',
  )
}

/** What a gateway has to be able to do with a file or folder of its own. */
export interface Needs {
  readonly mode: '700' | '600'
  /** Others may look into it. */
  readonly isShared?: true
  readonly right: 'written to' | 'read'
  /** Who owns the folder that it lies in. */
  readonly owner?: number | undefined
}

/** Whether a file is for its owner alone, belongs to whom the folder belongs to, and can be used; undefined when it is not there. */
export async function fileFinding(check: string, path: string, needs: Needs): Promise<Finding | undefined> {
  const found = await look(path)
  if (found === 'absent') return undefined
  if ('code' in found) return unseen(check, path, found.code)
  const { mode, uid } = found.stats
  if (!needs.isShared && process.platform !== 'win32' && (mode & 0o077) !== 0)
    return fail(check, `${path} is open to other users of this machine.`, `Run: chmod ${needs.mode} ${path}`)
  const denied = await denialOf(path, found.stats, needs)
  if (denied === 'EROFS')
    return fail(
      check,
      `${path} is on a disk that is mounted read-only.`,
      'Mount it for writing, or move the data folder (SWITCHBOARD_DATA_DIR).',
    )
  const me = process.getuid?.()
  const isForeign = needs.owner !== undefined && uid !== needs.owner && me === 0 // Root may do everything; the user whose folder it is may not.
  if (isForeign) {
    const message = `${path} belongs to user ${uid}, and its folder to user ${String(needs.owner)}.`
    return fail(check, message, `Run: chown ${String(needs.owner)} ${path}`)
  }
  if (denied === undefined) return ok(check, needs.isShared ? `${path} can be ${needs.right}.` : `${path} is for its owner alone.`)
  const isOwn = uid === me || me === 0
  const message = `${path} belongs to user ${uid} and cannot be ${needs.right}${isOwn ? '' : ` by user ${String(me)}`} (${denied}).`
  return fail(
    check,
    message,
    isOwn ? `Run: chmod ${needs.mode} ${path}` : `Run this and the gateway as user ${uid}, or: chown ${String(me)} ${path}`,
  )
}

/** Why the right is not there; as root, of the user whose file it is. */
async function denialOf(path: string, { mode, uid }: Stats, { right }: Needs): Promise<string | undefined> {
  try {
    await access(path, right === 'read' ? constants.R_OK : constants.W_OK)
  } catch (error) {
    return codeOf(error)
  }
  const bit = right === 'read' ? 0o400 : 0o200
  return process.getuid?.() === 0 && uid !== 0 && (mode & bit) === 0 ? 'EACCES' : undefined
}

function codeOf(error: unknown): string {
  return String((error as { code?: unknown }).code)
}
