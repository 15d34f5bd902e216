import { z } from 'zod'
import { check } from '../../lib/check.js'
import type { JsonObject } from '../../lib/json.js'
import type { Found } from '../found.js'
import type { Params, Route } from '../route.js'
import { about, encodePage, forceQuery, listing } from './child-routes.js'
import { encodeEnvironment } from './encode.js'
import { environmentOf } from './environment-changes.js'
import { idIn, member } from './paths.js'
import { slugOf } from './slug.js'
import { asStored, type StoredEnvironment } from './stored.js'

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

/** Environments of a connection (contract section (a), routes 8 to 11). */
export const environmentRoutes: readonly Route[] = [
  { ...listing(({ wire }, told) => encodePage(asStored(wire).environments, told, encodeSummary)), path: list },
  { ...about, method: 'GET', path: one, action: 'find', answer: { status: 200, encode: encodeOne } },
  {
    ...about,
    method: 'PUT',
    path: one,
    action: 'change',
    change: 'updateEnvironment',
    input: (body, params) => ({ id: null, name: null, ...check(z.looseObject({}), body), environment_id: id(params) }),
    answer: { status: 200, encode: encodeOne },
  },
  {
    ...about,
    method: 'DELETE',
    path: one,
    query: forceQuery,
    action: 'change',
    change: 'deleteEnvironment',
    input: (_body, params) => ({ environment_id: id(params) }),
    answer: { status: 204, encode: () => undefined },
  },
]
