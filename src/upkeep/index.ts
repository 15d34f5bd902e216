import { verifyAudit, type AuditCheck } from './verify-audit.js'

/** What is done to the files of a gateway without asking it. */
export interface Upkeep {
  /** Follows the audit chain from its beginning. */
  readonly verifyAudit: AuditCheck
}

/** The files that the environment names. */
export function openUpkeep(env: Readonly<Record<string, string | undefined>>): Upkeep {
  return { verifyAudit: (...given) => verifyAudit(env, ...given) }
}
