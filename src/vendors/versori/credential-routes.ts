import { z } from 'zod'
import { check } from '../../lib/check.js'
import { invalid } from '../../lib/problem.js'
import type { Params, Route } from '../route.js'
import { encodeCredential, encodeSummary } from './credential-encode.js'
import { pageOf, pageShape, type PageQuery } from './pages.js'
import { idIn, organisation, root } from './paths.js'

const collection = `${root}/credentials`
const member = `${collection}/:credential_id`
const about = { part: 'credential', workspace: organisation } as const
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
    method: 'POST',
    path: collection,
    action: 'createPart',
    input: (body) => check(object, body),
    answer: { status: 201, encode: encodeCredential },
  },
  {
    ...about,
    method: 'GET',
    path: collection,
    action: 'listParts',
    query: z.object(pageShape),
    page: (query) => pageOf(query as PageQuery),
    answer: {
      status: 200,
      encode: ({ items, totalCount, next, prev }) => ({ totalCount, next, prev, credentials: items.map(encodeSummary) }),
    },
  },
  { ...about, method: 'GET', path: member, action: 'findPart', key, answer: { status: 200, encode: encodeCredential } },
  {
    ...about,
    method: 'PUT',
    path: member,
    action: 'updatePart',
    key,
    input: updateInput,
    answer: { status: 200, encode: encodeCredential },
  },
  { ...about, method: 'DELETE', path: member, action: 'deletePart', key, answer: { status: 204, body: () => undefined } },
]
