/** Host, port and database of an address; each null when it is not there. */
export interface Address {
  readonly host: string | null
  readonly port: number | null
  readonly database: string | null
}

const host = String.raw`(?:\[[0-9a-f:.%]+\]|[^\s@:,()=[\]]*)(?::\d{0,5})?`
/** Hosts with their ports, comma between them, and nothing else. */
export const hosts = new RegExp(`^${host}(?:,${host})*$`, 'i')

const secretName = /key$|pass|pwd|secret|token|^sig$|signature|credential|private|^auth$|authorization|jwt|^authMechanismProperties$/i
const accountName = /(?:^|\.)(?:user(?:[-_]?(?:name|id))?|uid|login)$/i

/** Whether a parameter of this name holds a secret. */
export function isSecretName(name: string): boolean {
  return secretName.test(name)
}

/** Whether a parameter of this name says who connects. */
export function isAccountName(name: string): boolean {
  return accountName.test(name)
}

export function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text // A stray `%`: what it says is what it means.
  }
}
