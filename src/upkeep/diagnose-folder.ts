import { stat, statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Config } from '../config.js'
import { keyFile } from '../data-folder.js'
import { fail, ok, warn, type Finding } from './finding.js'

const mebibyte = 1024 * 1024

/** The data folder, who may look into it, and how much room there is. */
export async function folderFindings({ dataDir, database, secrets }: Config): Promise<Finding[]> {
  const folder = await stat(dataDir).catch(() => undefined)
  if (!folder)
    return [warn('folder', `The data folder ${dataDir} is not there.`, 'Start the gateway once, or correct SWITCHBOARD_DATA_DIR.')]
  if (!folder.isDirectory()) return [fail('folder', `${dataDir} is no folder.`, 'Choose another with SWITCHBOARD_DATA_DIR.')]
  const modes = [await modeFinding('folder', dataDir, '700'), await modeFinding('database file', database, '600')]
  if (!secrets.masterKeys) modes.push(await modeFinding('key file', keyFile(dataDir), '600'))
  return [...modes.filter((finding) => finding !== undefined), await roomFinding(dirname(database))]
}

/** Undefined when it is not there, which another check tells. */
async function modeFinding(check: string, path: string, mode: '700' | '600'): Promise<Finding | undefined> {
  const found = await stat(path).catch(() => undefined)
  if (!found) return undefined
  if (process.platform === 'win32' || (found.mode & 0o077) === 0) return ok(check, `${path} is for its owner alone.`)
  return fail(check, `${path} is open to other users of this machine.`, `Run: chmod ${mode} ${path}`)
}

async function roomFinding(folder: string): Promise<Finding> {
  const system = await statfs(folder).catch(() => undefined)
  if (!system) return warn('disk', `The room on the disk of ${folder} is unknown.`, 'Look whether the folder is there and mounted.')
  const free = (system.bavail * system.bsize) / mebibyte
  const text = `${Math.floor(free)} MiB are free for ${folder}.`
  const remedy = 'Make room, or move the data folder to a larger disk (SWITCHBOARD_DATA_DIR).'
  return free < 64 ? fail('disk', text, remedy) : free < 1024 ? warn('disk', text, remedy) : ok('disk', text)
}
