import type { BaseContext } from '@apollo/server'
import type { Actor } from '../access/actor.js'
import type { Deps } from '../connections/deps.js'
import { createLoaders, type Loaders } from './loaders.js'

/** What every resolver of one request works with. */
export interface GraphContext extends BaseContext {
  readonly deps: Deps
  readonly actor: Actor
  readonly loaders: Loaders
}

export function createContext(deps: Deps, actor: Actor): GraphContext {
  return { deps, actor, loaders: createLoaders(deps.store) }
}
