import { and, asc, eq, getTableColumns, sql } from 'drizzle-orm'
import { fold } from '../../lib/fold.js'
import type { Worker } from '../rows.js'
import type { WorkerStore } from '../store.js'
import type { AuditWriter } from './audit.js'
import { deploymentSweeper } from './deployment-writes.js'
import { idList, inList, inOrder } from './keyset.js'
import type { Db } from './open.js'
import { prepareCompare, prepareInsertIfFree, prepareReplace } from './prepared.js'
import { workers as table } from './schema.js'
import { readSealed, sealedRemover, sealedWriter } from './secrets.js'

const { nameFold, ...columns } = getTableColumns(table)

export function workerStore(db: Db, audit: AuditWriter): WorkerStore {
  const transaction = <R>(body: () => R): R => db.transaction(body, { behavior: 'immediate' })
  const byId = eq(table.id, sql.placeholder('id'))
  const byIds = db.select(columns).from(table).where(inList(table.id, 'ids')).prepare()
  const one = db.select(columns).from(table).where(byId).prepare()
  const inWorkspaces = db.select(columns).from(table).where(inList(table.workspaceId, 'ids')).orderBy(asc(nameFold)).prepare()
  const removeRow = db.delete(table).where(byId).prepare()
  const insertRow = prepareInsertIfFree(db, table)
  const replaceRow = prepareReplace(db, table)
  const holder = db
    .select({ id: table.id })
    .from(table)
    .where(and(eq(table.workspaceId, sql.placeholder('workspaceId')), eq(nameFold, sql.placeholder('nameFold'))))
    .prepare()
  const compare = prepareCompare(db, table)
  const writeSealed = sealedWriter(db)
  const readSecrets = readSealed(db)
  const removeSecrets = sealedRemover(db)
  const { hasten, supersede } = deploymentSweeper(db)
  const rowOf = (worker: Worker) => ({ ...worker, nameFold: fold(worker.name) })

  return {
    insert: async ({ worker, sealed }, record) =>
      transaction(() => {
        if (insertRow(rowOf(worker)) === 0) return 'conflict'
        writeSealed(worker.id, sealed)
        audit(record)
        return 'done'
      }),
    replace: async ({ worker, sealed }, expected, record) =>
      transaction(() => {
        const outcome = compare(worker.id, expected)
        if (outcome !== 'done') return outcome
        const row = rowOf(worker)
        const held = holder.get(row)
        if (held && held.id !== worker.id) return 'conflict'
        replaceRow(row)
        writeSealed(worker.id, sealed)
        hasten(worker.id, record.at)
        audit(record)
        return outcome
      }),
    remove: async (id, expected, record) =>
      transaction(() => {
        const outcome = compare(id, expected)
        if (outcome !== 'done') return outcome
        removeRow.run({ id })
        removeSecrets(id)
        supersede(id, record.at)
        audit(record)
        return outcome
      }),
    byIds: async (ids) => inOrder<Worker>(ids, byIds.all({ ids: idList(ids) })),
    inWorkspaces: async (ids) => {
      const found = inWorkspaces.all({ ids: JSON.stringify(ids) })
      return ids.map((id) => found.filter(({ workspaceId }) => workspaceId === id))
    },
    open: async (id) =>
      db.transaction(() => {
        const worker = one.get({ id })
        return worker && { worker, sealed: readSecrets(id, worker.secretVersions) }
      }),
  }
}
