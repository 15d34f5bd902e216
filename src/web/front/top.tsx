import type { ReactNode } from 'react'
import { useReach } from '../session/descriptions.js'
import { SchemaLink } from '../session/schema-link.js'
import { forgetToken } from '../session/token.js'
import { ThemeSwitch } from './theme.js'

interface TopProps {
  /** The name, which leads to where the page begins. */
  readonly brand: ReactNode
  /** The address of this page, if it is named here. */
  readonly here?: '/docs'
  /** Whether there is a token to forget. */
  readonly hasToken: boolean
}

/** What stands above every page of ours: the ways to the others that the reader may go, and what is kept of the reader. */
export function Top({ brand, here, hasToken }: TopProps): ReactNode {
  const reach = useReach()
  return (
    <header className="top">
      {brand}
      <nav aria-label="Gateway">
        <a href="/graphql">GraphiQL</a>
        {(reach === 'open' || reach === 'token') && (
          <a href="/docs" aria-current={here && 'page'}>
            REST API
          </a>
        )}
        <SchemaLink reach={reach} />
      </nav>
      <ThemeSwitch />
      {hasToken && (
        <button type="button" onClick={forgetToken}>
          Forget token
        </button>
      )}
    </header>
  )
}
