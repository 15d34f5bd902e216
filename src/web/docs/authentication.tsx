import type { ReactNode } from 'react'
import { schemesOf, type OpenapiDocument, type Operation } from './openapi.js'

interface AuthenticationProps {
  readonly document: OpenapiDocument
  /** Of all operations but those that differ, unless one is given. */
  readonly operation?: Operation
}

/** How a caller proves who he is. */
export function Authentication({ document, operation }: AuthenticationProps): ReactNode {
  const schemes = schemesOf(document, operation)
  if (schemes.length === 0) return <p>None: everybody may call this.</p>
  return (
    <ul className="plain">
      {schemes.map((scheme, index) => (
        <li key={index}>
          {index > 0 && 'or '}
          <code>{scheme.type === 'http' ? 'Authorization: Bearer …' : `Cookie: ${scheme.name}=…`}</code> {scheme.description}
        </li>
      ))}
    </ul>
  )
}
