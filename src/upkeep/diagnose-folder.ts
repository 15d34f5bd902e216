import { statfs } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Config } from '../config.js'
import { keyFile } from '../data-folder.js'
import { lockName } from '../store/open.js'
import { fileFinding, look, unseen } from './diagnose-files.js'
import { fail, ok, warn, type Finding } from './finding.js'

const mebibyte = 1024 * 1024

/** The data folder and the files in it, who may look into them, whether they can be used, and how much room there is. */
export async function folderFindings({ dataDir, database, secrets }: Config): Promise<Finding[]> {
  const folder = await look(dataDir)
  if (folder === 'absent')
    return [warn('folder', `The data folder ${dataDir} is not there.`, 'Start the gateway once, or correct SWITCHBOARD_DATA_DIR.')]
  if ('code' in folder) return [unseen('folder', dataDir, folder.code)]
  if (!folder.stats.isDirectory()) return [fail('folder', `${dataDir} is no folder.`, 'Choose another with SWITCHBOARD_DATA_DIR.')]

  const place = dirname(database)
  const placeFound = place === dataDir ? folder : await look(place)
  const placeOwner = typeof placeFound === 'object' && 'stats' in placeFound ? placeFound.stats.uid : undefined
  const found = [await fileFinding('folder', dataDir, { mode: '700', right: 'written to' })]
  if (place !== dataDir) found.push(await fileFinding('database folder', place, { mode: '700', isShared: true, right: 'written to' }))
  found.push(await fileFinding('database file', database, { mode: '600', right: 'written to', owner: placeOwner }))
  for (const [check, side] of [
    ['log file', '-wal'],
    ['index of the log file', '-shm'],
  ] as const)
    found.push(await fileFinding(check, database + side, { mode: '600', right: 'written to', owner: placeOwner }))
  found.push(await lockFinding('lock file', place, placeOwner))
  if (!secrets.masterKeys) {
    found.push(await fileFinding('key file', keyFile(dataDir), { mode: '600', right: 'read', owner: folder.stats.uid }))
    if (place !== dataDir) found.push(await lockFinding('lock of the key file', dataDir, folder.stats.uid))
  }
  return [...found.filter((finding) => finding !== undefined), await roomFinding(place)]
}

function lockFinding(check: string, folder: string, owner: number | undefined): Promise<Finding | undefined> {
  return fileFinding(check, join(folder, lockName), { mode: '600', isShared: true, right: 'written to', owner })
}

async function roomFinding(folder: string): Promise<Finding> {
  const system = await statfs(folder).catch(() => undefined)
  if (!system) return warn('disk', `The room on the disk of ${folder} is unknown.`, 'Look whether the folder is there and mounted.')
  const free = (system.bavail * system.bsize) / mebibyte
  const text = `${Math.floor(free)} MiB are free for ${folder}.`
  const remedy = 'Make room, or move the data folder to a larger disk (SWITCHBOARD_DATA_DIR).'
  return free < 64 ? fail('disk', text, remedy) : free < 1024 ? warn('disk', text, remedy) : ok('disk', text)
}
