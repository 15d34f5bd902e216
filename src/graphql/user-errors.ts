import type { UserErrorCode } from '../generated/schema.js'
import { Problem, type Issue, type ProblemCode } from '../lib/problem.js'
import type { UserErrorSource } from './sources.js'

/** Problems that are data in a payload; the others are GraphQL errors. */
const codes: Record<ProblemCode, UserErrorCode | undefined> = {
  malformed: undefined,
  tooLarge: undefined,
  unsupportedMedia: undefined,
  invalid: 'INVALID',
  unauthenticated: undefined,
  badToken: undefined,
  forbidden: 'FORBIDDEN',
  workspaceNotFound: 'NOT_FOUND',
  notFound: 'NOT_FOUND',
  outOfScope: 'NOT_FOUND',
  routeNotFound: undefined,
  conflict: 'CONFLICT',
  stale: 'STALE',
  inUse: 'IN_USE',
  unsupported: 'UNSUPPORTED',
  revealOff: 'REVEAL_OFF',
  rateLimited: undefined,
  unavailable: undefined,
  unreadable: undefined,
  internal: undefined,
}

interface Payload {
  userErrors: UserErrorSource[]
}

/** The way back from the words of verbs and vendors to those of one input. */
export interface InputWords {
  toPath(path: Issue['path']): string[]
  /** The GraphQL field of a top-level wire member. */
  toField(member: string): string
}

/** For mutations whose input has the names that their verbs use. */
export const sameWords: InputWords = { toPath: (path) => path.map(String), toField: (member) => member }

/** The payload of a mutation: what the body answers, or why it was refused, each reason at its input field. */
export async function withUserErrors<P extends object>(words: InputWords, body: () => Promise<P>): Promise<(P & Payload) | Payload> {
  try {
    return { ...(await body()), userErrors: [] }
  } catch (error) {
    const code = error instanceof Problem ? codes[error.code] : undefined
    if (!(error instanceof Problem) || code === undefined) throw error
    return { userErrors: userErrorsOf(error, code, words) }
  }
}

function userErrorsOf(
  { message, issues, more, stale, cause }: Problem,
  code: UserErrorCode,
  { toPath, toField }: InputWords,
): UserErrorSource[] {
  const facts = stale && { ...stale, changedFields: stale.changedFields.map(toField) }
  if (issues.length === 0) return [{ code, message: cause === undefined ? message : `${message} ${cause}`, path: null, ...facts }]
  const errors = issues.map((issue): UserErrorSource => {
    const path = toPath(issue.path)
    const isOwnWording = issues.length === 1 && code !== 'INVALID'
    return { code, message: isOwnWording ? message : `${path.at(-1) ?? 'input'} ${issue.message}.`, path, ...facts }
  })
  return more > 0 ? [...errors, { code, message: `There are ${more} more.`, path: null, ...facts }] : errors
}
