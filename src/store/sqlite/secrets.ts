import { and, eq, sql } from 'drizzle-orm'
import { Problem } from '../../lib/problem.js'
import type { SealedSecrets, SecretRef, SecretVersions } from '../rows.js'
import type { SealedChange } from '../writes.js'
import type { SecretStore } from '../store.js'
import type { AuditWriter } from './audit.js'
import { dataKeyStore } from './data-keys.js'
import type { Db } from './open.js'
import { prepareInsert } from './prepared.js'
import { dataKeys, keyCanaries, secrets as table } from './schema.js'

export function secretStore(db: Db, audit: AuditWriter): SecretStore {
  const isAskedFor = sql`(${table.ownerId}, ${table.field}, ${table.version}) in
    (select value ->> 0, value ->> 1, value ->> 2 from json_each(${sql.placeholder('refs')}))`
  const asked = db
    .select({ ownerId: table.ownerId, field: table.field, version: table.version, changedAt: table.changedAt })
    .from(table)
    .where(isAskedFor)
    .prepare()
  return {
    changedAt: async (refs) => {
      const keys = refs.map(keyOf)
      const found = new Map(asked.all({ refs: `[${keys.join()}]` }).map((row) => [keyOf(row), row.changedAt]))
      return keys.map((key) => found.get(key))
    },
    canaries: async () => db.select().from(keyCanaries).all(),
    putCanary: async (canary, record) =>
      db.transaction(
        (tx) => {
          tx.insert(keyCanaries).values(canary).run()
          if (record) audit(record)
        },
        { behavior: 'immediate' },
      ),
    masterKeysInUse: async () =>
      db
        .selectDistinct({ id: dataKeys.masterKeyId })
        .from(dataKeys)
        .all()
        .map(({ id }) => id),
    ...dataKeyStore(db, audit),
  }
}

function keyOf({ ownerId, field, version }: SecretRef): string {
  return JSON.stringify([ownerId, field, version])
}

/** Writes what a change brings, inside its transaction. */
export function sealedWriter(db: Db): (ownerId: string, change: SealedChange) => void {
  const insertKey = prepareInsert(db, dataKeys)
  const insertSecret = prepareInsert(db, table)
  return (ownerId, { dataKey, added }) => {
    if (dataKey) insertKey({ ownerId, ...dataKey })
    for (const field of added) insertSecret({ ownerId, ...field })
  }
}

/** Takes away the secrets of a worker, which cannot come back: inside the transaction in which it goes. */
export function sealedRemover(db: Db): (workerId: string) => void {
  const statements = [table, dataKeys].map((owned) =>
    db
      .delete(owned)
      .where(eq(owned.ownerId, sql.placeholder('ownerId')))
      .prepare(),
  )
  return (ownerId) => {
    for (const statement of statements) statement.run({ ownerId })
  }
}

/** Reads the current secrets of an owner by the versions that its row names. */
export function readSealed(db: Db): (ownerId: string, versions: SecretVersions) => SealedSecrets {
  const key = db
    .select()
    .from(dataKeys)
    .where(eq(dataKeys.ownerId, sql.placeholder('ownerId')))
    .prepare()
  const isCurrent = sql`(${table.field}, ${table.version}) in (select key, value from json_each(${sql.placeholder('versions')}))`
  const fields = db
    .select()
    .from(table)
    .where(and(eq(table.ownerId, sql.placeholder('ownerId')), isCurrent))
    .prepare()
  return (ownerId, versions) => {
    const dataKey = key.get({ ownerId })
    if (!dataKey) throw new Problem('unreadable', `${ownerId} has lost its data key.`)
    const current = fields.all({ ownerId, versions: JSON.stringify(versions) })
    if (current.length !== Object.keys(versions).length) throw new Problem('unreadable', `${ownerId} has lost a secret.`)
    return { dataKey, fields: current }
  }
}
