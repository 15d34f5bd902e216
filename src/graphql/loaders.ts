import DataLoader from 'dataloader'
import type { Connection, Deployment, Part, SecretRef, Token, Worker, Workspace } from '../store/rows.js'
import type { Store } from '../store/store.js'
import type { Budget } from './limits/budget.js'

/** Batches of one request. */
export interface Loaders {
  readonly connections: DataLoader<string, Connection | undefined>
  readonly workspaces: DataLoader<string, Workspace | undefined>
  readonly parts: DataLoader<string, Part | undefined>
  /** Ids of the connections that use a part. */
  readonly partUses: DataLoader<string, readonly string[]>
  readonly workers: DataLoader<string, Worker | undefined>
  /** The workers of a workspace. */
  readonly workersIn: DataLoader<string, readonly Worker[]>
  readonly deployments: DataLoader<string, Deployment | undefined>
  readonly tokens: DataLoader<string, Token | undefined>
  /** When a secret's value came. */
  readonly secretTimes: DataLoader<SecretRef, number | undefined, string>
}

/** So many rows with settings are read at once, and counted. */
const maxBatchSize = 100

export function createLoaders({ connections, workspaces, parts, workers, deployments, tokens, secrets }: Store, budget: Budget): Loaders {
  const counted = <Row extends Connection | Part>(byIds: (ids: readonly string[]) => Promise<(Row | undefined)[]>) =>
    new DataLoader(
      (ids: readonly string[]) =>
        budget.read(
          () => byIds(ids),
          (rows) => rows.map((row) => row?.settings),
        ),
      { maxBatchSize },
    )
  return {
    connections: counted((ids) => connections.byIds(ids)),
    workspaces: new DataLoader((ids) => workspaces.byIds(ids)),
    parts: counted((ids) => parts.byIds(ids)),
    partUses: new DataLoader((ids) => parts.uses(ids)),
    workers: new DataLoader((ids) => workers.byIds(ids)),
    workersIn: new DataLoader((ids) => workers.inWorkspaces(ids)),
    deployments: new DataLoader((ids) => deployments.byIds(ids)),
    tokens: new DataLoader((ids) => tokens.byIds(ids)),
    secretTimes: new DataLoader((refs) => secrets.changedAt(refs), {
      cacheKeyFn: ({ ownerId, field, version }) => JSON.stringify([ownerId, field, version]),
    }),
  }
}
