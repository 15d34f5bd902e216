import { Problem } from '../lib/problem.js'
import { SetupError } from '../lib/setup-error.js'
import { parseKeyRing, printKeyRing, type KeyRing } from '../secrets/key-ring.js'
import type { LiveRing, RingFile } from '../secrets/live-ring.js'
import type { Store } from '../store/store.js'

/** The ring as it stands in the file now, which may hold more than the one in use. Refused when it is none, or lacks what is in use. */
export function readRing(file: RingFile, live: LiveRing): KeyRing {
  const kept = parsed(file)
  const lost = live.ids.find((id) => !kept.has(id) || !kept.key(id).equals(live.key(id)))
  if (lost === undefined) return kept
  throw new Problem('unavailable', `The master key file has lost or changed the key ${lost}, which is in use. Put it back first.`)
}

function parsed(file: RingFile): KeyRing {
  try {
    return file.read()
  } catch (error) {
    throw error instanceof SetupError ? new Problem('unavailable', error.message) : error
  }
}

/**
 * Writes entries into the file, where they differ, and does what goes with them; the file is as it was when that fails. It is not
 * touched while the store takes no writes: then another gateway may use it.
 */
export async function writeRing<Result>(
  store: Store,
  file: RingFile,
  before: KeyRing,
  text: string,
  work: (ring: KeyRing) => Promise<Result>,
): Promise<Result> {
  const textBefore = printKeyRing(before, before.ids)
  if (text === textBefore) return work(before)
  await store.check()
  file.write(text)
  try {
    return await work(file.read())
  } catch (error) {
    file.write(textBefore)
    throw error
  }
}

/** The same ring with this key as the active one. */
export function withActive(ring: KeyRing, id: string): KeyRing {
  return withOrder(ring, [id, ...ring.ids.filter((other) => other !== id)])
}

/** The same ring with its keys in this order. */
export function withOrder(ring: KeyRing, ids: readonly string[]): KeyRing {
  return parseKeyRing(printKeyRing(ring, ids), 'the key file')
}
