import { useQuery } from '@tanstack/react-query'
import { useEffect, type ReactNode } from 'react'
import { graphql } from '../../../generated/web/gql.js'
import type { Vendor } from '../../../generated/web/graphql.js'
import { ask } from '../../session/gateway.js'
import { WorkspaceFilter } from '../list/workspace-filter.js'
import { go, here } from '../place.js'
import { idOf, useProblem } from './fields/asked.js'

const firstWorkspaces = graphql(`
  query FirstWorkspaces($vendor: Vendor!) {
    workspaces(first: 2, filter: { vendor: $vendor }) {
      nodes {
        id
      }
    }
  }
`)

/** Where a new connection is to live. When there is one workspace only, it is that. */
export function WorkspaceChoice({ vendor, value }: { readonly vendor: Vendor; readonly value: string | undefined }): ReactNode {
  const problem = useProblem('workspaceId')
  const id = idOf('workspaceId')
  const { data } = useQuery({
    queryKey: ['workspaces', vendor, 'first'],
    queryFn: async ({ signal }) => (await ask(firstWorkspaces, { vendor }, signal)).workspaces?.nodes ?? [],
  })
  const [first, second] = data ?? []
  const sole = second ? undefined : first?.id
  useEffect(() => {
    if (value === undefined && sole !== undefined) choose(sole)
  }, [value, sole])

  const notes = [...(data?.length === 0 ? [`${id}-help`] : []), ...(problem === undefined ? [] : [`${id}-problem`])]
  return (
    <div className="field workspace">
      <WorkspaceFilter
        vendor={vendor}
        value={value}
        onChoose={choose}
        field={{ id, 'aria-describedby': notes.join(' ') || undefined, 'aria-invalid': problem !== undefined }}
      />
      {data?.length === 0 && (
        <p id={`${id}-help`} className="help">
          There is no workspace of this vendor for you yet. An administrator makes one with <code>createWorkspace</code>.
        </p>
      )}
      {problem !== undefined && (
        <p id={`${id}-problem`} className="problem">
          {problem}
        </p>
      )}
    </div>
  )
}

function choose(workspace: string | undefined): void {
  go({ ...here(), workspace }, 'replace')
}
