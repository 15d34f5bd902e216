import type { FastifyRequest } from 'fastify'
import { GraphQLError } from 'graphql'
import { isObject, readJson } from '../lib/json.js'

/** What a request asks. It is read once: the screen looks at it, and Apollo is given the same. */
export interface Asked {
  /** The document, where there is one. */
  readonly source: string | undefined
  /** The query string of a GET, written anew from what was read of it. */
  readonly search: string
}

/** Throws a GraphQLError for a query string that does not say one thing, and a Problem for JSON in it that does not. */
export function readAsked({ method, url, body }: Pick<FastifyRequest, 'method' | 'url' | 'body'>): Asked {
  if (method !== 'GET') return { source: isObject(body) ? textOf(body.query) : undefined, search: '' }
  const parameters = readSearch(url)
  for (const name of ['variables', 'extensions']) {
    const text = parameters.get(name)
    if (text) readJson(text)
  }
  return { source: parameters.get('query') ?? undefined, search: parameters.toString() }
}

/** Readers disagree about an escape that is none, and about bytes that are no text. */
function readSearch(url: string): URLSearchParams {
  const [, search = ''] = /^[^?#]*\?([^#]*)/.exec(url) ?? []
  try {
    decodeURIComponent(search)
  } catch {
    throw new GraphQLError('The query string has an escape that is none, or is not UTF-8.', { extensions: { code: 'BAD_REQUEST' } })
  }
  return new URLSearchParams(search)
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
