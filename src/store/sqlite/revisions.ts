import type { Connection, Part } from '../rows.js'
import type { Db } from './open.js'
import { prepareInsert } from './prepared.js'
import { revisions } from './schema.js'

/** Keeps what an aggregate looks like after a change, inside the transaction that is under way. */
export type RevisionWriter = (state: Connection | Part, tokenId: string, isDeletion: boolean) => void

export function revisionWriter(db: Db): RevisionWriter {
  const insert = prepareInsert(db, revisions)
  return ({ id, updatedAt, ...state }, tokenId, isDeletion) => void insert({ ...state, ownerId: id, at: updatedAt, tokenId, isDeletion })
}
