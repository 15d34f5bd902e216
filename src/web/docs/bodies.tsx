import type { ReactNode } from 'react'
import type { Body, Content } from './openapi.js'
import { SchemaTree } from './schema.js'

/** What a body is, for each media type: its schema and every example. */
export function Bodies({ content }: { readonly content: Content }): ReactNode {
  return Object.entries(content).map(([mediaType, body]) => (
    <div key={mediaType} className="body">
      <p>
        <code>{mediaType}</code>
      </p>
      <SchemaTree schema={body.schema} />
      {examplesOf(body).map(({ name, summary, value }, index) => (
        <details key={name} open={index === 0}>
          <summary>
            {name} {summary !== undefined && <small>{summary}</small>}
          </summary>
          <pre>{typeof value === 'string' ? value : JSON.stringify(value, undefined, 2)}</pre>
        </details>
      ))}
    </div>
  ))
}

interface Example {
  readonly name: string
  readonly summary?: string | undefined
  readonly value: unknown
}

function examplesOf({ example, examples = {} }: Body): Example[] {
  const named = Object.entries(examples).map(([name, { summary, value }]) => ({ name: `Example ${name}`, summary, value }))
  return example === undefined ? named : [{ name: 'Example', value: example }, ...named]
}
