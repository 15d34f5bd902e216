import { createContext, use, useState, type ReactNode } from 'react'
import type { OpenapiDocument, Schema } from './openapi.js'
import { nameOf, shapeOf, type Below, type Shape } from './shape.js'

/** The document in which the references of schemas lead somewhere. */
export const DocumentContext = createContext<OpenapiDocument>({ info: { title: '', version: '' }, paths: {} })

/** A schema with its members, or with its alternatives; what is below those opens when it is asked for. */
export function SchemaTree({ schema }: { readonly schema: Schema }): ReactNode {
  const shape = shapeOf(schema, use(DocumentContext))
  return (
    <div className="schema">
      <p>
        <Line shape={shape} />
      </p>
      {shape.below && <Level below={shape.below} />}
    </div>
  )
}

/** What a schema says of a value, in a line. */
export function SchemaLine({ schema }: { readonly schema: Schema }): ReactNode {
  return <Line shape={shapeOf(schema, use(DocumentContext))} />
}

function Line({ shape: { type, values, facts, description } }: { readonly shape: Shape }): ReactNode {
  return (
    <>
      <span className="type">{type}</span>
      {values.map((value) => (
        <code key={value}>{value}</code>
      ))}
      {facts.map((fact) => (
        <small key={fact}>{fact}</small>
      ))}
      {description !== undefined && <small>{description}</small>}
    </>
  )
}

function Level({ below }: { readonly below: Below }): ReactNode {
  const document = use(DocumentContext)
  if (below.kind === 'choices')
    return (
      <>
        <p>
          <small>{below.word}</small>
        </p>
        <ul>
          {below.schemas.map((schema, index) => (
            <Branch key={index} name={nameOf(schema, document)} schema={schema} />
          ))}
        </ul>
      </>
    )
  return (
    <>
      <ul>
        {below.members.map(({ name, schema, isRequired }) => (
          <Branch key={name} name={name} schema={schema} isRequired={isRequired} />
        ))}
      </ul>
      {below.isClosed && (
        <p>
          <small>No other members.</small>
        </p>
      )}
    </>
  )
}

interface BranchProps {
  readonly name: string | undefined
  readonly schema: Schema
  readonly isRequired?: boolean
}

/** What is below is drawn only while it is open, for a schema may lead back to itself. */
function Branch({ name, schema, isRequired = false }: BranchProps): ReactNode {
  const shape = shapeOf(schema, use(DocumentContext))
  const [isOpen, setOpen] = useState(false)
  const line = (
    <>
      {name !== undefined && <code className="name">{name}</code>}
      <Line shape={shape} />
      {isRequired && <span className="required">required</span>}
    </>
  )
  if (!shape.below) return <li className="leaf">{line}</li>
  return (
    <li>
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>{line}</summary>
        {isOpen && <Level below={shape.below} />}
      </details>
    </li>
  )
}
