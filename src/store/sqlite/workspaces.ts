import { and, count, eq, getTableColumns, sql } from 'drizzle-orm'
import type { ListQuery } from '../../lib/page.js'
import { fold } from '../../lib/fold.js'
import type { Workspace } from '../rows.js'
import type { WorkspaceFilter, WorkspaceStore } from '../store.js'
import type { AuditWriter } from './audit.js'
import { inList, inOrder, keyset, keysetValues, statementKey } from './keyset.js'
import type { Db } from './open.js'
import { workspaces as table } from './schema.js'
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
    byIds: async (ids) => inOrder<Workspace>(ids, byIds.all({ ids: JSON.stringify(ids) })),
    byKey: async (vendor, key) => byKey.get({ vendor, key }),
    list: async (query) => {
      const rows = page(statementKey(query.filter, query), query).all({ ...values(query.filter), ...keysetValues(query) })
      return query.fromEnd ? rows.reverse() : rows
    },
    count: async (filter) => total(statementKey(filter), filter).get(values(filter))?.n ?? 0,
  }
}
