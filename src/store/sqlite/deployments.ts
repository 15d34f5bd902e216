import { and, asc, count, eq, exists, gt, isNotNull, lt, lte, min, notExists, or, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import type { ListQuery } from '../../lib/page.js'
import type { Deployment } from '../rows.js'
import type { DeploymentFilter } from '../filters.js'
import type { DeploymentStore } from '../store.js'
import { idList, inList, inOrder, keyset, keysetValues, statementKey } from './keyset.js'
import type { Db } from './open.js'
import { deployments as table, workers } from './schema.js'
import { statements } from './statements.js'

export function deploymentStore(db: Db): DeploymentStore {
  const now = sql.placeholder('now')
  const isPending = isNotNull(table.nextAt)
  const isDue = and(isPending, or(lte(table.nextAt, now), gt(table.nextAt, sql.placeholder('latest'))))
  const isOfConnection = eq(table.connectionId, sql.placeholder('connectionId'))
  const workersDue = db.selectDistinct({ id: table.workerId }).from(table).where(isDue).prepare()
  const nextAfter = db
    .select({ at: min(table.nextAt) })
    .from(table)
    .where(gt(table.nextAt, now))
    .prepare()

  const earlier = alias(table, 'earlier')
  const isEarlier = and(
    isNotNull(earlier.nextAt),
    eq(earlier.workerId, table.workerId),
    lt(earlier.seq, table.seq),
    or(eq(earlier.connectionId, table.connectionId), eq(earlier.keyFold, table.keyFold)),
  )
  const due = db
    .select()
    .from(table)
    .where(and(eq(table.workerId, sql.placeholder('workerId')), isDue, notExists(db.select().from(earlier).where(isEarlier))))
    .orderBy(asc(sql`${table.attempts} > 0`), asc(table.seq))
    .limit(sql.placeholder('limit'))
    .prepare()

  const waiting = db
    .selectDistinct({ id: table.workerId })
    .from(table)
    .where(and(inList(table.workerId, 'ids'), isPending))
    .prepare()

  const record = db
    .update(table)
    .set({
      state: sql`${sql.placeholder('state')}`,
      attempts: sql`${sql.placeholder('attempts')}`,
      nextAt: sql`${sql.placeholder('nextAt')}`,
      finishedAt: sql`${sql.placeholder('finishedAt')}`,
      failure: sql`${sql.placeholder('failure')}`,
    })
    .where(and(eq(table.id, sql.placeholder('id')), isPending))
    .prepare()

  const pending = db.select().from(table).where(and(isOfConnection, isPending)).orderBy(asc(table.seq)).prepare()
  const later = alias(table, 'later')
  const isLater = and(eq(later.connectionId, table.connectionId), eq(later.workerId, table.workerId), gt(later.seq, table.seq))
  const worker = db.select().from(workers).where(eq(workers.id, table.workerId))
  const newest = db
    .select()
    .from(table)
    .where(and(isOfConnection, notExists(db.select().from(later).where(isLater)), exists(worker)))
    .orderBy(asc(table.seq))
    .prepare()

  const byIds = db.select().from(table).where(inList(table.id, 'ids')).prepare()
  const page = statements((query: ListQuery<DeploymentFilter, 'seq'>) => {
    const { where, orderBy } = keyset(table.seq, table.id, query)
    return db
      .select()
      .from(table)
      .where(and(matches(query.filter), where))
      .orderBy(...orderBy)
      .limit(sql.placeholder('limit'))
      .prepare()
  })
  const pendingCount = db.select({ n: count() }).from(table).where(isNotNull(table.nextAt)).prepare()
  const total = statements((filter: DeploymentFilter) => db.select({ n: count() }).from(table).where(matches(filter)).prepare())

  return {
    workersDue: async (times) => workersDue.all({ ...times }).map(({ id }) => id),
    due: async (workerId, times, limit) => due.all({ workerId, ...times, limit }),
    waiting: async (ids) => waiting.all({ ids: JSON.stringify(ids) }).map(({ id }) => id),
    nextAfter: async (at) => nextAfter.get({ now: at })?.at ?? undefined,
    record: async (id, outcome) => void record.run({ id, ...outcome }),
    pending: async (connectionId) => pending.all({ connectionId }),
    newest: async (connectionId) => newest.all({ connectionId }),
    byIds: async (ids) => inOrder<Deployment>(ids, byIds.all({ ids: idList(ids) })),
    list: async (query) => {
      const rows = page(statementKey(query.filter, query), query).all({ ...query.filter, ...keysetValues(query) })
      return query.fromEnd ? rows.reverse() : rows
    },
    countPending: async () => pendingCount.get()?.n ?? 0,
    count: async (filter) => total(statementKey(filter), filter).get({ ...filter })?.n ?? 0,
  }
}

function matches({ connectionId, workerId }: DeploymentFilter) {
  return and(
    connectionId === undefined ? undefined : eq(table.connectionId, sql.placeholder('connectionId')),
    workerId === undefined ? undefined : eq(table.workerId, sql.placeholder('workerId')),
  )
}
