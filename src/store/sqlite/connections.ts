import { and, count, eq, getTableColumns, or, sql } from 'drizzle-orm'
import { bounds } from '../../lib/bounds.js'
import type { ListQuery } from '../../lib/page.js'
import type { Connection } from '../rows.js'
import type { ConnectionFilter, ConnectionOrder } from '../filters.js'
import type { ConnectionStore } from '../store.js'
import type { AuditWriter } from './audit.js'
import { connectionWrites } from './connection-writes.js'
import { idList, inList, inOrder, keyset, keysetValues, statementKey } from './keyset.js'
import type { Db } from './open.js'
import { connections as table, revisions } from './schema.js'
import { readSealed } from './secrets.js'
import { statements } from './statements.js'

const { keyFold, nameFold, searchText, ...columns } = getTableColumns(table)
const mostSearched = sql.raw(String(bounds.allSearched))
const orders = { name: nameFold, createdAt: table.createdAt, updatedAt: table.updatedAt } satisfies Record<ConnectionOrder, unknown>
/** Of what has no bound in a column's type; SQLite knows it without reading the texts. */
const bytes = sql<number>`total(octet_length(${table.settings}) + octet_length(${table.hints}) + octet_length(${table.endpoints}))`

export function connectionStore(db: Db, audit: AuditWriter): ConnectionStore {
  const byIds = db.select(columns).from(table).where(inList(table.id, 'ids')).prepare()
  const byId = db
    .select(columns)
    .from(table)
    .where(eq(table.id, sql.placeholder('id')))
    .prepare()
  const byKey = db
    .select(columns)
    .from(table)
    .where(and(eq(table.workspaceId, sql.placeholder('workspaceId')), eq(keyFold, sql.placeholder('key'))))
    .prepare()
  const revision = db
    .select()
    .from(revisions)
    .where(and(eq(revisions.ownerId, sql.placeholder('id')), eq(revisions.revision, sql.placeholder('revision'))))
    .prepare()
  const page = statements((query: ListQuery<ConnectionFilter, ConnectionOrder>) => {
    const { where, orderBy } = keyset(orders[query.order.field], table.id, query)
    return db
      .select(columns)
      .from(table)
      .where(and(matches(query.filter), where))
      .orderBy(...orderBy)
      .limit(sql.placeholder('limit'))
      .prepare()
  })
  const total = statements((filter: ConnectionFilter) => db.select({ n: count() }).from(table).where(matches(filter)).prepare())
  const weight = statements((filter: ConnectionFilter) => db.select({ bytes }).from(table).where(matches(filter)).prepare())
  const sealed = readSealed(db)

  return {
    ...connectionWrites(db, audit),
    byIds: async (ids) => inOrder<Connection>(ids, byIds.all({ ids: idList(ids) })),
    byKey: async (workspaceId, key) => byKey.get({ workspaceId, key }),
    open: async (id) =>
      db.transaction(() => {
        const connection = byId.get({ id })
        return connection && { connection, sealed: sealed(id, connection.secretVersions) }
      }),
    revision: async (id, number) => revision.get({ id, revision: number }),
    openRevision: async (id, number) =>
      db.transaction(() => {
        const kept = revision.get({ id, revision: number })
        return kept && { revision: kept, sealed: sealed(id, kept.secretVersions) }
      }),
    list: async (query) => {
      const rows = page(statementKey(query.filter, query), query).all({ ...filterValues(query.filter), ...keysetValues(query) })
      return query.fromEnd ? rows.reverse() : rows
    },
    count: async (filter) => total(statementKey(filter), filter).get(filterValues(filter))?.n ?? 0,
    weight: async (filter) => weight(statementKey(filter), filter).get(filterValues(filter))?.bytes ?? 0,
  }
}

function matches(filter: ConnectionFilter) {
  return and(
    filter.visible && (filter.scoped ? isVisibleOrScoped : inList(table.workspaceId, 'visible')),
    filter.vendor === undefined ? undefined : eq(table.vendor, sql.placeholder('vendor')),
    filter.workspaceId === undefined ? undefined : eq(table.workspaceId, sql.placeholder('workspaceId')),
    filter.types && inList(table.type, 'types'),
    filter.enabled === undefined ? undefined : eq(table.enabled, sql.placeholder('enabled')),
    filter.search === undefined ? undefined : sql`instr(${searched}, ${sql.placeholder('search')}) > 0`,
  )
}

/** What is looked at: rows of an earlier program may have more. */
const searched = sql`iif(octet_length(${searchText}) > ${mostSearched}, substr(${searchText}, 1, ${mostSearched}), ${searchText})`

/**
 * Both in one; which workspaces come into question is said first, for an index finds them. The scopes
 * of a row are looked up in those of the caller, so that many of these cost no row more.
 */
const isVisibleOrScoped = and(
  inList(table.workspaceId, 'entered'),
  or(
    inList(table.workspaceId, 'visible'),
    sql`exists (select 1 from json_each(${table.scopes}) as own
      where ${table.workspaceId} || ' ' || own.value in (select value from json_each(${sql.placeholder('scoped')})))`,
  ),
)

function filterValues({ visible, scoped, types, enabled, ...filter }: ConnectionFilter): Record<string, unknown> {
  return {
    ...filter,
    visible: JSON.stringify(visible),
    ...(scoped && {
      scoped: JSON.stringify(scoped.map(({ workspaceId, scope }) => `${workspaceId} ${scope}`)),
      entered: JSON.stringify([...(visible ?? []), ...new Set(scoped.map(({ workspaceId }) => workspaceId))]),
    }),
    types: JSON.stringify(types),
    enabled: enabled === undefined ? undefined : Number(enabled),
  }
}
