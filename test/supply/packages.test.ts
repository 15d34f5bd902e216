import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { licenceList, refusedLicences } from '../../.ci/supply/licences.js'
import { nameOf, readLockfile, readManifest, type Entry } from '../../.ci/supply/lockfile.js'
import { importedByPages, shippedPlaces } from '../../.ci/supply/shipped.js'
import { tableFaults } from '../../.ci/supply/table.js'

const manifest = readManifest('.')
const lockfile = readLockfile('.')
const shipped = shippedPlaces(lockfile, importedByPages('.'))
const readme = readFileSync('README.md', 'utf8').split('### Packages')[1] ?? ''
const [known] = Object.values(lockfile) as [Entry]

describe('the table in the README', () => {
  it('has a row for every direct dependency, with its licence, and none beside; versions are exact', () => {
    expect(tableFaults(readme, manifest, lockfile)).toEqual([])
  })

  it('is told what it lacks, what it has too much and what is not so, by the name of the package', () => {
    const { zod: _zod, ...dependencies } = manifest.dependencies
    const changed = { ...manifest, dependencies: { ...dependencies, fastify: '^5.0.0', 'left-pad': '1.3.0' } }
    const packages = {
      ...lockfile,
      'node_modules/left-pad': { ...known, license: 'WTFPL' },
      'node_modules/pino': { ...known, license: 'GPL-3.0' },
    }
    expect(tableFaults(readme, changed, packages).sort()).toEqual([
      'README.md has a row for zod, which package.json does not name: take it out.',
      'The package fastify has the version ^5.0.0 in package.json: make it exact.',
      'The package left-pad has no row in README.md under "Packages". Add: | `left-pad` | WTFPL | why it is needed |',
      'The row of pino in README.md has the licence MIT; the package has GPL-3.0.',
    ])
  })
})

describe('the licence', () => {
  it('of every package in the lockfile, on any platform, is one that is allowed where it is used', () => {
    expect(refusedLicences(lockfile, shipped)).toEqual([])
  })

  it.each([
    ['GPL-3.0-only', 2],
    ['none', 2],
    ['(MIT AND GPL-3.0-only)', 2],
    ['MPL-2.0', 1],
    ['(MIT OR GPL-3.0-only)', 0],
    ['(MIT AND BSD-3-Clause)', 0],
  ])('%s is refused %d times, in what is shipped and in what is not', (license, times) => {
    const two = { 'node_modules/shipped': { ...known, license }, 'node_modules/other': { ...known, license } }
    expect(refusedLicences(two, new Set(['node_modules/shipped']))).toHaveLength(times)
  })

  it('is listed in docs/licences.md as the lockfile says now (else: npm run licences)', () => {
    expect(readFileSync('docs/licences.md', 'utf8')).toBe(licenceList(lockfile, shipped))
  })
})

describe('what is shipped', () => {
  it('is what the gateway needs and what its pages are built of, and no tool', () => {
    const has = (name: string): boolean => shipped.has(`node_modules/${name}`)
    expect(['fastify', 'better-sqlite3', 'react', 'graphiql', 'monaco-editor', 'scheduler'].filter((name) => !has(name))).toEqual([])
    expect(['vitest', 'typescript', 'vite', 'eslint', 'esbuild'].filter(has)).toEqual([])
  })
})

describe('the lockfile', () => {
  it('holds a checksum of every package', () => {
    expect(Object.entries(lockfile).flatMap(([place, { integrity }]) => (integrity?.startsWith('sha512-') ? [] : [place]))).toEqual([])
  })

  it('has no package that runs a script at its installation, but for those that allowScripts in package.json says yes or no to', () => {
    const scripted = Object.entries(lockfile).filter(([, { hasInstallScript }]) => hasInstallScript)
    expect(new Set(scripted.map(([place, entry]) => nameOf(place, entry)))).toEqual(new Set(Object.keys(manifest.allowScripts)))
  })
})
