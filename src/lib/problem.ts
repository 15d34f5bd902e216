import { bounds } from './bounds.js'

/** Every kind of refusal. Each edge has a table over all of them, so a new one does not compile until every edge knows it. */
export type ProblemCode =
  | 'malformed' // the body is no JSON, or no object
  | 'tooLarge'
  | 'unsupportedMedia'
  | 'invalid' // a field is missing or wrong
  | 'unauthenticated' // no token came
  | 'badToken' // a token came and does not open
  | 'forbidden'
  | 'workspaceNotFound'
  | 'notFound'
  | 'outOfScope' // it is there, and the caller's grant does not lead to it
  | 'routeNotFound'
  | 'conflict'
  | 'stale'
  | 'inUse'
  | 'unsupported' // there is no such operation here
  | 'revealOff' // nobody sees secrets here
  | 'rateLimited'
  | 'unavailable' // shutting down, or too busy to write
  | 'unreadable' // a secret does not open: its bytes or its key are not what they were
  | 'internal' // a bug, masked

/** One field of the input and what is wrong with it. The message never repeats the value. */
export interface Issue {
  readonly path: readonly (string | number)[]
  readonly message: string
  /** Nothing stands there, and something must. */
  readonly isMissing?: true
}

/** What a stale write needs to know to try again. */
export interface StaleFacts {
  readonly currentRevision: number
  readonly changedFields: readonly string[]
}

/** So many issues are named in one refusal. */
export const mostIssues = 20

/** A refusal the caller can act on. Anything else thrown is a bug and stays masked. */
export class Problem extends Error {
  override readonly name = 'Problem'
  /** The first of them; how many `more` there are is a number. */
  readonly issues: readonly Issue[]
  readonly more: number

  constructor(
    readonly code: ProblemCode,
    message: string,
    issues: readonly Issue[] = [],
    readonly stale?: StaleFacts,
    /** What is behind it, as a sentence. */
    override readonly cause?: string,
    /** Seconds until it is worth trying again. */
    readonly retryAfter?: number,
    /** How many issues there are beside those that are given. */
    beside = 0,
  ) {
    super(message)
    this.issues = issues.slice(0, mostIssues)
    this.more = issues.length - this.issues.length + beside
  }
}

/** Whether the operator has to look into it: such a refusal is logged. */
export function isFault({ code }: Problem): boolean {
  return code === 'unreadable'
}

/** A refusal that is over after so many seconds. */
export function later(code: 'rateLimited' | 'unavailable', message: string, retryAfter: number): Problem {
  return new Problem(code, message, [], undefined, undefined, retryAfter)
}

/** A refusal about one field. */
export function invalid(path: readonly (string | number)[], message: string): Problem {
  return new Problem('invalid', `${printPath(path)} ${message}.`, [{ path, message }])
}

/** `a.b[0].c`, as people and Versori write it. Of a key as long as a body it is the beginning. */
export function printPath(path: readonly (string | number)[]): string {
  return path
    .map(printPart)
    .reduce<string>((text, part) => (typeof part === 'number' ? `${text}[${part}]` : text === '' ? part : `${text}.${part}`), '')
}

function printPart(part: string | number): string | number {
  return typeof part === 'string' && part.length > bounds.name ? `${part.slice(0, bounds.name)}…` : part
}
