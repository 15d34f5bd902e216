import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Lockfile } from './lockfile.js'

/** What runs when the pages are built, and is not in them. */
const buildFiles = /(?:^|\/)(?:codegen|vite\.config)\.ts$/

/** The packages that the sources of the browser pages import. */
export function importedByPages(folder: string): string[] {
  const pages = join(folder, 'src/web')
  const sources = readdirSync(pages, { recursive: true, encoding: 'utf8' }).filter((path) => /\.tsx?$/.test(path) && !buildFiles.test(path))
  const imported = sources.flatMap((path) => [
    ...readFileSync(join(pages, path), 'utf8').matchAll(/(?:from|import) '((?:@[^/']+\/)?\w[^/']*)/g),
  ])
  return [...new Set(imported.flatMap(([, name]) => name ?? []))].sort()
}

/**
 * Where the packages are that a user of the gateway runs: what it needs at run time,
 * and what is built into its pages, though npm counts that as development.
 */
export function shippedPlaces(lockfile: Lockfile, inPages: readonly string[]): ReadonlySet<string> {
  const shipped = new Set(Object.keys(lockfile).filter((place) => !lockfile[place]?.dev))
  const waiting = inPages.map((name) => `node_modules/${name}`)
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    const entry = lockfile[place]
    if (!entry || shipped.has(place)) continue
    shipped.add(place)
    for (const name of Object.keys({ ...entry.dependencies, ...entry.optionalDependencies, ...entry.peerDependencies })) {
      waiting.push(
        ...placesAbove(place)
          .map((folder) => `${folder}node_modules/${name}`)
          .filter((found) => found in lockfile)
          .slice(0, 1),
      )
    }
  }
  return shipped
}

/** Where Node looks for what a package imports: in itself, then further and further up. */
function placesAbove(place: string): string[] {
  const cut = place.lastIndexOf('node_modules/')
  return cut < 0 ? [place] : [`${place}/`, ...placesAbove(place.slice(0, cut).replace(/\/$/, ''))]
}
