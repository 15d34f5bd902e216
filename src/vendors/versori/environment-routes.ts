import { z } from 'zod'
import { check } from '../../lib/check.js'
import type { JsonObject } from '../../lib/json.js'
import type { Found } from '../found.js'
import type { Params, Route } from '../route.js'
import * as answers from './answers.js'
import { about as child, encodePage, forceQuery, listing } from './child-routes.js'
import { encodeEnvironment } from './encode.js'
import { environmentOf } from './environment-changes.js'
import { idIn, member } from './paths.js'
import { environmentInput } from './sample.js'
import { slugOf } from './slug.js'
import { asStored, type StoredEnvironment } from './stored.js'

const about = { ...child, tag: 'Environments' } as const
const list = `${member}/environments`
const one = `${list}/:environment_id`

const id = (params: Params): string => idIn(params, 'environment_id')

function encodeOne({ wire, part }: Found, { params }: { readonly params: Params }): JsonObject {
  return encodeEnvironment(environmentOf(asStored(wire), id(params)), (key) => part('credential', key))
}

function encodeSummary({ id, name, createdAt, updatedAt }: StoredEnvironment): JsonObject {
  const slug = slugOf(name)
  return { id, name, ...(slug !== '' && { slug }), createdAt, updatedAt }
}

/** PUT takes a whole with an id and a name; of what else it may say, null is as good as nothing. */
function updateInput(body: unknown, params: Params): unknown {
  const { variables, credentials, ...whole } = check(z.looseObject({}), body)
  return {
    id: null,
    name: null,
    ...whole,
    variables: variables ?? undefined,
    credentials: credentials ?? undefined,
    environment_id: id(params),
  }
}

/** Environments of a connection (contract section (a), routes 8 to 11). */
export const environmentRoutes: readonly Route[] = [
  {
    ...about,
    ...listing(answers.environments, ({ wire }, told) => encodePage(asStored(wire).environments, told, encodeSummary)),
    operation: 'listEnvironments',
    summary: 'List the environments of a connection',
    path: list,
  },
  {
    ...about,
    operation: 'getEnvironment',
    summary: 'Read an environment with its credentials',
    method: 'GET',
    path: one,
    action: 'find',
    answer: { status: 200, schema: answers.environment, encode: encodeOne },
  },
  {
    ...about,
    operation: 'updateEnvironment',
    summary: 'Change an environment',
    method: 'PUT',
    path: one,
    action: 'change',
    change: 'updateEnvironment',
    request: environmentInput,
    input: updateInput,
    answer: { status: 200, schema: answers.environment, encode: encodeOne },
  },
  {
    ...about,
    operation: 'deleteEnvironment',
    summary: 'Delete an environment',
    method: 'DELETE',
    path: one,
    query: forceQuery,
    action: 'change',
    change: 'deleteEnvironment',
    request: undefined,
    input: (_body, params) => ({ environment_id: id(params) }),
    answer: { status: 204, schema: undefined, encode: () => undefined },
  },
]
