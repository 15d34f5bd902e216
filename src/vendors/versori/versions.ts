import { Problem } from '../../lib/problem.js'
import type { At } from '../vendor.js'
import type { Wire } from './shape.js'
import type { Stored, StoredVersion } from './stored.js'

/** A connection that has no version is kept without the list. */
export const versionsOf = ({ versions = [] }: Pick<Stored, 'versions'>): readonly StoredVersion[] => versions

/** A version by its name, or the one that is `latest` or `default` (contract section (a), route 14). */
export function versionOf(stored: Stored, name: string): StoredVersion {
  const version = versionsOf(stored).find((one) => {
    if (name === 'latest') return one.isLatest
    return name === 'default' ? one.isDefault : one.name === name
  })
  if (!version) throw new Problem('notFound', 'There is no such version.', [{ path: ['version'], message: 'is unknown' }])
  return version
}

/** The versions as they are kept: which is the latest and which the default follow from the rest (contract section (c), Version rules). */
export function keepVersions({ versions = [] }: Wire, at: At): StoredVersion[] | undefined {
  if (versions.length === 0) return undefined
  const published = versions.filter(({ publishedAt }) => publishedAt !== null)
  const [latest] = published.toSorted((one, other) => timeOf(other) - timeOf(one))
  const standard = published.find(({ isChosen }) => isChosen) ?? latest
  return versions.map((version) => ({
    ...version,
    id: at.stored ? version.id : at.newId(),
    isLatest: version === latest,
    isDefault: version === standard,
  }))
}

/** When a version is published that becomes the latest: now, and in any case after every other. */
export function publicationTime(versions: readonly StoredVersion[], { now }: At): string {
  return new Date(Math.max(now, ...versions.map((version) => timeOf(version) + 1))).toISOString()
}

function timeOf({ publishedAt }: Pick<StoredVersion, 'publishedAt'>): number {
  return publishedAt === null ? 0 : Date.parse(publishedAt)
}
