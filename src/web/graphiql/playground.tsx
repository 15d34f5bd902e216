import { createGraphiQLFetcher } from '@graphiql/toolkit'
import { GraphiQL } from 'graphiql'
import 'graphiql/setup-workers/vite'
import 'graphiql/style.css'
import { useEffect, useState, type ReactNode } from 'react'
import { useReach } from '../session/descriptions.js'
import { SchemaLink } from '../session/schema-link.js'
import { endSession, forgetToken, keptToken, openTabStorage } from '../session/token.js'
import { loadExamples, type Example } from './examples.js'

// GraphiQL is that late, in milliseconds, to tell its storage what was typed.
const delay = 1000

const authorised: typeof fetch = async (input, init) => {
  const token = keptToken() ?? ''
  const headers = new Headers(init?.headers)
  headers.set('authorization', `Bearer ${token}`)
  const response = await fetch(input, { ...init, headers })
  if (response.status === 401) setTimeout(() => endSession(token), delay)
  return response
}

const send = createGraphiQLFetcher({ url: '/graphql', fetch: authorised })

/** For a moment after a change of tab GraphiQL still names the operation of the tab before. */
const fetcher: typeof send = ({ operationName, ...request }, options) =>
  send({ ...request, ...(operationName && request.query.includes(operationName) && { operationName }) }, options)

/** GraphiQL with the example tabs; it asks for the schema only for whom that is open. What is typed into it is kept for this tab only, because variables may hold passwords. */
export function Playground(): ReactNode {
  const [storage] = useState(openTabStorage)
  const [examples, setExamples] = useState<readonly Example[]>()
  const [failure, setFailure] = useState<string>()
  const reach = useReach()
  const isDescribed = reach === undefined ? undefined : reach !== 'closed'
  useEffect(() => {
    if (isDescribed === undefined) return
    loadExamples(isDescribed).then(setExamples, (error: unknown) =>
      setFailure(error instanceof Error ? error.message : 'Something went wrong.'),
    )
  }, [isDescribed])

  if (failure !== undefined) return <p role="alert">{failure}</p>
  if (!examples) return null
  return (
    <main className="graphiql-page">
      <h1>GraphiQL</h1>
      <GraphiQL
        fetcher={fetcher}
        storage={storage}
        defaultTabs={[...examples]}
        defaultEditorToolsVisibility="variables"
        showPersistHeadersSettings={false}
        schemaDescription
        {...(!isDescribed && { schema: null, referencePlugin: null })}
      >
        <GraphiQL.Logo>
          <nav aria-label="Switchboard" className="links">
            <a href="/">Connections</a>
            {isDescribed && <a href="/docs">REST API</a>}
            <SchemaLink reach={reach} />
            <button type="button" onClick={forgetToken}>
              Forget token
            </button>
          </nav>
        </GraphiQL.Logo>
      </GraphiQL>
    </main>
  )
}
