import DataLoader from 'dataloader'
import type { Connection, Part, SecretRef, Workspace } from '../store/rows.js'
import type { Store } from '../store/store.js'

/** Batches of one request. */
export interface Loaders {
  readonly connections: DataLoader<string, Connection | undefined>
  readonly workspaces: DataLoader<string, Workspace | undefined>
  readonly parts: DataLoader<string, Part | undefined>
  /** When a secret's value came. */
  readonly secretTimes: DataLoader<SecretRef, number | undefined, string>
}

export function createLoaders({ connections, workspaces, parts, secrets }: Store): Loaders {
  return {
    connections: new DataLoader((ids) => connections.byIds(ids)),
    workspaces: new DataLoader((ids) => workspaces.byIds(ids)),
    parts: new DataLoader((ids) => parts.byIds(ids)),
    secretTimes: new DataLoader((refs) => secrets.changedAt(refs), {
      cacheKeyFn: ({ ownerId, field, version }) => JSON.stringify([ownerId, field, version]),
    }),
  }
}
