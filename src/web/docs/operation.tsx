import type { ReactNode } from 'react'
import { Answers } from './answers.js'
import { Authentication } from './authentication.js'
import { Bodies } from './bodies.js'
import { Copyable } from './copyable.js'
import { curlOf } from './curl.js'
import type { DocumentLink } from './documents.js'
import { mountsOf, type OpenapiDocument, type Operation } from './openapi.js'
import { Parameters } from './parameters.js'
import { Path } from './path.js'
import { linkTo } from './place.js'
import { Method } from './side.js'
import { View } from './view.js'

interface OperationProps {
  readonly link: DocumentLink
  readonly document: OpenapiDocument
  readonly operation: Operation
}

/** All that is known of one operation. */
export function OperationView({ link, document, operation }: OperationProps): ReactNode {
  const { operationId, summary, description, method, path, parameters = [], requestBody, responses } = operation
  return (
    <View title={summary} within={link.name}>
      <a className="back" href={linkTo({ vendor: link.vendor })}>
        All operations of {link.name}
      </a>
      <ul className="plain">
        {mountsOf(document).map((mount, index) => (
          <li key={mount}>
            {index > 0 && 'or '}
            <Method method={method} />{' '}
            <code className="path">
              <span>{location.origin}</span>
              <Path path={mount + path} />
            </code>
          </li>
        ))}
      </ul>
      {description !== undefined && <p>{description}</p>}
      <p>
        <small>
          <code className="id">{operationId}</code>
        </small>
      </p>
      <h2>With curl</h2>
      <Copyable title="the curl line" text={curlOf(document, operation, location.origin)} />
      <h2>Authentication</h2>
      <Authentication document={document} operation={operation} />
      {parameters.length > 0 && (
        <>
          <h2>Parameters</h2>
          <Parameters title="Parameters" parameters={parameters} />
        </>
      )}
      {requestBody && (
        <>
          <h2>Request body{requestBody.required ? '' : ', which may be left out'}</h2>
          <Bodies content={requestBody.content} />
        </>
      )}
      <h2>Answers</h2>
      <Answers answers={responses} />
    </View>
  )
}
