// The one file that is not compiled: it checks the machine, builds what is stale, and starts.
// `npm start` runs it; `node src/start.mjs --build` only builds.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const stampFile = join(root, 'dist/.stamp')
const sources = ['schema', 'src', 'codegen.ts', 'tsconfig.json', 'package.json', 'package-lock.json']

refuseOldNode()
refuseMissingModules()
if (isStale()) build()
if (!process.argv.includes('--build')) await import('../dist/main.js')

function refuseOldNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19))
    stop(`Switchboard needs Node 20.19 or later; this is ${process.versions.node}. Install a later one.`)
}

function refuseMissingModules() {
  if (!existsSync(join(root, 'node_modules'))) stop('The packages are not installed. Run: npm ci')
  try {
    const Database = createRequire(import.meta.url)('better-sqlite3')
    new Database(':memory:').close()
  } catch {
    stop('The SQLite module is not built for this Node. Run: npm rebuild better-sqlite3 (it needs a C++ toolchain)')
  }
}

function isStale() {
  return !existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== stamp()
}

/** A hash over everything that the build reads. */
function stamp() {
  const hash = createHash('sha256')
  for (const source of sources)
    for (const file of filesOf(source))
      hash
        .update(`${file}\0`)
        .update(readFileSync(join(root, file)))
        .update('\0')
  return hash.digest('hex')
}

function filesOf(source) {
  if (/\.\w+$/.test(source)) return [source]
  return readdirSync(join(root, source), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .filter((file) => !file.startsWith(join('src', 'generated')))
    .sort()
}

function build() {
  const sourcesNow = stamp() // A source that changes during the build counts as changed.
  console.error('Building (only after a change of schema, sources or lockfile) …')
  rmSync(join(root, 'dist'), { recursive: true, force: true })
  try {
    run('graphql-codegen', '--config', 'codegen.ts', '--silent')
    run('tsc', '--project', 'tsconfig.json')
  } catch {
    stop('The build failed; what is above says why.')
  }
  cpSync(join(root, 'src/store/sqlite/migrations'), join(root, 'dist/store/sqlite/migrations'), { recursive: true })
  writeFileSync(stampFile, sourcesNow)
}

function run(tool, ...args) {
  execFileSync(join(root, 'node_modules/.bin', tool), args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] })
}

function stop(message) {
  console.error(message)
  process.exit(1)
}
