import { z } from 'zod'
import { check } from '../../lib/check.js'
import { invalid } from '../../lib/problem.js'
import type { Params, Route } from '../route.js'
import { credential, credentials } from './answers.js'
import { encodeCredential, encodeSummary } from './credential-encode.js'
import { pageOf, pageShape, type PageQuery } from './pages.js'
import { idIn, organisation, root } from './paths.js'
import { credentialInput } from './sample.js'

const collection = `${root}/credentials`
const member = `${collection}/:credential_id`
const about = { tag: 'Credentials', part: 'credential', workspace: organisation } as const
const key = (params: Params): string => idIn(params, 'credential_id')

const object = z.looseObject({})

/** PUT takes the whole credential; what only the server sets is ignored, but for an id that is another's. */
function updateInput(body: unknown, params: Params): unknown {
  const { id, ...whole } = check(object, body)
  if (id !== undefined && id !== key(params)) throw invalid(['id'], 'must equal the credential in the path')
  return whole
}

/** Credentials of an organisation (contract section (a), routes 19 to 23). */
export const credentialRoutes: readonly Route[] = [
  {
    ...about,
    operation: 'createCredential',
    summary: 'Create a credential',
    method: 'POST',
    path: collection,
    action: 'createPart',
    request: credentialInput,
    input: (body) => check(object, body),
    answer: { status: 201, schema: credential, encode: encodeCredential },
  },
  {
    ...about,
    operation: 'listCredentials',
    summary: 'List the credentials of an organisation',
    method: 'GET',
    path: collection,
    action: 'listParts',
    query: z.object(pageShape),
    page: (query) => pageOf(query as PageQuery),
    answer: {
      status: 200,
      schema: credentials,
      encode: ({ items, totalCount, next, prev }) => ({ totalCount, next, prev, credentials: items.map(encodeSummary) }),
    },
  },
  {
    ...about,
    operation: 'getCredential',
    summary: 'Read a credential with its usages',
    method: 'GET',
    path: member,
    action: 'findPart',
    key,
    answer: { status: 200, schema: credential, encode: encodeCredential },
  },
  {
    ...about,
    operation: 'updateCredential',
    summary: 'Replace a credential',
    method: 'PUT',
    path: member,
    action: 'updatePart',
    key,
    request: credentialInput,
    input: updateInput,
    answer: { status: 200, schema: credential, encode: encodeCredential },
  },
  {
    ...about,
    operation: 'deleteCredential',
    summary: 'Delete a credential that nothing uses',
    method: 'DELETE',
    path: member,
    action: 'deletePart',
    key,
    answer: { status: 204, schema: undefined, body: () => undefined },
  },
]
