import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Place } from '../place.js'
import { countQuery, type Page } from './queries.js'

const format = new Intl.NumberFormat('en')

/** How many connections there are, spoken when it changes. Asked for after the page has come, and only when the page does not tell it. */
export function Count({ place, page }: { readonly place: Place; readonly page: Page | null | undefined }): ReactNode {
  const isWhole = page?.pageInfo.hasNextPage === false && !page.pageInfo.hasPreviousPage
  const { data, isPlaceholderData } = useQuery({ ...countQuery(place), enabled: Boolean(page) && !isWhole })
  const count = isWhole ? page.nodes.length : data
  const isOld = !isWhole && (isPlaceholderData || !page)
  return (
    <p role="status" className={isOld ? 'count old' : 'count'}>
      {count !== undefined && `${format.format(count)} ${count === 1 ? 'connection' : 'connections'}`}
    </p>
  )
}
