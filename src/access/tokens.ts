import { z } from 'zod'
import { check, invalidFields } from '../lib/check.js'
import { newId } from '../lib/id.js'
import { plainName } from '../lib/name.js'
import { readPage, type Page, type PageRequest } from '../lib/page.js'
import { Problem, type Issue } from '../lib/problem.js'
import { Secret } from '../lib/secret.js'
import type { Grant, Token } from '../store/rows.js'
import type { Actor } from './actor.js'
import { allowAdministration, recordDenial, type AccessDeps } from './allow.js'
import { auditOf } from './audit.js'
import { administeredWorkspaces, may } from './roles.js'
import { hashToken, newTokenText } from './token-text.js'

const roles = z.enum(['VIEWER', 'TESTER', 'EDITOR', 'REVEALER', 'ADMIN'])

/** What every request of a token is held against stays small. */
const most = { grants: 100, projectIds: 1000 }

const grant = z
  .object({
    workspaceId: z.string().nullable(),
    roles: z.array(roles).nonempty('must name at least one role'),
    projectIds: z.array(plainName).optional(),
  })
  .refine(({ workspaceId, projectIds }) => workspaceId !== null || projectIds === undefined, {
    path: ['projectIds'],
    message: 'is only for a grant on one workspace',
  })

const newToken = z.object({
  name: plainName,
  expiresAt: z.number().nullable(),
  grants: z
    .array(grant)
    .nonempty('must hold at least one grant')
    .max(most.grants, `must hold at most ${most.grants} grants`)
    .refine((grants) => merged(grants).reduce((sum, { projectIds = [] }) => sum + projectIds.length, 0) <= most.projectIds, {
      message: `must name at most ${most.projectIds} projects in all`,
    }),
})

/** Makes a token. Its text is answered here and never again. */
export async function createToken(
  deps: AccessDeps,
  actor: Actor,
  input: z.input<typeof newToken>,
): Promise<{ token: Token; text: Secret<string> }> {
  const id = newId('tok')
  const asked = input.grants.slice(0, most.grants)
  await refuseUnknownWorkspaces(deps, actor, asked, id)
  for (const { workspaceId } of asked) await allowAdministration(deps, actor, workspaceId, { subject: 'token', subjectId: id })
  const { name, expiresAt, grants } = check(newToken, input)
  const now = deps.now()
  if (expiresAt !== null && expiresAt <= now) throw invalidFields([{ path: ['expiresAt'], message: 'must be in the future' }])

  const token: Token = { id, name, grants: merged(grants), createdAt: now, expiresAt, revokedAt: null, parentId: null }
  const text = newTokenText(id)
  await deps.store.tokens.insert(
    token,
    hashToken(text),
    auditOf(actor, now, {
      action: 'create',
      subject: 'token',
      subjectId: id,
      workspaceId: soleWorkspace(grants),
      fields: ['name', 'expiresAt', 'grants'],
    }),
  )
  return { token, text: new Secret(text) }
}

/** Revokes a token at once; revoking it again changes nothing. */
export async function revokeToken(deps: AccessDeps, actor: Actor, id: string): Promise<Token> {
  const token = await findToken(deps, actor, id)
  if (!token && (await deps.store.tokens.byIds([id]))[0])
    await recordDenial(deps, actor, 'administer', null, { subject: 'token', subjectId: id })
  if (!token) throw new Problem('notFound', 'There is no such token.', [{ path: ['id'], message: 'is unknown' }])
  if (id !== actor.token.id) {
    for (const { workspaceId } of token.grants) await allowAdministration(deps, actor, workspaceId, { subject: 'token', subjectId: id })
  }
  const now = deps.now()
  const fields = token.revokedAt === null ? ['revokedAt'] : []
  await deps.store.tokens.revoke(
    id,
    now,
    auditOf(actor, now, { action: 'update', subject: 'token', subjectId: id, workspaceId: soleWorkspace(token.grants), fields }),
  )
  return { ...token, revokedAt: token.revokedAt ?? now }
}

/** A token that the caller may know of: his own, or one with roles where he administers. */
export async function findToken({ store }: AccessDeps, actor: Actor, id: string): Promise<Token | undefined> {
  const [token] = await store.tokens.byIds([id])
  return knownToken(actor, token)
}

/** The same of a token that has been read already. */
export function knownToken(actor: Actor, token: Token | undefined): Token | undefined {
  const isKnown = token && (token.id === actor.token.id || token.grants.some(({ workspaceId }) => may(actor, 'administer', workspaceId)))
  return isKnown ? token : undefined
}

/** One page of the tokens that `findToken` would find for the caller, the newest first. */
export async function listTokens({ store }: AccessDeps, actor: Actor, request: PageRequest): Promise<Page<Token>> {
  const source = { list: store.tokens.list, count: store.tokens.count, valueOf: ({ createdAt }: Token) => createdAt }
  const workspaceIds = administeredWorkspaces(actor)
  const known = workspaceIds && { tokenId: actor.token.id, workspaceIds }
  return readPage(source, { known }, { field: 'createdAt', direction: 'desc' }, request)
}

async function refuseUnknownWorkspaces(deps: AccessDeps, actor: Actor, grants: readonly Grant[], subjectId: string): Promise<void> {
  const found = await deps.store.workspaces.byIds(grants.map(({ workspaceId }) => workspaceId ?? ''))
  const foreign = found.find((workspace) => workspace && !may(actor, 'enter', workspace.id))
  if (foreign) await recordDenial(deps, actor, 'administer', foreign.id, { subject: 'token', subjectId })
  const issues = grants.flatMap(({ workspaceId }, index): Issue[] => {
    const isKnown = workspaceId === null || (found[index] !== undefined && may(actor, 'enter', workspaceId))
    return isKnown ? [] : [{ path: ['grants', index, 'workspaceId'], message: 'is no workspace' }]
  })
  if (issues.length > 0) throw invalidFields(issues)
}

/** The same grants with what comes twice once: roles, projects, and grants on the same place and projects, whose roles are joined. */
function merged(grants: readonly Grant[]): Grant[] {
  const byPlace = new Map<string, Grant>()
  for (const { workspaceId, roles, projectIds } of grants) {
    const projects = projectIds && [...new Set(projectIds)]
    const place = JSON.stringify([workspaceId, projects?.toSorted()])
    const before = byPlace.get(place)
    byPlace.set(place, {
      workspaceId,
      ...(projects && { projectIds: before?.projectIds ?? projects }),
      roles: [...new Set([...(before?.roles ?? []), ...roles])],
    })
  }
  return [...byPlace.values()]
}

/** The workspace that all grants are on; null when there are several, or all. */
export function soleWorkspace(grants: readonly Grant[]): string | null {
  const [first, ...others] = new Set(grants.map(({ workspaceId }) => workspaceId))
  return others.length === 0 ? (first ?? null) : null
}
