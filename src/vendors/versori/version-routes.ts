import { z } from 'zod'
import { check } from '../../lib/check.js'
import type { JsonObject } from '../../lib/json.js'
import type { Found } from '../found.js'
import type { Params, Route, Told } from '../route.js'
import { about, encodePage, forceQuery, listing } from './child-routes.js'
import { encodeVersion } from './encode.js'
import { member } from './paths.js'
import { asStored } from './stored.js'
import { versionOf, versionsOf } from './versions.js'

const list = `${member}/versions`
const one = `${list}/:version`

const object = z.looseObject({})
const named = (_body: unknown, { version }: Params): object => ({ version })

/** The version that a change has made, wherever `latest` and `default` lead now. */
function encodeMade({ wire }: Found, { place }: Told): JsonObject {
  const [version] = versionsOf(asStored(wire)).slice(Number(place?.[1]))
  if (!version) throw new Error('A version is not where it was made.')
  return encodeVersion(version)
}

const publication = (verb: 'publish' | 'unpublish'): Route => ({
  ...about,
  method: 'POST',
  path: `${one}/${verb}`,
  action: 'change',
  change: `${verb}Version`,
  input: named,
  answer: { status: 200, encode: (found, told) => ({ version: encodeMade(found, told) }) },
})

/** Versions of a connection (contract section (a), routes 12 to 18). */
export const versionRoutes: readonly Route[] = [
  {
    ...about,
    method: 'POST',
    path: list,
    action: 'change',
    change: 'createVersion',
    input: (body) => check(object, body),
    answer: { status: 201, encode: encodeMade },
  },
  { ...listing(({ wire }, told) => encodePage(versionsOf(asStored(wire)), told, encodeVersion)), path: list },
  {
    ...about,
    method: 'GET',
    path: one,
    action: 'find',
    answer: { status: 200, encode: ({ wire }, { params }) => encodeVersion(versionOf(asStored(wire), params.version ?? '')) },
  },
  {
    ...about,
    method: 'PUT',
    path: one,
    action: 'change',
    change: 'updateVersion',
    input: (body, { version }) => ({ name: null, description: null, ...check(object, body), version }),
    answer: { status: 200, encode: encodeMade },
  },
  {
    ...about,
    method: 'DELETE',
    path: one,
    query: forceQuery,
    action: 'change',
    change: 'deleteVersion',
    input: (body, params, query) => ({ ...named(body, params), ...query }),
    answer: { status: 204, encode: () => undefined },
  },
  publication('publish'),
  publication('unpublish'),
]
