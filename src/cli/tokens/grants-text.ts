import type { TokenFieldsFragment } from '../../generated/cli/graphql.js'
import { pathText } from '../values.js'

/** `EDITOR+REVEALER on chartbrew/7, VIEWER on all`. */
export function grantsText({ grants }: TokenFieldsFragment): string {
  return grants
    .map(({ roles, workspace }) => `${roles.join('+')} on ${workspace ? pathText(workspace.vendor, workspace.key) : 'all workspaces'}`)
    .join(', ')
}
