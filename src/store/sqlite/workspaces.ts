import { and, count, eq, getTableColumns, inArray, sql } from 'drizzle-orm'
import type { ListQuery } from '../../lib/page.js'
import { fold } from '../../lib/fold.js'
import type { Workspace } from '../rows.js'
import type { WorkspaceFilter } from '../filters.js'
import type { WorkspaceStore } from '../store.js'
import type { AuditWriter } from './audit.js'
import { connectionRemover } from './connection-writes.js'
import { idList, inList, inOrder, keyset, keysetValues, statementKey } from './keyset.js'
import type { Db } from './open.js'
import { prepareReplace } from './prepared.js'
import { connections, dataKeys, deployments, parts, secrets, workers, workspaces as table } from './schema.js'
import { statements } from './statements.js'

const { nameFold, ...columns } = getTableColumns(table)

export function workspaceStore(db: Db, audit: AuditWriter): WorkspaceStore {
  const byIds = db.select(columns).from(table).where(inList(table.id, 'ids')).prepare()
  const byKey = db
    .select(columns)
    .from(table)
    .where(and(eq(table.vendor, sql.placeholder('vendor')), eq(table.key, sql.placeholder('key'))))
    .prepare()
  const matches = (filter: WorkspaceFilter) =>
    and(
      filter.visible && inList(table.id, 'visible'),
      filter.vendor === undefined ? undefined : eq(table.vendor, sql.placeholder('vendor')),
    )
  const page = statements((query: ListQuery<WorkspaceFilter, 'name'>) => {
    const { where, orderBy } = keyset(nameFold, table.id, query)
    return db
      .select(columns)
      .from(table)
      .where(and(matches(query.filter), where))
      .orderBy(...orderBy)
      .limit(sql.placeholder('limit'))
      .prepare()
  })
  const total = statements((filter: WorkspaceFilter) => db.select({ n: count() }).from(table).where(matches(filter)).prepare())
  const byId = sql.placeholder('id')
  const current = db.select({ revision: table.revision }).from(table).where(eq(table.id, byId)).prepare()
  const compare = (id: string, expected: number): 'done' | 'stale' | 'gone' => {
    const row = current.get({ id })
    if (!row) return 'gone'
    return row.revision === expected ? 'done' : 'stale'
  }
  const replaceRow = prepareReplace(db, table)
  const members = db.select({ id: connections.id }).from(connections).where(eq(connections.workspaceId, byId)).prepare()
  const removeConnection = connectionRemover(db, audit)
  const itsWorkers = db.select({ id: workers.id }).from(workers).where(eq(workers.workspaceId, byId))
  const emptying = [
    db.delete(parts).where(eq(parts.workspaceId, byId)).prepare(),
    db.delete(deployments).where(eq(deployments.workspaceId, byId)).prepare(),
    ...[secrets, dataKeys].map((owned) => db.delete(owned).where(inArray(owned.ownerId, itsWorkers)).prepare()),
    db.delete(workers).where(eq(workers.workspaceId, byId)).prepare(),
    db.delete(table).where(eq(table.id, byId)).prepare(),
  ]
  const values = (filter: WorkspaceFilter) => ({ vendor: filter.vendor, visible: JSON.stringify(filter.visible) })

  return {
    insert: async (workspace, record) =>
      db.transaction(
        (tx): 'done' | 'conflict' => {
          const { changes } = tx
            .insert(table)
            .values({ ...workspace, nameFold: fold(workspace.name) })
            .onConflictDoNothing()
            .run()
          if (changes === 0) return 'conflict'
          audit(record)
          return 'done'
        },
        { behavior: 'immediate' },
      ),
    replace: async (workspace, expected, record) =>
      db.transaction(
        () => {
          const outcome = compare(workspace.id, expected)
          if (outcome !== 'done') return outcome
          replaceRow({ ...workspace, nameFold: fold(workspace.name) })
          audit(record)
          return outcome
        },
        { behavior: 'immediate' },
      ),
    remove: async (id, expected, record, inside) =>
      db.transaction(
        () => {
          const outcome = compare(id, expected)
          if (outcome !== 'done') return outcome
          const there = members.all({ id })
          if (there.length !== inside.size || !there.every((member) => inside.has(member.id))) return 'stale'
          for (const [connectionId, connectionRecord] of inside) removeConnection(connectionId, connectionRecord)
          for (const statement of emptying) statement.run({ id })
          audit(record)
          return outcome
        },
        { behavior: 'immediate' },
      ),
    byIds: async (ids) => inOrder<Workspace>(ids, byIds.all({ ids: idList(ids) })),
    byKey: async (vendor, key) => byKey.get({ vendor, key }),
    list: async (query) => {
      const rows = page(statementKey(query.filter, query), query).all({ ...values(query.filter), ...keysetValues(query) })
      return query.fromEnd ? rows.reverse() : rows
    },
    count: async (filter) => total(statementKey(filter), filter).get(values(filter))?.n ?? 0,
  }
}
