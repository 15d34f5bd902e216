import type { BaseContext } from '@apollo/server'
import type { Actor } from '../access/actor.js'
import type { Deps } from '../connections/deps.js'
import { createBudget, type Budget } from './limits/budget.js'
import { createLoaders, type Loaders } from './loaders.js'

/** What every resolver of one request works with. */
export interface GraphContext extends BaseContext {
  readonly deps: Deps
  readonly actor: Actor
  readonly loaders: Loaders
  readonly budget: Budget
  /** The document that has been held against the bounds; no other is executed. */
  readonly screened: string | undefined
}

export function createContext(deps: Deps, actor: Actor, screened: string | undefined): GraphContext {
  const budget = createBudget()
  return { deps, actor, loaders: createLoaders(deps.store, budget), budget, screened }
}
