import type { Duplicate, Opened } from '../vendor.js'
import type { Scheme } from './shape.js'
import { asStored, type StoredEnvironment } from './stored.js'

/**
 * A duplicate: what the connection says now. `parse` gives its environments and versions ids of their own;
 * credentials are shared with the original, and without secrets there are none.
 */
export function copy(opened: Opened, { name, withSecrets }: Duplicate): unknown {
  const { authSchemeConfigs, environments, ...stored } = asStored(opened.whole.open())
  const said = { ...stored, name: name ?? stored.name }
  if (withSecrets) return { ...said, authSchemeConfigs, environments }
  return { ...said, authSchemeConfigs: authSchemeConfigs.map(withoutApplication), environments: environments.map(withoutCredentials) }
}

/** Of an OAuth 2.0 scheme what remains is the flow that needs no shared credential. */
function withoutApplication(scheme: Scheme): Scheme {
  return scheme.schemeType === 'oauth2' ? { ...scheme, flows: { ...scheme.flows, authorizationCode: undefined } } : scheme
}

function withoutCredentials(environment: StoredEnvironment): StoredEnvironment {
  return { ...environment, credentials: { action: [], trigger: [] } }
}
