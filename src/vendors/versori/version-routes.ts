import { z } from 'zod'
import { check } from '../../lib/check.js'
import type { JsonObject } from '../../lib/json.js'
import type { Found } from '../found.js'
import type { Params, Route, Told } from '../route.js'
import * as answers from './answers.js'
import { about as child, encodePage, forceQuery, listing } from './child-routes.js'
import { encodeVersion } from './encode.js'
import { member } from './paths.js'
import { newVersion, versionInput } from './sample.js'
import { asStored } from './stored.js'
import { versionOf, versionsOf } from './versions.js'

const about = { ...child, tag: 'Versions' } as const
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
  operation: `${verb}Version`,
  summary: { publish: 'Publish a version, which is then immutable', unpublish: 'Take a version back from publication' }[verb],
  method: 'POST',
  path: `${one}/${verb}`,
  action: 'change',
  change: `${verb}Version`,
  request: undefined,
  input: named,
  answer: { status: 200, schema: answers.publication, encode: (found, told) => ({ version: encodeMade(found, told) }) },
})

/** Versions of a connection (contract section (a), routes 12 to 18). */
export const versionRoutes: readonly Route[] = [
  {
    ...about,
    operation: 'createVersion',
    summary: 'Create a draft of a version',
    method: 'POST',
    path: list,
    action: 'change',
    change: 'createVersion',
    request: newVersion,
    input: (body) => check(object, body),
    answer: { status: 201, schema: answers.version, encode: encodeMade },
  },
  {
    ...about,
    ...listing(answers.versions, ({ wire }, told) => encodePage(versionsOf(asStored(wire)), told, encodeVersion)),
    operation: 'listVersions',
    summary: 'List the versions of a connection',
    path: list,
  },
  {
    ...about,
    operation: 'getVersion',
    summary: 'Read a version by its name, or the latest or default one',
    method: 'GET',
    path: one,
    action: 'find',
    answer: {
      status: 200,
      schema: answers.version,
      encode: ({ wire }, { params }) => encodeVersion(versionOf(asStored(wire), params.version ?? '')),
    },
  },
  {
    ...about,
    operation: 'updateVersion',
    summary: 'Change a version that is not published, or choose the default',
    method: 'PUT',
    path: one,
    action: 'change',
    change: 'updateVersion',
    request: versionInput,
    input: (body, { version }) => ({ name: null, description: null, ...check(object, body), version }),
    answer: { status: 200, schema: answers.version, encode: encodeMade },
  },
  {
    ...about,
    operation: 'deleteVersion',
    summary: 'Delete a version; a published one only by force',
    method: 'DELETE',
    path: one,
    query: forceQuery,
    action: 'change',
    change: 'deleteVersion',
    request: undefined,
    input: (body, params, query) => ({ ...named(body, params), ...query }),
    answer: { status: 204, schema: undefined, encode: () => undefined },
  },
  publication('publish'),
  publication('unpublish'),
]
