import DataLoader from 'dataloader'
import type { Connection, Part, SecretFact, Workspace } from '../store/rows.js'
import type { Store } from '../store/store.js'

/** Batches of one request. */
export interface Loaders {
  readonly connections: DataLoader<string, Connection | undefined>
  readonly workspaces: DataLoader<string, Workspace | undefined>
  readonly parts: DataLoader<string, Part | undefined>
  /** Facts about the secrets of one owner, earlier values too. */
  readonly secretFacts: DataLoader<string, SecretFact[]>
}

export function createLoaders({ connections, workspaces, parts, secrets }: Store): Loaders {
  return {
    connections: new DataLoader((ids) => connections.byIds(ids)),
    workspaces: new DataLoader((ids) => workspaces.byIds(ids)),
    parts: new DataLoader((ids) => parts.byIds(ids)),
    secretFacts: new DataLoader((ids) => secrets.facts(ids)),
  }
}
