import type { ReactNode } from 'react'
import { Vendor } from '../../../generated/web/graphql.js'
import { go, here, type Place } from '../place.js'
import { humanised } from '../words.js'
import { Choice } from './choice.js'
import { Search } from './search.js'
import './filters.css'
import { types } from './types.js'
import { WorkspaceFilter } from './workspace-filter.js'

/** What narrows the list. Each change is a step that the browser can take back. */
export function Filters({ place }: { readonly place: Place }): ReactNode {
  const { vendor, workspace, type, enabled, search } = place
  return (
    <section className="filters" aria-label="Filters">
      <Search search={search} />
      <Choice
        label="Vendor"
        value={vendor}
        options={Object.values(Vendor).map((one) => [one, humanised(one)])}
        onChoose={(chosen) => narrow({ vendor: chosen, workspace: undefined, type: undefined })}
      />
      <WorkspaceFilter vendor={vendor} value={workspace} onChoose={(chosen) => narrow({ workspace: chosen })} />
      <Choice label="Type" value={type} options={typesOf(place).map((one) => [one, one])} onChoose={(chosen) => narrow({ type: chosen })} />
      <Choice
        label="State"
        value={enabled}
        options={[
          [true, 'on'],
          [false, 'off'],
        ]}
        onChoose={(chosen) => narrow({ enabled: chosen })}
      />
    </section>
  )
}

/** Whether a place shows less than all connections. */
export function isFiltered({ vendor, workspace, type, enabled, search }: Place): boolean {
  return [vendor, workspace, type, enabled, search].some((one) => one !== undefined)
}

/** The filters of a place in words. */
export function filtersOf({ vendor, type, enabled, search }: Place, workspace: string | undefined): string[] {
  return [
    ...(search === undefined ? [] : [`“${search}”`]),
    ...(vendor === undefined ? [] : [`vendor ${humanised(vendor)}`]),
    ...(workspace === undefined ? [] : [`workspace ${workspace}`]),
    ...(type === undefined ? [] : [`type ${type}`]),
    ...(enabled === undefined ? [] : [enabled ? 'switched on' : 'switched off']),
  ]
}

function typesOf({ vendor, type }: Place): readonly string[] {
  const known = vendor === undefined ? Object.values(types).flat() : (types[vendor] ?? [])
  return [...new Set(type === undefined ? known : [...known, type])].sort((a, b) => a.localeCompare(b, 'en'))
}

function narrow(change: Partial<Place>): void {
  go({ ...here(), ...change, after: undefined, before: undefined })
}
