import { type MouseEvent, type ReactNode } from 'react'
import { Boundary } from '../front/boundary.js'
import '../front/controls.css'
import { NoticeLine } from '../front/notice.js'
import '../front/shell.css'
import { Top } from '../front/top.js'
import { Gate } from '../session/gate.js'
import { GatewayError } from '../session/gateway.js'
import './docs.css'
import { useDocument, useIndex, useToken, type DocumentLink } from './documents.js'
import { operationsOf, type OpenapiDocument } from './openapi.js'
import { OperationView } from './operation.js'
import { Overview, Start } from './overview.js'
import { linkTo, usePlace, type Place } from './place.js'
import { DocumentContext } from './schema.js'
import { Side } from './side.js'
import { View } from './view.js'

/** The documentation of the vendors' REST paths, read from the OpenAPI documents of this gateway. */
export function Docs(): ReactNode {
  const place = usePlace()
  const token = useToken()
  const index = useIndex()
  const link = index.data?.find(({ vendor }) => vendor === place.vendor)
  const document = useDocument(link?.url)
  const error = index.error ?? document.error
  if (error instanceof GatewayError && error.code === 'UNAUTHENTICATED') return <Gate>{null}</Gate>

  const isReady = index.data !== undefined && (!link || document.data !== undefined)
  return (
    <>
      <a className="skip" href="#main" onClick={skip}>
        Skip to the content
      </a>
      <Top
        brand={
          <a href="/" className="brand">
            Switchboard
          </a>
        }
        here="/docs"
        hasToken={token !== null}
      />
      <div className="docs" data-chosen={place.operation !== undefined}>
        <Side links={index.data ?? []} place={place} operations={document.data ? operationsOf(document.data) : []} />
        <main id="main" tabIndex={-1} aria-busy={!isReady && !error}>
          <Boundary key={linkTo(place)}>
            {error && <Unreadable error={error} onRetry={() => void (index.error ? index.refetch() : document.refetch())} />}
            {isReady && !error && <Chosen place={place} links={index.data} link={link} document={document.data} />}
          </Boundary>
        </main>
      </div>
      <NoticeLine />
    </>
  )
}

interface ChosenProps {
  readonly place: Place
  readonly links: readonly DocumentLink[]
  readonly link: DocumentLink | undefined
  readonly document: OpenapiDocument | undefined
}

function Chosen({ place, links, link, document }: ChosenProps): ReactNode {
  if (place.vendor === undefined) return <Start links={links} />
  if (!link || !document) return <Missing what="vendor" to={{}} />
  if (place.operation === undefined) return <Overview key={link.vendor} link={link} document={document} />
  const operation = operationsOf(document).find(({ operationId }) => operationId === place.operation)
  if (!operation) return <Missing what="operation" to={{ vendor: link.vendor }} />
  return (
    <DocumentContext value={document}>
      <OperationView key={linkTo(place)} link={link} document={document} operation={operation} />
    </DocumentContext>
  )
}

function Missing({ what, to }: { readonly what: string; readonly to: Place }): ReactNode {
  return (
    <View title={`There is no such ${what}`}>
      <p>
        <a href={linkTo(to)}>What there is</a>
      </p>
    </View>
  )
}

function Unreadable({ error, onRetry }: { readonly error: Error; readonly onRetry: () => void }): ReactNode {
  return (
    <div role="alert" className="state">
      <h1>This could not be read</h1>
      <p>{error.message}</p>
      <button type="button" onClick={onRetry}>
        Try again
      </button>
    </div>
  )
}

/** What follows the `#` names the view, so the jump must leave it alone. */
function skip(event: MouseEvent): void {
  event.preventDefault()
  document.getElementById('main')?.focus()
}
