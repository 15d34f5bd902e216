import { invalid } from '../../lib/problem.js'
import type { Params } from '../route.js'
import { ulid } from './shape.js'

export const root = '/o/:organisation_id'
export const collection = `${root}/connections`
export const member = `${collection}/:connection_id`

export const organisation = (params: Params): string => params.organisation_id ?? ''
export const connectionKey = (params: Params): string => idIn(params, 'connection_id')

/** An id in the path, which must be a ULID. */
export function idIn(params: Params, name: string): string {
  const id = params[name] ?? ''
  if (!ulid.safeParse(id).success) throw invalid([name], 'must be a ULID')
  return id
}
