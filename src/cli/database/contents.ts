import type { Backup } from '../../upkeep/index.js'
import { printable } from '../text.js'

/** What a database file holds, as the end of a sentence. */
export function contents(
  file: string,
  {
    bytes,
    connections,
    workspaces,
    newestAudit,
    masterKeys,
  }: Pick<Backup, 'bytes' | 'connections' | 'workspaces' | 'newestAudit' | 'masterKeys'>,
): string {
  const size = bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`
  const keys = masterKeys.length === 0 ? 'nothing sealed in it' : `sealed with ${masterKeys.map(printable).join(', ')}`
  return `${printable(file)} (${size}): connections: ${connections}, workspaces: ${workspaces}, newest audit record: ${newestAudit}, ${keys}.`
}
