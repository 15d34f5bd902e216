import { z } from 'zod'
import { check } from '../../lib/check.js'
import { sameJson, type Json, type JsonObject } from '../../lib/json.js'
import { invalid } from '../../lib/problem.js'
import type { FoundWorkspace } from '../found.js'
import type { Params, Route, Told, WorkspaceTexts } from '../route.js'
import { project, status } from './answers.js'
import { encodeConnection } from './encode.js'
import { name } from './shape.js'

const body = z.looseObject({
  name,
  readme: z.string().nullish(),
  location: z.string().nullish(),
  connections: z.array(z.unknown()).nullish(),
})

const projectName = (params: Params): string => params.projectName ?? ''

/** A project as every answer shows it; packages belong to another product (contract section (a)). */
function encodeProject({ key, settings, connections }: FoundWorkspace): JsonObject {
  return {
    resource: `/api/v0/projects/${key}`,
    name: key,
    ...settings,
    connections: connections.map(encodeConnection),
    packages: [],
  }
}

/** The status page lists connections too, without their attributes. */
function encodeStatus(projects: readonly FoundWorkspace[], { now }: Told): Json {
  const shown = projects.map(encodeProject).map(({ connections, ...rest }) => ({
    ...rest,
    connections: (connections as JsonObject[]).map(({ attributes, ...connection }) => connection),
  }))
  return { timestamp: now, projects: shown, initialized: true, operationalState: 'serving', frozenConfig: false }
}

/**
 * The texts of a project. Its connections are changed one by one, each whole or not at all, so a
 * list here may only be the one that is shown: a project that was read can be sent back.
 */
function readProject(input: unknown, shown: readonly Json[]): WorkspaceTexts & { readonly key: string } {
  const { name: key, readme, location, connections } = check(body, input)
  if (connections && !(connections.length === shown.length && connections.every((one, index) => sameJson(one, shown[index])))) {
    throw invalid(['connections'], 'can only be changed one by one, at /projects/{projectName}/connections/{connectionName}')
  }
  return { key, ...(readme !== undefined && { readme }), ...(location !== undefined && { location }) }
}

const tag = 'Projects'
const request = { schema: body.meta({ id: 'ProjectInput' }), example: { name: 'orchard', readme: 'Fruit by the season.' } }

/** The projects of Credible are our workspaces (contract section (a)). */
export const projectRoutes: readonly Route[] = [
  {
    operation: 'listProjects',
    summary: 'List projects with their connections',
    tag,
    method: 'GET',
    path: '/projects',
    action: 'listWorkspaces',
    answer: { status: 200, schema: z.array(project), encode: (projects) => projects.map(encodeProject) },
  },
  {
    operation: 'createProject',
    summary: 'Create a project, or change the one of that name',
    tag,
    method: 'POST',
    path: '/projects',
    action: 'putWorkspace',
    request,
    input: (input) => readProject(input, []),
    answer: { status: 200, schema: project, encode: encodeProject },
  },
  {
    operation: 'getProject',
    summary: 'Read a project with its connections',
    tag,
    method: 'GET',
    path: '/projects/:projectName',
    action: 'findWorkspace',
    workspace: projectName,
    answer: { status: 200, schema: project, encode: encodeProject },
  },
  {
    operation: 'updateProject',
    summary: 'Change the texts of a project',
    tag,
    method: 'PATCH',
    path: '/projects/:projectName',
    action: 'updateWorkspace',
    workspace: projectName,
    request,
    input: (input, params, { connections }) => {
      const { key, ...texts } = readProject(input, connections.map(encodeConnection))
      if (key !== projectName(params)) throw invalid(['name'], 'must be the project in the path')
      return texts
    },
    answer: { status: 200, schema: project, encode: encodeProject },
  },
  {
    operation: 'deleteProject',
    summary: 'Delete a project with its connections',
    tag,
    method: 'DELETE',
    path: '/projects/:projectName',
    action: 'deleteWorkspace',
    workspace: projectName,
    answer: { status: 200, schema: project, encode: encodeProject },
  },
  {
    operation: 'getStatus',
    summary: 'Read the state of the server, with all projects',
    tag: 'Server',
    method: 'GET',
    path: '/status',
    action: 'listWorkspaces',
    answer: { status: 200, schema: status, encode: encodeStatus },
  },
]
