import { readFileSync } from 'node:fs'
import { afterAll, beforeAll } from 'vitest'
import { boot, type TestApp } from '../support/boot.js'
import { contractSuite, type ContractRow } from '../support/contract.js'
import { accessCases } from './apinizer/access.js'
import { deploymentCases } from './apinizer/deployment.js'
import { consoleCases } from './apinizer/console.js'
import { errorCases } from './apinizer/errors.js'
import { messagingCases } from './apinizer/messaging.js'
import { orderCases } from './apinizer/order.js'
import { routeCases } from './apinizer/routes.js'
import { secretCases } from './apinizer/secrets.js'
import { semanticCases } from './apinizer/semantics.js'
import { serverCases } from './apinizer/servers.js'
import { createWorld } from './apinizer/world.js'

let booted: TestApp
beforeAll(async () => {
  booted = await boot({ env: { SWITCHBOARD_EGRESS_ALLOW: '127.0.0.1/32' } })
})
afterAll(() => booted.close())
const world = createWorld(() => booted)

const rowsOf = (name: string): ContractRow[] =>
  JSON.parse(readFileSync(new URL(`../fixtures/apinizer/${name}.json`, import.meta.url), 'utf8')) as ContractRow[]

contractSuite('apinizer', [...rowsOf('contract'), ...rowsOf('contract-messaging')], {
  ...routeCases(world),
  ...consoleCases(world),
  ...errorCases(world),
  ...orderCases(world),
  ...semanticCases(world),
  ...accessCases(world),
  ...deploymentCases(world),
  ...secretCases(world),
  ...messagingCases(() => booted),
  ...serverCases(() => booted),
})
