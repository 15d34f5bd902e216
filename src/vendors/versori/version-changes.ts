import { z } from 'zod'
import { check, invalidFields } from '../../lib/check.js'
import { sameJson } from '../../lib/json.js'
import { invalid, Problem, type Issue } from '../../lib/problem.js'
import type { At, Opened, Vendor, VendorChange } from '../vendor.js'
import { asStored, type Stored, type StoredVersion } from './stored.js'
import { refuseTaken } from './taken.js'
import { publicationTime, versionOf, versionsOf } from './versions.js'

const named = z.looseObject({ version: z.string() })
const creation = z.looseObject({ fromVersion: z.string().nullish() })
const update = z.looseObject({
  name: z.string().nullish(),
  description: z.string().nullish(),
  isDefault: z.boolean().optional(),
})
type Update = z.output<typeof update>

const readOnly = ['id', 'isLatest', 'createdAt', 'updatedAt', 'publishedAt'] as const

const storedOf = (opened: Opened): Stored => asStored(opened.whole.open())
const place = (opened: Opened, input: unknown): Issue['path'] => {
  const stored = storedOf(opened)
  return ['versions', versionsOf(stored).indexOf(versionOf(stored, check(named, input).version))]
}

/** A draft. What a version consists of beside its name belongs to another product, so that nothing is copied of `fromVersion`. */
const createVersion: VendorChange = (opened, input, at) => {
  const stored = storedOf(opened)
  const { name, fromVersion } = check(creation, input)
  const versions = versionsOf(stored)
  if (typeof fromVersion === 'string' && !versions.some((version) => version.name === fromVersion))
    throw invalid(['fromVersion'], 'is no version of this connection')
  refuseTaken(versions, name, 'a version')
  const now = new Date(at.now).toISOString()
  return { ...stored, versions: [...versions, { id: at.newId(), name, createdAt: now, updatedAt: now, publishedAt: null }] }
}

/** A member that is left out stays; a null description is none. */
const updateVersion: VendorChange = (opened, input, at) => {
  const stored = storedOf(opened)
  const version = versionOf(stored, check(named, input).version)
  const body = check(update, input)
  const issues = updateIssues(version, body)
  if (issues.length > 0) throw invalidFields(issues)
  const facts = {
    name: body.name ?? version.name,
    description: body.description === undefined ? version.description : (body.description ?? undefined),
  }
  if (version.publishedAt !== null && !sameJson({ ...version, ...facts }, version))
    throw new Problem('conflict', 'A published version cannot be changed.', [{ path: ['version'], message: 'is published' }])
  refuseTaken(
    versionsOf(stored).filter(({ id }) => id !== version.id),
    facts.name,
    'a version',
  )
  return withChoice(edited(stored, version, facts, at), version, body.isDefault, at)
}

const deleteVersion: VendorChange = (opened, input) => {
  const stored = storedOf(opened)
  const { version: name, force } = check(named, input)
  const version = versionOf(stored, name)
  if (version.publishedAt !== null && force !== true)
    throw new Problem('conflict', 'A published version is deleted only by force.', [{ path: ['version'], message: 'is published' }])
  return { ...stored, versions: versionsOf(stored).filter(({ id }) => id !== version.id) }
}

/** One that is published stays as it is. */
const publishVersion: VendorChange = (opened, input, at) => {
  const stored = storedOf(opened)
  const version = versionOf(stored, check(named, input).version)
  if (version.publishedAt !== null) return stored
  return edited(stored, version, { publishedAt: publicationTime(versionsOf(stored), at) }, at)
}

/** Nothing subscribes to versions here, so that none is refused. */
const unpublishVersion: VendorChange = (opened, input, at) => {
  const stored = storedOf(opened)
  const version = versionOf(stored, check(named, input).version)
  return edited(stored, version, { publishedAt: null, isChosen: undefined }, at)
}

export const versionChanges: NonNullable<Vendor['changes']> = {
  createVersion,
  updateVersion,
  deleteVersion,
  publishVersion,
  unpublishVersion,
}

export const versionPlaces: NonNullable<Vendor['places']> = {
  createVersion: (opened) => ['versions', versionsOf(storedOf(opened)).length],
  updateVersion: place,
  publishVersion: place,
  unpublishVersion: place,
}

/** The connection with other facts of one version; its `updatedAt` moves when it shows something else. */
function edited(stored: Stored, { id }: StoredVersion, facts: Partial<StoredVersion>, at: At): Stored {
  const shown = (version: StoredVersion): object => ({ ...version, isChosen: undefined })
  const versions = versionsOf(stored).map((version) => {
    if (version.id !== id) return version
    const changed = { ...version, ...facts }
    return sameJson(shown(changed), shown(version)) ? changed : { ...changed, updatedAt: new Date(at.now).toISOString() }
  })
  return { ...stored, versions }
}

/** The default is the chosen version, else the latest: a choice falls on a published one and leaves every other. */
function withChoice(stored: Stored, version: StoredVersion, isDefault: Update['isDefault'], at: At): Stored {
  const { isChosen = false, isLatest } = version
  if (isDefault === false && version.isDefault && !isChosen)
    throw invalid(['isDefault'], 'must be true of the latest version while no other is chosen')
  if (isDefault === undefined || isDefault === isChosen) return stored
  if (version.publishedAt === null) throw invalid(['isDefault'], 'can be true of a published version only')
  const versions = versionsOf(stored).map((one) => (one.id === version.id ? one : { ...one, isChosen: undefined }))
  const facts = { isChosen: isDefault || undefined, isDefault: isDefault || isLatest }
  return edited({ ...stored, versions }, version, facts, at)
}

/** What only the server sets may be sent back as it was read, times in any spelling of the same moment. Null stands for a name that a whole lacks. */
function updateIssues(version: StoredVersion, body: Update): Issue[] {
  const isSame = (given: unknown, kept: unknown): boolean =>
    given === kept || (typeof given === 'string' && typeof kept === 'string' && Date.parse(given) === Date.parse(kept))
  const changed = readOnly.filter((member) => body[member] !== undefined && !isSame(body[member], version[member]))
  return [
    ...changed.map((member) => ({ path: [member], message: 'cannot be changed' })),
    ...(body.name === null ? [{ path: ['name'], message: 'is required' }] : []),
  ]
}
