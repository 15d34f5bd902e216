import { useEffect, useRef, useState, type ReactNode } from 'react'
import { useSearchKey } from '../front/search-key.js'
import type { DocumentLink } from './documents.js'
import type { Operation } from './openapi.js'
import { Path } from './path.js'
import { linkTo, type Place } from './place.js'
import './side.css'

interface SideProps {
  readonly links: readonly DocumentLink[]
  readonly place: Place
  readonly operations: readonly Operation[]
}

/** What there is to choose from: the vendors, and the operations of one of them, narrowed by what is typed. */
export function Side({ links, place, operations }: SideProps): ReactNode {
  const [text, setText] = useState('')
  const input = useRef<HTMLInputElement>(null)
  useSearchKey(input)
  const found = matching(operations, text)
  const tags = [...new Set(found.flatMap((operation) => operation.tags.slice(0, 1)))]
  return (
    <nav aria-label="Documentation" className="side">
      <ul className="vendors">
        {links.map(({ vendor, name }) => (
          <li key={vendor}>
            <a
              href={linkTo({ vendor })}
              aria-current={vendor === place.vendor ? (place.operation === undefined ? 'page' : true) : undefined}
            >
              <VendorMark vendor={vendor} name={name} />
            </a>
          </li>
        ))}
      </ul>
      {operations.length > 0 && (
        <div className="operations">
          <label htmlFor="filter" className="unseen">
            Filter operations
          </label>
          <input
            ref={input}
            id="filter"
            type="search"
            placeholder="Filter operations"
            autoComplete="off"
            spellCheck={false}
            aria-keyshortcuts="/"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          <p role="status" className={text === '' ? 'unseen' : 'count'}>
            {found.length} of {operations.length} operations
          </p>
          {tags.map((tag) => (
            <section key={tag}>
              <h2>{tag}</h2>
              <ul>
                {found.map(
                  (operation) => operation.tags[0] === tag && <Row key={operation.operationId} operation={operation} place={place} />,
                )}
              </ul>
            </section>
          ))}
        </div>
      )}
    </nav>
  )
}

function Row({
  operation: { operationId, method, path, summary },
  place,
}: {
  readonly operation: Operation
  readonly place: Place
}): ReactNode {
  const isHere = operationId === place.operation
  const link = useRef<HTMLAnchorElement>(null)
  useEffect(() => {
    if (isHere) link.current?.scrollIntoView({ block: 'nearest' })
  }, [isHere])
  return (
    <li>
      <a ref={link} href={linkTo({ ...place, operation: operationId })} aria-current={isHere ? 'page' : undefined}>
        <Method method={method} /> <span>{summary}</span>{' '}
        <code>
          <Path path={path} />
        </code>
      </a>
    </li>
  )
}

export function VendorMark({ vendor, name }: Pick<DocumentLink, 'vendor' | 'name'>): ReactNode {
  return (
    <span className="vendor-name" data-vendor={vendor.toUpperCase()}>
      {name}
    </span>
  )
}

export function Method({ method }: Pick<Operation, 'method'>): ReactNode {
  return (
    <span className="method" data-method={method}>
      {method}
    </span>
  )
}

/** The operations that have every word of this text in their method, path, summary or id. */
function matching(operations: readonly Operation[], text: string): Operation[] {
  const words = text.toLowerCase().split(/\s+/)
  return operations.filter(({ method, path, summary, operationId }) => {
    const whole = `${method} ${path} ${summary} ${operationId}`.toLowerCase()
    return words.every((word) => whole.includes(word))
  })
}
