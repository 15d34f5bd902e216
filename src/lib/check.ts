import type { z } from 'zod'
import { mostIssues, Problem, printPath, type Issue } from './problem.js'

/** The value in the shape of the schema, or one `invalid` Problem that names every field that is wrong, values left out. */
export function check<S extends z.ZodType>(schema: S, value: unknown, base: Issue['path'] = []): z.output<S> {
  const result = schema.safeParse(value, { reportInput: true, error: reason })
  if (result.success) return result.data
  const { issues } = result.error
  const named = issues.slice(0, mostIssues).map((issue) => issueOf(issue, base))
  throw invalidFields(named, issues.length - named.length)
}

/** What `superRefine` adds for a member that must be there on a condition. */
export function missing(...path: (string | number)[]): {
  code: 'custom'
  path: (string | number)[]
  message: string
  params: { isMissing: true }
} {
  return { code: 'custom', path, message: 'is required', params: { isMissing: true } }
}

function issueOf(issue: z.core.$ZodIssue, base: Issue['path']): Issue {
  const path = [...base, ...issue.path.map((part) => part as string | number)]
  const isMissing = issue.code === 'custom' ? issue.params?.isMissing === true : isNothing(issue.input)
  return { path, message: issue.message, ...(isMissing && { isMissing }) }
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === ''
}

/** One Problem for several fields, the first of which it names; `beside` says how many more there are. */
export function invalidFields(issues: readonly Issue[], beside = 0): Problem {
  const named = issues.slice(0, mostIssues)
  const more = issues.length - named.length + beside
  const texts = named.map(({ path, message }) => (path.length ? `${printPath(path)} ${message}` : message))
  return new Problem('invalid', `${withMore(texts, more)}.`, named, undefined, undefined, undefined, more)
}

/** Texts of issues in one line, and how many there are that are not named. */
export function withMore(texts: readonly string[], more: number): string {
  return [...texts, ...(more > 0 ? [`and ${more} more`] : [])].join('; ')
}

const nouns: Record<string, string> = {
  string: 'a string',
  number: 'a number',
  int: 'an integer',
  boolean: 'true or false',
  object: 'an object',
  record: 'an object',
  array: 'a list',
}

type RawIssue = z.core.$ZodRawIssue

function reason(issue: RawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is required' : `must be ${nouns[issue.expected] ?? issue.expected}`
    case 'invalid_value':
      return issue.input === undefined ? 'is required' : `must be one of ${issue.values.map(String).join(', ')}`
    case 'too_small':
      return tooSmall(issue)
    case 'too_big':
      return issue.origin === 'string'
        ? `must have at most ${String(issue.maximum)} characters`
        : `must be at most ${String(issue.maximum)}`
    default:
      return issue.input === undefined ? 'is required' : 'is not valid'
  }
}

function tooSmall(issue: RawIssue & { code: 'too_small' }): string {
  if (issue.origin === 'number' || issue.origin === 'int') return `must be at least ${String(issue.minimum)}`
  return issue.minimum === 1 ? 'must not be empty' : `must have at least ${String(issue.minimum)} characters`
}
