import { readConfig, type Config } from '../config.js'
import { keyFile, needKeyFile } from '../data-folder.js'
import { SetupError } from '../lib/setup-error.js'
import { auditMark, auditOwner } from '../secrets/audit-mark.js'
import { parseKeyRing, type KeyRing } from '../secrets/key-ring.js'
import type { AuditVerdict, ChainPlace, Progress } from '../store/audit-reader.js'
import type { Mark } from '../store/chain.js'
import type { WrappedKey } from '../store/rows.js'
import { openAuditReader } from '../store/open.js'

export type AuditCheck = (progress: Progress, noted?: ChainPlace) => Promise<AuditVerdict>

/** Follows the audit chain in the database that the settings name, with their key ring. Throws SetupError when either is missing. */
export async function verifyAudit(
  env: Readonly<Record<string, string | undefined>>,
  progress: Progress,
  noted?: ChainPlace,
): Promise<AuditVerdict> {
  const config = readConfig(env)
  const verdict = await followChain(config, config.database, progress, noted)
  if (!verdict)
    throw new SetupError('This database has no audit chain, or its key is gone. A start begins one only where there never was one.')
  return verdict
}

/** The same in any file; undefined where there is no chain. */
export async function followChain(config: Config, file: string, progress: Progress, noted?: ChainPlace): Promise<AuditVerdict | undefined> {
  const reader = openAuditReader(file)
  try {
    const key = reader.key(auditOwner.id)
    return key && (await reader.verify(markOf(readRing(config), key), progress, noted))
  } finally {
    reader.close()
  }
}

function readRing({ dataDir, secrets }: Config): KeyRing {
  const fromEnvironment = secrets.masterKeys?.open()
  if (fromEnvironment !== undefined) return parseKeyRing(fromEnvironment, 'SWITCHBOARD_MASTER_KEYS')
  return parseKeyRing(needKeyFile(dataDir), keyFile(dataDir))
}

function markOf(ring: KeyRing, key: WrappedKey): Mark {
  const { masterKeyId } = key
  if (!ring.has(masterKeyId))
    throw new SetupError(
      `The master key ${masterKeyId} is missing, and the key of the audit chain is wrapped by it. Put it into the key ring.`,
    )
  try {
    return auditMark(ring, key)
  } catch {
    throw new SetupError(
      `The master key ${masterKeyId} does not open the key of the audit chain: it is another key, or somebody has changed the row in data_keys.`,
    )
  }
}
