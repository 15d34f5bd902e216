import { z } from 'zod'
import { check, invalidFields } from '../../lib/check.js'
import type { JsonObject } from '../../lib/json.js'
import { printPath, type Problem } from '../../lib/problem.js'
import { usualStatus, type RestDialect } from '../dialect.js'
import type { Params, RestPage, Route } from '../route.js'
import * as answers from './answers.js'
import { credentialRoutes } from './credential-routes.js'
import { encodeConnection } from './encode.js'
import { environmentRoutes } from './environment-routes.js'
import { pageOf, pageShape } from './pages.js'
import { collection, connectionKey as key, member, organisation, root } from './paths.js'
import { protocolRoutes } from './protocol-routes.js'
import { creation, replacement, sample } from './sample.js'
import { protocols, redacted } from './shape.js'
import { versionRoutes } from './version-routes.js'

/** A create body names no protocol: the path does, and with it which members count (contract section (a), routes 5 and 6). */
const createInput = {
  http: (body: unknown): unknown => ({ ...check(z.looseObject({}), body), protocol: 'http', datasetId: undefined, versions: undefined }),
  bigquery: (body: unknown): unknown => {
    const { name, datasetId, environments } = check(z.looseObject({}), body)
    return { name, datasetId, environments, protocol: 'bigquery' }
  },
}

/** PUT repeats the ids of the path (section (c), row 15). */
function updateInput(body: unknown, params: Params): unknown {
  const fields = check(z.looseObject({ id: z.string(), organisationId: z.string() }), body)
  const issues = [
    ...(fields.id === key(params) ? [] : [{ path: ['id'], message: 'must equal the connection in the path' }]),
    ...(fields.organisationId === organisation(params)
      ? []
      : [{ path: ['organisationId'], message: 'must equal the organisation in the path' }]),
  ]
  if (issues.length > 0) throw invalidFields(issues)
  return fields
}

const listQuery = z.object({ ...pageShape, sort: z.string().optional(), protocol: z.string().optional() })

/** `protocol` filters by a part of the name (contract section (a), route 1). */
function page(query: unknown): RestPage {
  const { protocol, ...asked } = query as z.output<typeof listQuery>
  const part = protocol?.toLowerCase()
  return { ...pageOf(asked), ...(part === undefined ? {} : { types: protocols.filter((name) => name.includes(part)) }) }
}

const shown = { status: 200, schema: answers.connection, encode: encodeConnection }
const made = { status: 201, schema: answers.connection, encode: encodeConnection }
const tag = 'Connections'

const routes: readonly Route[] = [
  {
    operation: 'listConnections',
    summary: 'List the connections of an organisation, most recently updated first',
    tag,
    method: 'GET',
    path: collection,
    action: 'list',
    workspace: organisation,
    query: listQuery,
    page,
    answer: {
      status: 200,
      schema: answers.connections,
      encode: ({ items, totalCount, next, prev }) => ({ totalCount, next, prev, connections: items.map(encodeConnection) }),
    },
  },
  ...protocols.map((protocol): Route => ({
    operation: { http: 'createHttpConnection', bigquery: 'createBigQueryConnection' }[protocol],
    summary: { http: 'Create an HTTP connection', bigquery: 'Create a BigQuery connection' }[protocol],
    tag,
    method: 'POST',
    path: `${root}/protocols/${protocol}/connections`,
    action: 'create',
    workspace: organisation,
    request: creation[protocol],
    input: createInput[protocol],
    answer: made,
  })),
  {
    operation: 'getConnection',
    summary: 'Read a connection',
    tag,
    method: 'GET',
    path: member,
    action: 'find',
    workspace: organisation,
    key,
    answer: shown,
  },
  {
    operation: 'updateConnection',
    summary: 'Replace a connection',
    tag,
    method: 'PUT',
    path: member,
    action: 'update',
    workspace: organisation,
    key,
    request: replacement,
    input: updateInput,
    touch: true,
    answer: shown,
  },
  {
    operation: 'deleteConnection',
    summary: 'Delete a connection',
    tag,
    method: 'DELETE',
    path: member,
    action: 'delete',
    workspace: organisation,
    key,
    answer: { status: 204, schema: undefined, body: () => undefined },
  },
  ...environmentRoutes,
  ...versionRoutes,
  ...credentialRoutes,
  ...protocolRoutes,
]

/** Contract section (a), error body: the code is the status and three zeros, `field` a path such as `a[0].b`. What is unknown is in the path, what is stale in a header: no field. */
function body({ code, message, issues, cause }: Problem): JsonObject {
  const fields = (code === 'notFound' || code === 'stale' ? [] : issues)
    .filter(({ path }) => path.length > 0)
    .map(({ path, message: reason }) => ({ field: printPath(path), message: reason }))
  return { code: `${usualStatus[code]}000`, message, ...(fields.length > 0 ? { fields } : {}), ...(cause === undefined ? {} : { cause }) }
}

export const dialect: RestDialect = {
  vendor: 'versori',
  roots: ['o', 'api'],
  mounts: ['', '/api/connect/v1alpha1'],
  credentials: { bearer: { prefix: 'Bearer ', isOptional: false, anyCase: true }, cookie: 'cookie' },
  mask: redacted,
  reveals: [],
  routes,
  refusal: answers.refusal,
  sample,
  problem: (problem) => ({ status: usualStatus[problem.code], mediaType: 'application/json', body: body(problem) }),
}
