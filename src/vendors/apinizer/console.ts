import { z } from 'zod'
import { check } from '../../lib/check.js'
import { Problem } from '../../lib/problem.js'
import type { Params, Route } from '../route.js'

const form = z.object({ grant_type: z.string().optional(), client_id: z.string().optional(), client_secret: z.string().optional() })

/** The only grant type there is (contract section 1, neighbouring routes). */
function readCredentials(body: unknown): { id: string; text: string } {
  const { grant_type, client_id = '', client_secret = '' } = check(form, body ?? {})
  if (grant_type !== 'client_credentials') throw new Problem('invalid', 'GrantType value must be client_credentials!')
  return { id: client_id, text: client_secret }
}

const text = { status: 200, mediaType: 'text/plain;charset=UTF-8' } as const

/** The routes beside the connections that a client of the vendor calls before them. */
export const consoleRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/apiops/auth/token',
    action: 'exchange',
    isPublic: true,
    body: { kind: 'urlencoded' },
    input: readCredentials,
    answer: {
      status: 200,
      encode: (made) => ({ access_token: made.text, token_type: 'Bearer', expires_in: made.seconds }),
    },
  },
  {
    method: 'GET',
    path: '/apiops/projects',
    action: 'listWorkspaces',
    answer: {
      status: 200,
      encode: (projects) => {
        const resultList = projects.map(({ key, settings }) => ({ name: key, description: settings.description ?? null }))
        return { status: 'SUCCESS', resultList, resultCount: resultList.length }
      },
    },
  },
  { method: 'GET', path: '/apiops/test/healthcheck', action: 'tell', isPublic: true, answer: { ...text, body: () => 'OK' } },
  {
    method: 'GET',
    path: '/apiops/test/hello/:name',
    action: 'tell',
    answer: { ...text, body: ({ name = '' }: Params) => `Hello ${name}` },
  },
]
