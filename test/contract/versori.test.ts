import { readFileSync } from 'node:fs'
import { afterAll, beforeAll } from 'vitest'
import { contractSuite, type ContractRow } from '../support/contract.js'
import { accessCases } from './versori/access.js'
import { credentialRouteCases } from './versori/credential-routes.js'
import { credentialUsageCases } from './versori/credential-usages.js'
import { credentialWriteCases } from './versori/credential-writes.js'
import { credentialCases } from './versori/credentials.js'
import { environmentCases } from './versori/environments.js'
import { errorCases } from './versori/errors.js'
import { listCases } from './versori/lists.js'
import { objectCases } from './versori/objects.js'
import { protocolCases } from './versori/protocols.js'
import { replaceListCases } from './versori/replace-lists.js'
import { replaceMemberCases } from './versori/replace-members.js'
import { replaceWholeCases } from './versori/replace-whole.js'
import { routeCases } from './versori/routes.js'
import { schemeCases } from './versori/schemes.js'
import { secretCases } from './versori/secrets.js'
import { versionRuleCases } from './versori/version-rules.js'
import { versionCases } from './versori/versions.js'
import { createWorld } from './versori/world.js'

const world = createWorld()
beforeAll(world.start)
afterAll(world.stop)

const file = new URL('../fixtures/versori/contract.json', import.meta.url)
const rows = JSON.parse(readFileSync(file, 'utf8')) as ContractRow[]

contractSuite('versori', rows, {
  ...routeCases(world),
  ...listCases(world),
  ...accessCases(world),
  ...errorCases(world),
  ...objectCases(world),
  ...schemeCases(world),
  ...credentialCases(world),
  ...credentialRouteCases(world),
  ...credentialWriteCases(world),
  ...credentialUsageCases(world),
  ...protocolCases(world),
  ...replaceListCases(world),
  ...replaceMemberCases(world),
  ...replaceWholeCases(world),
  ...secretCases(world),
  ...environmentCases(world),
  ...versionCases(world),
  ...versionRuleCases(world),
})
