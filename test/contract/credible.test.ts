import { readFileSync } from 'node:fs'
import { afterAll, beforeAll } from 'vitest'
import { contractSuite, type ContractRow } from '../support/contract.js'
import { accessCases } from './credible/access.js'
import { errorCases } from './credible/errors.js'
import { needCases } from './credible/needs.js'
import { patchCases } from './credible/patch.js'
import { projectCases } from './credible/projects.js'
import { routeCases } from './credible/routes.js'
import { secretCases } from './credible/secrets.js'
import { typeCases } from './credible/types.js'
import { createWorld } from './credible/world.js'

const world = createWorld()
beforeAll(world.start)
afterAll(world.stop)

const file = new URL('../fixtures/credible/contract.json', import.meta.url)
const rows = JSON.parse(readFileSync(file, 'utf8')) as ContractRow[]

contractSuite('credible', rows, {
  ...routeCases(world),
  ...accessCases(world),
  ...errorCases(world),
  ...typeCases(world),
  ...needCases(world),
  ...patchCases(world),
  ...secretCases(world),
  ...projectCases(world),
})
