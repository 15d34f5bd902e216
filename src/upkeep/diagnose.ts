import { readConfig, type Config } from '../config.js'
import { SetupError } from '../lib/setup-error.js'
import { databaseFindings } from './diagnose-database.js'
import { folderFindings } from './diagnose-folder.js'
import { fail, ok, type Finding } from './finding.js'

export interface Diagnosis {
  readonly findings: readonly Finding[]
  /** Where a gateway with these settings listens, and whether one has the database now. */
  readonly gateway: { readonly url: string; readonly isHeld: boolean }
}

type Env = Readonly<Record<string, string | undefined>>

export async function diagnose(env: Env): Promise<Diagnosis> {
  const { config, findings: ofSettings } = settingFindings(env)
  const ofFolder = await folderFindings(config) // Before SQLite leaves a log beside the database.
  const database = await databaseFindings(config)
  return {
    findings: [...ofSettings, ok('node', `Node ${process.versions.node}.`), ...ofFolder, ...database.findings],
    gateway: { url: addressOf(config), isHeld: database.isHeld },
  }
}

/** Every setting that is refused; the rest is looked at as if those were not set. */
function settingFindings(env: Env): { config: Config; findings: Finding[] } {
  const findings: Finding[] = []
  const left = { ...env }
  for (;;) {
    try {
      const config = readConfig(left)
      return { config, findings: findings.length > 0 ? findings : [ok('settings', 'Every setting can be read.')] }
    } catch (error) {
      const named = error instanceof SetupError ? /\b(?:SWITCHBOARD|OTEL)_[A-Z_]+/.exec(error.message)?.[0] : undefined
      const name = [named, named === 'SWITCHBOARD_PORT' ? 'PORT' : undefined].find((one) => one !== undefined && left[one] !== undefined)
      if (!(error instanceof SetupError) || name === undefined) throw error
      findings.push(fail('settings', error.message, `Set ${name} as said, or unset it.`))
      left[name] = undefined
      Reflect.deleteProperty(left, name)
    }
  }
}

/** A gateway that listens everywhere is asked on this machine. */
function addressOf({ host, port }: Config): string {
  const reached = ['0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host
  return `http://${reached.includes(':') ? `[${reached}]` : reached}:${port}`
}
