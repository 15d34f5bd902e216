import type { ReactNode } from 'react'
import { Failure } from '../failure.js'
import { Heading } from '../heading.js'
import { Link } from '../link.js'
import { listOf, usePlace } from '../place.js'
import { useConnection } from './connection.js'
import './detail.css'
import { Headline } from './headline.js'
import { Settings } from './settings.js'

/** One connection with everything that the gateway tells about it. */
export function Detail({ id }: { readonly id: string }): ReactNode {
  const place = usePlace()
  const { data: connection, error, refetch, isFetching } = useConnection(id)

  return (
    <article className="detail" aria-busy={isFetching}>
      <Link to={listOf(place)} className="back">
        ← All connections
      </Link>
      {error ? (
        <Failure error={error} onRetry={() => void refetch()} />
      ) : connection === null ? (
        <div className="state">
          <Heading title="No such connection" />
          <p>It was deleted, or this token may not see it.</p>
        </div>
      ) : (
        connection && (
          <>
            <Headline connection={connection} />
            <Settings connection={connection} />
          </>
        )
      )}
    </article>
  )
}
