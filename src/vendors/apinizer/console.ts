import { z } from 'zod'
import { check } from '../../lib/check.js'
import type { JsonObject } from '../../lib/json.js'
import { Problem } from '../../lib/problem.js'
import type { FoundWorkspace } from '../found.js'
import type { Params, Route } from '../route.js'
import * as answers from './answers.js'

const form = z.object({ grant_type: z.string().optional(), client_id: z.string().optional(), client_secret: z.string().optional() })

/** The only grant type there is (contract section 1, neighbouring routes). */
function readCredentials(body: unknown): { id: string; text: string } {
  const { grant_type, client_id = '', client_secret = '' } = check(form, body ?? {})
  if (grant_type !== 'client_credentials') throw new Problem('invalid', 'GrantType value must be client_credentials!')
  return { id: client_id, text: client_secret }
}

/** An environment is where workers are. The vendor knows three types; the name says which, as far as it says anything. */
function encodeEnvironments({ environments }: FoundWorkspace): JsonObject {
  const resultList = environments.map(({ name, isCurrent }) => ({
    name,
    description: null,
    type: /test/i.test(name) ? 'TEST' : /sandbox/i.test(name) ? 'SANDBOX' : 'PRODUCTION',
    accessUrl: null,
    status: isCurrent ? 'PUBLISHED' : 'REPUBLISH_REQUIRED',
    deployed: true,
    redeployRequired: !isCurrent,
  }))
  return { success: true, resultList, resultCount: resultList.length }
}

const text = { status: 200, schema: z.string(), mediaType: 'text/plain;charset=UTF-8' } as const

const project = ({ projectName = '' }: Params): string => projectName

/** The routes beside the connections that a client of the vendor calls before them. */
export const consoleRoutes: readonly Route[] = [
  {
    operation: 'createAccessToken',
    summary: 'Exchange client credentials for a token of one hour',
    tag: 'Access',
    method: 'POST',
    path: '/apiops/auth/token',
    action: 'exchange',
    isPublic: true,
    body: { kind: 'urlencoded' },
    request: {
      schema: form.meta({ id: 'ClientCredentials' }),
      example: { grant_type: 'client_credentials', client_id: 'tok_01J8X3Q5Z0', client_secret: 'correct horse battery staple' },
    },
    input: readCredentials,
    answer: {
      status: 200,
      schema: answers.accessToken,
      encode: (made) => ({ access_token: made.text, token_type: 'Bearer', expires_in: made.seconds }),
    },
  },
  {
    operation: 'listProjects',
    summary: 'List projects',
    tag: 'Projects',
    method: 'GET',
    path: '/apiops/projects',
    action: 'listWorkspaces',
    answer: {
      status: 200,
      schema: answers.projects,
      encode: (projects) => {
        const resultList = projects.map(({ key, settings }) => ({ name: key, description: settings.description ?? null }))
        return { status: 'SUCCESS', resultList, resultCount: resultList.length }
      },
    },
  },
  ...(
    [
      ['listProjectEnvironments', '/apiops/projects/:projectName/environments'],
      ['listEnvironments', '/apiops/environments/:projectName'],
    ] as const
  ).map(([operation, path]): Route => ({
    operation,
    summary: 'List the environments of a project: where its workers are',
    tag: 'Projects',
    method: 'GET',
    path,
    action: 'findWorkspace',
    workspace: project,
    answer: { status: 200, schema: answers.environments, encode: encodeEnvironments },
  })),
  {
    operation: 'checkHealth',
    summary: 'Tell that the server answers',
    tag: 'Server',
    method: 'GET',
    path: '/apiops/test/healthcheck',
    action: 'tell',
    isPublic: true,
    answer: { ...text, body: () => 'OK' },
  },
  {
    operation: 'sayHello',
    summary: 'Greet by name, to try a token',
    tag: 'Server',
    method: 'GET',
    path: '/apiops/test/hello/:name',
    action: 'tell',
    answer: { ...text, body: ({ name = '' }: Params) => `Hello ${name}` },
  },
]
