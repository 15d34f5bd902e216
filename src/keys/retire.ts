import type { Actor } from '../access/actor.js'
import { auditOf } from '../access/audit.js'
import { Problem } from '../lib/problem.js'
import { printKeyRing } from '../secrets/key-ring.js'
import { allowKeys } from './describe.js'
import type { KeyDeps } from './deps.js'
import { readRing, withActive, writeRing } from './ring-file.js'

/** Forgets a master key that wraps nothing, and takes it out of the key file. Of a ring from the environment the operator takes it out. */
export async function retireMasterKey(deps: KeyDeps, actor: Actor, id: string): Promise<void> {
  const { ring, ringSource, store } = deps
  await allowKeys(deps, actor, null)
  await ring.exclusively(async () => {
    const kept = ringSource.kind === 'file' ? readRing(ringSource, ring) : ring
    const hasCanary = (await store.secrets.canaries()).some(({ masterKeyId }) => masterKeyId === id)
    if (!kept.has(id) && !hasCanary) throw unknown('There is no such master key.')
    if (ringSource.kind === 'environment' && !hasCanary)
      throw unknown('It was retired, or never used: what is left is to take it out of SWITCHBOARD_MASTER_KEYS.')
    if (id === kept.activeId || id === ring.activeId) throw inUse('It is the active master key: rotate to another one first.')
    if ((await store.secrets.dataKeyCounts()).has(id)) throw wrapping()

    const told = { action: 'delete', subject: 'masterKey', subjectId: id, workspaceId: null } as const
    const forget = async (): Promise<void> => {
      if ((await store.secrets.removeCanary(id, auditOf(actor, deps.now(), told))) === 'inUse') throw wrapping()
    }
    if (ringSource.kind === 'environment') return forget()
    const others = kept.ids.filter((other) => other !== id)
    await writeRing(store, ringSource, kept, printKeyRing(kept, others), async (next) => {
      await forget()
      ring.take(withActive(next, ring.activeId))
    })
  })
}

const unknown = (message: string): Problem => new Problem('notFound', message, [{ path: ['keyId'], message: 'is unknown' }])
const wrapping = (): Problem => inUse('Data keys are still wrapped by it: rotate first.')

function inUse(message: string): Problem {
  return new Problem('inUse', message, [{ path: ['keyId'], message: 'is in use' }])
}
