import { newUlid } from '../../src/lib/id.js'
import * as vendors from '../../src/vendors/index.js'
import { vendorSuite } from './suite.js'
import { wholes } from './versori-wholes.js'

const key = newUlid()
const workspaceKey = newUlid()
vendorSuite({
  vendor: vendors.versori,
  wholes,
  key,
  workspaceKey,
  params: { organisation_id: workspaceKey, connection_id: key },
  partParams: (credential_id) => ({ organisation_id: workspaceKey, credential_id }),
  isPartial: false,
})
