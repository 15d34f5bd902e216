import type { Actor } from '../access/actor.js'
import { auditOf } from '../access/audit.js'
import { keyIdPattern, keyIdRule, newKeyEntry, nextKeyId } from '../lib/key-entry.js'
import { invalid, Problem } from '../lib/problem.js'
import { printKeyRing } from '../secrets/key-ring.js'
import { allowKeys } from './describe.js'
import type { KeyDeps } from './deps.js'
import { readRing, withActive, writeRing } from './ring-file.js'

/** Makes a master key in the key file and answers its id. It seals nothing before a rotation. */
export async function addMasterKey(deps: KeyDeps, actor: Actor, wanted: string | undefined): Promise<string> {
  const { ring, ringSource, store } = deps
  await allowKeys(deps, actor, null)
  if (wanted !== undefined && !keyIdPattern.test(wanted)) throw invalid(['keyId'], `must have ${keyIdRule}`)
  if (ringSource.kind === 'environment')
    throw new Problem('unsupported', 'The key ring comes from SWITCHBOARD_MASTER_KEYS: set it with one more key, and start again.')

  return ring.exclusively(async () => {
    const kept = readRing(ringSource, ring)
    const known = [...kept.ids, ...(await store.secrets.canaries()).map(({ masterKeyId }) => masterKeyId)]
    const isTaken = async (id: string): Promise<boolean> => known.includes(id) || isRecorded(deps, id)
    const id = wanted ?? (await nextKeyId(known, isTaken))
    if (await isTaken(id))
      throw new Problem('conflict', 'There is or was a master key of this id.', [{ path: ['keyId'], message: 'is taken' }])
    const told = { action: 'create', subject: 'masterKey', subjectId: id, workspaceId: null } as const
    const text = `${printKeyRing(kept, kept.ids)},${newKeyEntry(id)}`
    await writeRing(store, ringSource, kept, text, async (next) => {
      await store.audit.record(auditOf(actor, deps.now(), told))
      ring.take(withActive(next, ring.activeId))
    })
    return id
  })
}

/** Whether there ever was a key of this id here: who keeps the old one could not have both in one ring. */
async function isRecorded({ store }: KeyDeps, id: string): Promise<boolean> {
  return (await store.audit.count({ visible: undefined, subject: 'masterKey', subjectId: id })) > 0
}
