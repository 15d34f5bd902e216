import { readFileSync } from 'node:fs'
import { afterAll, beforeAll } from 'vitest'
import { contractSuite, type ContractRow } from '../support/contract.js'
import { duplicateCases } from './chartbrew/duplicate.js'
import { emptyFileCases } from './chartbrew/empty-files.js'
import { errorCases } from './chartbrew/errors.js'
import { exampleCases } from './chartbrew/examples.js'
import { fieldCases } from './chartbrew/fields.js'
import { fileCases } from './chartbrew/files.js'
import { projectCases } from './chartbrew/projects.js'
import { roleCases } from './chartbrew/roles.js'
import { routeCases } from './chartbrew/routes.js'
import { secretCases } from './chartbrew/secrets.js'
import { bootTeam, type Team } from './chartbrew/team.js'

let booted: Team
beforeAll(async () => {
  booted = await bootTeam()
})
afterAll(() => booted.app.close())

const rows = JSON.parse(readFileSync(new URL('../fixtures/chartbrew/contract.json', import.meta.url), 'utf8')) as ContractRow[]
const team = (): Team => booted

contractSuite('chartbrew', rows, {
  ...routeCases(team),
  ...roleCases(team),
  ...errorCases(team),
  ...fieldCases(team),
  ...secretCases(team),
  ...fileCases(team),
  ...emptyFileCases(team),
  ...duplicateCases(team),
  ...projectCases(team),
  ...exampleCases(team),
})
