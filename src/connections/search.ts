import { bounds } from '../lib/bounds.js'
import { fold } from '../lib/fold.js'
import type { Endpoint } from '../vendors/vendor.js'

/** What a search of a connection looks at: its name and where it leads, of each text the beginning, and of many texts the first. */
export function searchTextOf(name: string, endpoints: readonly Endpoint[]): string {
  const texts = [name, ...endpoints.flatMap(({ host, database, url }) => [host, database, url])]
  const beginnings = texts.flatMap((text) => (text ? [text.slice(0, bounds.searchedText)] : []))
  return fold([...new Set(beginnings)].join('\n').slice(0, bounds.allSearched))
}
