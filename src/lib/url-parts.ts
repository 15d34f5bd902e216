/** Host, port and database of an address; each null when it is not there. */
export interface Address {
  readonly host: string | null
  readonly port: number | null
  readonly database: string | null
}

const host = String.raw`(?:\[[0-9a-f:.%]+\]|[^\s@:,()=[\]]*)(?::\d{0,5})?`
/** Hosts with their ports, comma between them, and nothing else. */
export const hosts = new RegExp(`^${host}(?:,${host})*$`, 'i')

export function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text // A stray `%`: what it says is what it means.
  }
}
