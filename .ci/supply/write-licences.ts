import { writeFileSync } from 'node:fs'
import { licenceList } from './licences.js'
import { readLockfile } from './lockfile.js'
import { importedByPages, shippedPlaces } from './shipped.js'

const lockfile = readLockfile('.')
writeFileSync('docs/licences.md', licenceList(lockfile, shippedPlaces(lockfile, importedByPages('.'))))
