import { type MouseEvent, type ReactNode } from 'react'
import { saveAs } from '../session/save-as.js'
import { Authentication } from './authentication.js'
import { Copyable } from './copyable.js'
import { useToken, type DocumentLink } from './documents.js'
import { mountsOf, type OpenapiDocument } from './openapi.js'
import { linkTo } from './place.js'
import { VendorMark } from './side.js'
import { View } from './view.js'

/** Where the documentation begins: which vendors there are. */
export function Start({ links }: { readonly links: readonly DocumentLink[] }): ReactNode {
  return (
    <View title="REST API">
      <p>
        The gateway answers at the vendors’ own paths. A client of one of them works here when its base URL is changed and nothing else.
        What is here is written by the gateway itself, from the tables that answer.
      </p>
      <ul className="starts">
        {links.map(({ vendor, name, url }) => (
          <li key={vendor}>
            <a href={linkTo({ vendor })}>
              <VendorMark vendor={vendor} name={name} />
            </a>
            <code>{url}</code>
          </li>
        ))}
      </ul>
    </View>
  )
}

interface OverviewProps {
  readonly link: DocumentLink
  readonly document: OpenapiDocument
}

/** A vendor’s document as a whole, and what to make of it. */
export function Overview({ link, document }: OverviewProps): ReactNode {
  const { info } = document
  const token = useToken()
  const save = (event: MouseEvent): void => {
    if (token === null) return
    event.preventDefault()
    saveAs(`${link.vendor}.json`, 'application/json', JSON.stringify(document, undefined, 2))
  }
  return (
    <View title={info.title} within="REST API">
      <p>{info.description}</p>
      <dl className="told">
        <dt>{mountsOf(document).length === 1 ? 'Base URL' : 'Base URLs, either of which will do'}</dt>
        {mountsOf(document).map((mount) => (
          <dd key={mount}>
            <code>{location.origin + mount}</code>
          </dd>
        ))}
        <dt>Authentication</dt>
        <dd>
          <Authentication document={document} />
        </dd>
      </dl>
      <h2>OpenAPI document</h2>
      <p>
        Everything here is in one OpenAPI 3.1 document of version {info.version}:{' '}
        <a href={link.url} download={`${link.vendor}.json`} onClick={save}>
          {link.url}
        </a>
        . Code generators take it by its address, for example:
      </p>
      <Copyable title="Command" text={`npx openapi-typescript ${location.origin}${link.url} -o ${link.vendor}.ts`} />
    </View>
  )
}
