import type { GraphQLError } from 'graphql'
import { bounds, boundsError } from './bounds.js'

/**
 * Counts the characters, the lines, the tokens, the open brackets and the characters of names of a document before anything parses it: one pass without
 * recursion, which ends where a bound is passed. What is no GraphQL is left to the parser.
 */
export function scanDocument(source: string): GraphQLError | undefined {
  if (source.length > bounds.characters) return boundsError('QUERY_TOO_LONG', `A document may have ${bounds.characters} characters.`)
  if (hasTooManyLines(source)) return boundsError('QUERY_TOO_LONG', `A document may have ${bounds.lines} lines.`)
  let tokens = 0
  let open = 0
  for (let at = 0; at < source.length;) {
    const code = source.charCodeAt(at)
    if (isBlank(code)) {
      at += 1
      continue
    }
    if (code === 0x23) {
      at = endOfLine(source, at)
      continue
    }
    tokens += 1
    if (tokens > bounds.tokens) return boundsError('QUERY_TOO_LONG', `A document may have ${bounds.tokens} tokens.`)
    if (code === 0x28 || code === 0x5b || code === 0x7b) {
      open += 1
      if (open > bounds.brackets) return boundsError('QUERY_TOO_DEEP', `A document may have ${bounds.brackets} open brackets.`)
    } else if (code === 0x29 || code === 0x5d || code === 0x7d) open -= 1
    const end = endOfToken(source, at, code)
    if (isWord(code) && end - at > bounds.name) return boundsError('QUERY_TOO_LONG', `A name may have ${bounds.name} characters.`)
    at = end
  }
  return undefined
}

function hasTooManyLines(source: string): boolean {
  const ends = /[\n\r]/g
  let lines = 1
  while (ends.test(source)) {
    lines += 1
    if (lines > bounds.lines) return true
  }
  return false
}

/** White space, commas and the byte order mark. */
const isBlank = (code: number): boolean => code <= 0x20 || code === 0x2c || code === 0xfeff

function endOfToken(source: string, at: number, code: number): number {
  if (code === 0x22) return source.startsWith('"""', at) ? endOfBlock(source, at + 3) : endOfString(source, at + 1)
  if (!isWord(code)) return source.startsWith('...', at) ? at + 3 : at + 1
  let end = at + 1
  while (isWord(source.charCodeAt(end))) end += 1
  return end
}

/** Letters, digits, `_`, and what else stands in numbers: a run of them is one token at least. */
function isWord(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || code === 0x5f
}

function endOfLine(source: string, from: number): number {
  let at = from
  while (at < source.length && source.charCodeAt(at) !== 0x0a && source.charCodeAt(at) !== 0x0d) at += 1
  return at
}

/** A string ends with its line, as the parser has it. */
function endOfString(source: string, from: number): number {
  let at = from
  for (
    let code = source.charCodeAt(at);
    at < source.length && code !== 0x22 && code !== 0x0a && code !== 0x0d;
    code = source.charCodeAt(at)
  )
    at += code === 0x5c ? 2 : 1
  return at + 1
}

function endOfBlock(source: string, from: number): number {
  let at = source.indexOf('"""', from)
  while (at > from && source.charCodeAt(at - 1) === 0x5c) at = source.indexOf('"""', at + 3)
  return at < 0 ? source.length : at + 3
}
