import { nameOf, type Entry, type Lockfile } from './lockfile.js'

/** Licences that ask for no more than to be named. */
const permissive = [
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'PSF-2.0',
  'Python-2.0',
  'Unlicense',
  'Zlib',
]

/** Besides these, for what nobody gets with the gateway. */
const forDevelopment = [...permissive, 'CC-BY-4.0', 'MPL-2.0']

/** Packages whose licence is not on the list for where they are used, each as a sentence. */
export function refusedLicences(lockfile: Lockfile, shipped: ReadonlySet<string>): string[] {
  return Object.entries(lockfile)
    .filter(([place, { license }]) => !isAllowed(license, shipped.has(place) ? permissive : forDevelopment))
    .map(([place, entry]) => `${title(place, entry)} has the licence ${entry.license}, which .ci/supply/licences.ts does not allow.`)
}

/** One choice of an OR is enough; every part of an AND is needed. Both at once are for people to read. */
function isAllowed(expression: string, allowed: readonly string[]): boolean {
  const text = expression.replace(/^\((.*)\)$/, '$1')
  const choices = text.split(' OR ')
  return choices.length > 1 ? choices.some((part) => allowed.includes(part)) : text.split(' AND ').every((part) => allowed.includes(part))
}

/** The text of docs/licences.md. It follows from the lockfile alone, so it is the same on every platform. */
export function licenceList(lockfile: Lockfile, shipped: ReadonlySet<string>): string {
  const [gateway, development] = [true, false].map((isShipped) =>
    Object.entries(lockfile).filter(([place]) => shipped.has(place) === isShipped),
  )
  return [
    '# Licences',
    'Of every package in the lockfile, on any platform; made by `npm run licences`. Each package brings its own text.',
    '## In the gateway and its pages',
    ...sections(gateway ?? []),
    '## For development only',
    ...sections(development ?? []),
  ]
    .map((block) => `${block}\n`)
    .join('\n')
}

function sections(entries: readonly (readonly [string, Entry])[]): string[] {
  const licences = [...new Set(entries.map(([, { license }]) => license))].sort()
  return licences.flatMap((licence) => {
    const titles = new Set(entries.filter(([, { license }]) => license === licence).map(([place, entry]) => title(place, entry)))
    return [
      `### ${licence}`,
      [...titles]
        .sort()
        .map((text) => `- ${text}`)
        .join('\n'),
    ]
  })
}

function title(place: string, entry: Entry): string {
  return `${nameOf(place, entry)} ${entry.version}`
}
