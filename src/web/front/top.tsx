import type { ReactNode } from 'react'
import { forgetToken } from '../session/token.js'
import { ThemeSwitch } from './theme.js'

const pages = [
  ['/graphql', 'GraphiQL'],
  ['/docs', 'REST API'],
  ['/schema.graphql', 'Schema'],
] as const

interface TopProps {
  /** The name, which leads to where the page begins. */
  readonly brand: ReactNode
  /** The address of this page, if it is one of those that are named. */
  readonly here?: (typeof pages)[number][0]
  /** Whether there is a token to forget. */
  readonly hasToken: boolean
}

/** What stands above every page of ours: the ways to the others, and what is kept of the reader. */
export function Top({ brand, here, hasToken }: TopProps): ReactNode {
  return (
    <header className="top">
      {brand}
      <nav aria-label="Gateway">
        {pages.map(([url, name]) => (
          <a key={url} href={url} aria-current={url === here ? 'page' : undefined}>
            {name}
          </a>
        ))}
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
