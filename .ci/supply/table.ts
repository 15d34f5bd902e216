import type { Lockfile, Manifest } from './lockfile.js'

/** What is wrong with the table of packages in a README, each as a sentence with its remedy. */
export function tableFaults(readme: string, manifest: Manifest, lockfile: Lockfile): string[] {
  const rows = new Map(
    [...readme.matchAll(/^\| `([^`]+)` +\| ([^|]+?) +\| ([^|]+?) +\|$/gm)].map(([, name = '', licence, why]) => [name, { licence, why }]),
  )
  const direct = Object.entries({ ...manifest.dependencies, ...manifest.optionalDependencies, ...manifest.devDependencies })
  const faults = direct.flatMap(([name, version]) => {
    const licence = lockfile[`node_modules/${name}`]?.license ?? 'none'
    const row = rows.get(name)
    if (!/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
      return [`The package ${name} has the version ${version} in package.json: make it exact.`]
    if (!row) return [`The package ${name} has no row in README.md under "Packages". Add: | \`${name}\` | ${licence} | why it is needed |`]
    return row.licence === licence
      ? []
      : [`The row of ${name} in README.md has the licence ${String(row.licence)}; the package has ${licence}.`]
  })
  const needless = [...rows.keys()].filter((name) => !direct.some(([known]) => known === name))
  return [...faults, ...needless.map((name) => `README.md has a row for ${name}, which package.json does not name: take it out.`)]
}
