import { and, eq, isNotNull, or, sql } from 'drizzle-orm'
import type { NewDeployment } from '../writes.js'
import type { Db } from './open.js'
import { prepareInsert } from './prepared.js'
import { deployments as table } from './schema.js'

/** The connection that a write leaves behind. */
interface Subject {
  readonly id: string
  readonly workspaceId: string
  readonly key: string
  readonly keyFold: string
  readonly revision: number
}

export type DeploymentWriter = (subject: Subject, at: number, deployments: readonly NewDeployment[]) => void

const isPending = isNotNull(table.nextAt)
const isOfWorker = eq(table.workerId, sql.placeholder('workerId'))
const isOfConnection = eq(table.connectionId, sql.placeholder('connectionId'))
const superseded = { state: 'superseded', nextAt: null, finishedAt: sql`${sql.placeholder('at')}` } as const
const dueNow = { nextAt: sql`${sql.placeholder('at')}` }

/** Writes what a change leaves for the workers, inside the transaction that is under way. */
export function deploymentWriter(db: Db): DeploymentWriter {
  const insert = prepareInsert(db, table, ['seq'])
  const supersede = db
    .update(table)
    .set(superseded)
    .where(and(isPending, isOfWorker, isOfConnection, eq(table.kind, 'put')))
    .prepare()
  const isOfKey = eq(table.keyFold, sql.placeholder('keyFold'))
  const hasten = db
    .update(table)
    .set(dueNow)
    .where(and(isPending, isOfWorker, or(isOfConnection, isOfKey)))
    .prepare()
  const fresh = { state: 'pending', attempts: 0, finishedAt: null, failure: null } as const

  return ({ id: connectionId, workspaceId, revision, ...own }, at, deployments) => {
    const before = new Set(deployments.map(({ workerId }) => workerId))
    for (const workerId of before) supersede.run({ workerId, connectionId, at })
    for (const { id, workerId, kind, former = own } of deployments) {
      const { key: connectionKey, keyFold } = former
      hasten.run({ workerId, connectionId, keyFold, at })
      insert({ ...fresh, id, workerId, workspaceId, connectionId, connectionKey, keyFold, revision, kind, nextAt: at, createdAt: at })
    }
  }
}

/** What a change of a worker means for all that is pending there, inside the transaction that is under way. */
export function deploymentSweeper(db: Db): Record<'hasten' | 'supersede', (workerId: string, at: number) => void> {
  const all = and(isPending, isOfWorker)
  const hasten = db.update(table).set(dueNow).where(all).prepare()
  const supersede = db.update(table).set(superseded).where(all).prepare()
  return {
    hasten: (workerId, at) => void hasten.run({ workerId, at }),
    supersede: (workerId, at) => void supersede.run({ workerId, at }),
  }
}
