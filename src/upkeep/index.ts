import { diagnose, type Diagnosis } from './diagnose.js'
import { verifyAudit, type AuditCheck } from './verify-audit.js'

/** Work on the files of a gateway, whether one runs or not. */
export interface Upkeep {
  /** Looks at everything that a gateway needs, and changes nothing. */
  diagnose(): Promise<Diagnosis>
  /** Follows the audit chain from its beginning. */
  readonly verifyAudit: AuditCheck
}

/** The files that these settings name. */
export function openUpkeep(env: Readonly<Record<string, string | undefined>>): Upkeep {
  return { diagnose: () => diagnose(env), verifyAudit: (...given) => verifyAudit(env, ...given) }
}
