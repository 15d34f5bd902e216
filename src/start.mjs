#!/usr/bin/env node
// The one file that is not compiled: it checks the machine, builds what is stale, and starts the `switchboard` command.
// `npm start` runs it; `node src/start.mjs --build` only builds.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const shared = ['schema', 'codegen.ts', 'tsconfig.json', 'package.json', 'package-lock.json']

/** What is built apart from each other: where it goes, what it is made of, and how. */
const parts = [
  { name: 'server', folder: 'dist', isSource: (file) => !isPage(file), build: buildServer },
  { name: 'pages', folder: 'dist/web', isSource: (file) => !file.startsWith('src') || isPage(file), build: buildPages },
]

refuseOldNode()
refuseMissingModules()
await build(parts.filter(isStale))
if (process.argv[2] !== '--build') await import('../dist/main.js')

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

function isStale(part) {
  const stampFile = join(root, part.folder, '.stamp')
  return !existsSync(stampFile) || !existsSync(join(root, 'src/generated/schema.ts')) || readFileSync(stampFile, 'utf8') !== stamp(part)
}

/** A hash over everything that the build of this part reads. */
function stamp({ isSource }) {
  const hash = createHash('sha256')
  for (const file of [...shared, 'src'].flatMap(filesOf).filter(isSource))
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

async function build(stale) {
  if (stale.length === 0) return
  console.error(`Building the ${stale.map(({ name }) => name).join(' and the ')} (only after a change of schema, sources or lockfile) …`)
  try {
    run('graphql-codegen', '--config', 'codegen.ts', '--silent')
    for (const part of stale) {
      const sourcesNow = stamp(part) // A source that changes during the build counts as changed.
      await part.build()
      writeFileSync(join(root, part.folder, '.stamp'), sourcesNow)
    }
  } catch (error) {
    stop(`The build failed; what is above says why. ${error.message}`)
  }
}

function isPage(file) {
  return file.startsWith(join('src', 'web') + sep)
}

/** One file for what every command needs and one for each part that is loaded later: reading a thousand files takes longer than the start itself. */
async function buildServer() {
  const folder = join(root, 'dist')
  if (existsSync(folder)) for (const name of readdirSync(folder)) if (name !== 'web') rmSync(join(folder, name), { recursive: true })
  const esbuild = await import('esbuild')
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: ['src/main.ts'],
    outdir: 'dist',
    bundle: true,
    splitting: true,
    sourcemap: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    external: ['better-sqlite3', '@opentelemetry/*'], // The one has a part that is not JavaScript; the other may be missing.
    // CommonJS packages ask for modules of Node by `require`, which an ES module has not.
    banner: { js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);" },
    logLevel: 'warning',
  })
}

function buildPages() {
  run('vite', 'build', '--config', 'src/web/vite.config.ts', '--logLevel', 'error')
}

function run(tool, ...args) {
  execFileSync(join(root, 'node_modules/.bin', tool), args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] })
}

function stop(message) {
  console.error(message)
  process.exit(1)
}
