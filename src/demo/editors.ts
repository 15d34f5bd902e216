import type { Actor } from '../access/actor.js'
import { createToken } from '../access/tokens.js'
import type { Deps } from '../connections/deps.js'
import type { Token } from '../store/rows.js'
import { actor, isOwn } from './own.js'

/** The two tokens that change connections of the demo; made when they are not there. */
export async function editorsOf(deps: Deps, owner: Actor): Promise<Actor[]> {
  const usable = await deps.store.tokens.usable(deps.now())
  const editors: Actor[] = []
  for (const name of ['Ada (demo)', 'Lin (demo)']) {
    const found = await firstOwn(
      deps,
      usable.filter((token) => token.name === name),
    )
    editors.push(actor(found ?? (await makeEditor(deps, owner, name))))
  }
  return editors
}

async function firstOwn(deps: Deps, tokens: readonly Token[]): Promise<Token | undefined> {
  for (const token of tokens) if (await isOwn(deps, token.id)) return token
  return undefined
}

async function makeEditor(deps: Deps, owner: Actor, name: string): Promise<Token> {
  const { token } = await createToken(deps, owner, { name, expiresAt: null, grants: [{ workspaceId: null, roles: ['EDITOR'] }] })
  return token
}
