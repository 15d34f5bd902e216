import type { ConnectionFieldsFragment } from '../../generated/cli/graphql.js'
import { pathText } from '../values.js'

/** `chartbrew/7/12`, as `connection get` takes it. */
export function pathOf({ vendor, workspace, vendorKey }: ConnectionFieldsFragment): string {
  return pathText(vendor, workspace.key, vendorKey)
}

/** Where an endpoint leads: its URL, else host, port and database. */
export function endpointText(endpoint: ConnectionFieldsFragment['endpoints'][number] | undefined): string {
  if (!endpoint) return ''
  const { host, port, database, url } = endpoint
  const place = [host, port].filter((part) => part !== null).join(':')
  return url ?? [place, database].filter((part) => part).join('/')
}
