import { useQuery } from '@tanstack/react-query'
import { useEffect, type ReactNode } from 'react'
import { Failure } from '../failure.js'
import { Heading } from '../heading.js'
import { Link } from '../link.js'
import { listOf, unfiltered, usePlace } from '../place.js'
import { Count } from './count.js'
import { Nothing } from './nothing.js'
import { Filters, isFiltered } from './filters.js'
import './list.css'
import { Pager } from './pager.js'
import { listQuery } from './queries.js'
import { rowId } from './row.js'
import { Table } from './table.js'

/** All connections in one table. Whoever comes back from one of them finds its row focused. */
export function List({ comingFrom }: { readonly comingFrom: string | undefined }): ReactNode {
  const place = usePlace()
  const { data: page, error, isFetching, isPlaceholderData, refetch } = useQuery(listQuery(place))
  useEffect(() => {
    if (comingFrom !== undefined) document.getElementById(rowId(comingFrom))?.focus()
  }, [comingFrom])

  return (
    <>
      <div className="bar">
        <Heading title="Connections" />
        <Count place={place} page={isPlaceholderData ? undefined : page} />
        {isFiltered(place) && <Link to={unfiltered(place)}>Clear filters</Link>}
        <div className="actions">
          <Link to={{ ...listOf(place), new: true }} className="button primary">
            New connection
          </Link>
        </div>
      </div>
      <Filters place={place} />
      <div className="rows" aria-busy={isPlaceholderData || (isFetching && !page)}>
        {error ? (
          <Failure error={error} onRetry={() => void refetch()} />
        ) : page?.nodes.length === 0 ? (
          <Nothing place={place} />
        ) : (
          <Table place={place} rows={page?.nodes ?? []} />
        )}
      </div>
      {page && !error && <Pager place={place} info={page.pageInfo} />}
    </>
  )
}
