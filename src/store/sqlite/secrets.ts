import { eq, sql } from 'drizzle-orm'
import type { SealedSecrets, SecretVersions } from '../rows.js'
import type { SealedChange, SecretStore } from '../store.js'
import { inList } from './keyset.js'
import type { Db } from './open.js'
import { prepareInsert } from './prepared.js'
import { dataKeys, keyCanaries, secrets as table } from './schema.js'

export function secretStore(db: Db): SecretStore {
  const facts = db
    .select({ ownerId: table.ownerId, field: table.field, version: table.version, changedAt: table.changedAt })
    .from(table)
    .where(inList(table.ownerId, 'ids'))
    .prepare()
  return {
    facts: async (ownerIds) => {
      const rows = facts.all({ ids: JSON.stringify(ownerIds) })
      return ownerIds.map((id) => rows.filter(({ ownerId }) => ownerId === id))
    },
    canaries: async () => db.select().from(keyCanaries).all(),
    putCanary: async (canary) => void db.insert(keyCanaries).values(canary).run(),
    masterKeysInUse: async () =>
      db
        .selectDistinct({ id: dataKeys.masterKeyId })
        .from(dataKeys)
        .all()
        .map(({ id }) => id),
  }
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

/** Reads the current secrets of an owner by the versions that its row names. */
export function readSealed(db: Db): (ownerId: string, versions: SecretVersions) => SealedSecrets {
  const key = db
    .select()
    .from(dataKeys)
    .where(eq(dataKeys.ownerId, sql.placeholder('ownerId')))
    .prepare()
  const fields = db
    .select()
    .from(table)
    .where(eq(table.ownerId, sql.placeholder('ownerId')))
    .prepare()
  return (ownerId, versions) => {
    const dataKey = key.get({ ownerId })
    if (!dataKey) throw new Error('A connection has lost its data key.')
    const current = fields.all({ ownerId }).filter(({ field, version }) => versions[field] === version)
    if (current.length !== Object.keys(versions).length) throw new Error('A connection has lost a secret.')
    return { dataKey, fields: current }
  }
}
