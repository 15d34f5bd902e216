import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import files from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import Negotiator from 'negotiator'
import { SetupError } from '../lib/setup-error.js'
import { pagePolicy } from './headers.js'

const constraint = 'answer'
const told = /(<meta name="introspection" content=)"authenticated"/

/**
 * Mounts the browser pages that were built into this folder: the front page at `/`, the REST documentation at `/docs`,
 * and GraphiQL at `/graphql` for those who would rather have a page than JSON.
 * They are told who may introspect, so that they offer nobody what is closed to him. Throws SetupError when they are not built.
 */
export async function registerPages(app: FastifyInstance, folder: string, introspection: string): Promise<void> {
  app.addConstraintStrategy({
    name: constraint,
    storage: constraintStorage,
    deriveConstraint: (request) => (wantsPage(request) ? 'page' : undefined),
  })
  const read = (name: string): string => readPage(folder, name).replace(told, `$1"${introspection}"`)
  const pages = [
    ['/', read('index.html'), {}],
    ...(introspection === 'off' ? [] : [['/docs', read('docs.html'), {}] as const]),
    ['/graphql', read('graphiql.html'), { [constraint]: 'page' }],
  ] as const
  await app.register(files, {
    root: join(folder, 'assets'),
    prefix: '/assets/',
    index: false,
    preCompressed: true,
    immutable: true,
    maxAge: '1y',
    // A worker lives by the policy of its own file.
    setHeaders: (response) => void response.header('content-security-policy', pagePolicy),
  })
  for (const [url, page, constraints] of pages) {
    app.get(url, { constraints }, (_request, reply) =>
      reply.headers({ 'content-security-policy': pagePolicy, vary: 'accept' }).type('text/html; charset=utf-8').send(page),
    )
  }
}

function constraintStorage<Handler>(): { get(value: unknown): Handler | null; set(value: unknown, handler: Handler): void } {
  const handlers = new Map<unknown, Handler>()
  return { get: (value) => handlers.get(value) ?? null, set: (value, handler) => void handlers.set(value, handler) }
}

function readPage(folder: string, name: string): string {
  try {
    return readFileSync(join(folder, name), 'utf8')
  } catch (error) {
    throw new SetupError('The browser pages are not built. Run: npm run build', { cause: error })
  }
}

/** Browsers name HTML before anything else; programs name JSON, or take what comes. */
function wantsPage({
  method,
  headers,
}: {
  readonly method?: string | undefined
  readonly headers: { readonly accept?: string | undefined }
}): boolean {
  if (method !== 'GET' || !headers.accept?.includes('text/html')) return false
  return new Negotiator({ headers }).mediaType(['application/json', 'application/graphql-response+json', 'text/html']) === 'text/html'
}
