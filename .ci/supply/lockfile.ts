import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const names = z.record(z.string(), z.string()).default({})

const manifestShape = z.object({
  dependencies: names,
  devDependencies: names,
  optionalDependencies: names,
  allowScripts: z.record(z.string(), z.boolean()).default({}),
})
export type Manifest = Readonly<z.infer<typeof manifestShape>>

const entryShape = z.object({
  name: z.string().optional(),
  version: z.string().default(''),
  license: z.string().default('none'),
  integrity: z.string().optional(),
  dev: z.boolean().default(false),
  hasInstallScript: z.boolean().default(false),
  dependencies: names,
  optionalDependencies: names,
  peerDependencies: names,
})
/** One installed package. */
export type Entry = Readonly<z.infer<typeof entryShape>>

/** Every package by the place where it is installed, `node_modules/a/node_modules/b`, on any platform. */
export type Lockfile = Readonly<Record<string, Entry>>

export function readManifest(folder: string): Manifest {
  return manifestShape.parse(readJson(folder, 'package.json'))
}

export function readLockfile(folder: string): Lockfile {
  const { '': _root, ...packages } = z.record(z.string(), entryShape).parse(packagesOf(readJson(folder, 'package-lock.json')))
  return packages
}

export function nameOf(place: string, { name }: Entry): string {
  return name ?? place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length)
}

function packagesOf(lockfile: unknown): unknown {
  return z.object({ packages: z.unknown() }).parse(lockfile).packages
}

function readJson(folder: string, name: string): unknown {
  return JSON.parse(readFileSync(join(folder, name), 'utf8'))
}
