import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { graph, startBuilt, type Gateway } from '../start/gateway.js'
import { workspaces, type WorkspaceIds } from './kinds.js'

export const token = 'q7-Lark_'.repeat(5)

/** A data folder, and real gateways on it, one after the other. */
export interface Lane {
  readonly folder: string
  readonly database: string
  keys(): string
  start(settings?: Readonly<Record<string, string>>): Gateway
  /** Ends a gateway without a word. */
  kill(gateway: Gateway): Promise<void>
  remove(): void
}

export function makeLane(folder = mkdtempSync(join(tmpdir(), 'switchboard-durability-'))): Lane {
  const settings = { SWITCHBOARD_DATA_DIR: folder, SWITCHBOARD_ADMIN_TOKEN: token, SWITCHBOARD_LOG_LEVEL: 'error' }
  return {
    folder,
    database: join(folder, 'switchboard.db'),
    keys: () => readFileSync(join(folder, 'master.key'), 'utf8'),
    start: (more = {}) => startBuilt({ ...settings, ...more }),
    kill: async (gateway) => {
      gateway.process.kill('SIGKILL')
      await gateway.ended
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** Makes the workspaces that writers write to. */
export async function makeWorkspaces(address: string): Promise<WorkspaceIds> {
  const { data } = (await graph(address, workspaces, token)).body
  return { team: data.team.workspace.id, orchard: data.orchard.workspace.id, shop: data.shop.workspace.id }
}

export const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))
