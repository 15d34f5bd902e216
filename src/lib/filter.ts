import { bounds } from './bounds.js'
import { invalidFields } from './check.js'

/** Refuses texts of a filter, by their names there, that are longer than anything that they could find. */
export function refuseLongFilter(filter: Readonly<Record<string, string | undefined>>): void {
  const long = Object.keys(filter).filter((name) => (filter[name]?.length ?? 0) > bounds.name)
  if (long.length > 0)
    throw invalidFields(long.map((name) => ({ path: ['filter', name], message: `must have at most ${bounds.name} characters` })))
}
