import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { readLockfile } from '../../.ci/supply/lockfile.js'
import { execForm, said, saidLast, settings } from './dockerfile.js'

/** What the container would be, without one: its files, its user, its settings and its commands. */
export interface Container {
  readonly address: string
  /** Starts the entry point; resolves when it listens. */
  run(): Promise<ChildProcess>
  /** The exit code of the health check, of this gateway or at another port. */
  health(other?: string): Promise<number | null>
  /** Every file and folder below `/app`, with when it was changed. */
  files(): string[]
  remove(): void
}

export async function container(): Promise<Container> {
  const root = mkdtempSync(join(tmpdir(), 'switchboard-image-'))
  const [app, data] = [join(root, 'app'), join(root, 'data')]
  for (const [from = '', to = ''] of saidLast('COPY')) {
    if (to === 'node_modules') linkPackages(join(app, to))
    else cpSync(from.replace(/^\/app\//, ''), join(app, to), { recursive: true })
  }
  execFileSync('chmod', ['-R', 'go=', app]) // As a clone is that was made under umask 077; a copy into an image keeps it.
  for (const mode of modesGiven()) execFileSync('chmod', ['-R', mode, app])
  mkdirSync(data, { mode: 0o700 })
  chmodSync(root, 0o755)
  const user = otherUser()
  if (user) chownSync(data, user.uid, user.gid)
  const port = String(await freePort())
  const env = { ...settings(), SWITCHBOARD_DATA_DIR: data, NODE_OPTIONS: '--preserve-symlinks' }
  const command = (keyword: 'ENTRYPOINT' | 'HEALTHCHECK', at = port): ChildProcess => {
    const [, ...args] = execForm(keyword).map((word) => word.replace(/^\/app\//, `${app}/`))
    return spawn(process.execPath, args, { ...user, cwd: app, env: { ...env, SWITCHBOARD_PORT: at }, stdio: ['ignore', 'pipe', 'pipe'] })
  }
  return {
    address: `http://127.0.0.1:${port}`,
    run: () => listening(command('ENTRYPOINT')),
    health: (other) => new Promise((done) => command('HEALTHCHECK', other).once('close', done)),
    files: () => readdirSync(app, { recursive: true, encoding: 'utf8' }).map((path) => `${path} ${statSync(join(app, path)).mtimeMs}`),
    remove: () => rmSync(root, { recursive: true, force: true }),
  }
}

async function listening(child: ChildProcess): Promise<ChildProcess> {
  let printed = ''
  await new Promise<void>((found, failed) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        printed += text
        if (printed.includes('answers on')) found()
      })
    }
    child.once('close', (code) => failed(new Error(`It ended with ${String(code)}: ${printed}`)))
  })
  return child
}

/** What the stage that builds lets others do with every file of it, before they are copied. */
function modesGiven(): string[] {
  const commands = said('RUN').flatMap((words) => words.join(' ').split(' && '))
  return commands.flatMap((command) => /^chmod -R (\S+) \/app$/.exec(command)?.[1] ?? [])
}

/** The packages that `npm prune --omit=dev` leaves; what they import is found from here, as links are kept as they are. */
function linkPackages(target: string): void {
  for (const [place, { dev }] of Object.entries(readLockfile('.'))) {
    const name = place.slice('node_modules/'.length)
    if (dev || name.includes('node_modules/')) continue
    mkdirSync(dirname(join(target, name)), { recursive: true })
    symlinkSync(resolve(place), join(target, name))
  }
}

/** The user of the image, who owns none of the files; undefined where the tests may not take his place, or he may not read the packages. */
function otherUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const [uid = 0, gid = 0] = (saidLast('USER')[0]?.[0] ?? '').split(':').map(Number)
  const probe = spawnSync(process.execPath, ['--eval', 'fs.readdirSync(process.argv[1])', resolve('node_modules')], { uid, gid })
  return probe.status === 0 ? { uid, gid } : undefined
}

function freePort(): Promise<number> {
  return new Promise((found) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => found(port))
    })
  })
}
