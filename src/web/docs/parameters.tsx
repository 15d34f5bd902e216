import type { ReactNode } from 'react'
import type { Parameter } from './openapi.js'
import { SchemaLine } from './schema.js'

interface ParametersProps {
  /** What the table is called where it is read out. */
  readonly title: string
  readonly parameters: readonly (Omit<Parameter, 'in'> & { readonly in?: Parameter['in'] })[]
}

/** Parameters of a request, or headers of an answer, which are all in one place. */
export function Parameters({ title, parameters }: ParametersProps): ReactNode {
  const hasPlaces = parameters.some((parameter) => parameter.in !== undefined)
  return (
    <table className="parameters" aria-label={title}>
      <thead>
        <tr>
          <th scope="col">Name</th>
          {hasPlaces && <th scope="col">In</th>}
          <th scope="col">Type</th>
          <th scope="col">Example</th>
        </tr>
      </thead>
      <tbody>
        {parameters.map(({ name, in: where, required, schema, description, example }) => (
          <tr key={`${where} ${name}`}>
            <th scope="row">
              <code>{name}</code> {required && <span className="required">required</span>}
            </th>
            {hasPlaces && <td>{where}</td>}
            <td>
              <SchemaLine schema={schema} />
              {description !== undefined && <p>{inCode(description)}</p>}
            </td>
            <td>{example !== undefined && <code>{typeof example === 'string' ? example : JSON.stringify(example)}</code>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** A description, its words between backticks as code. */
export function inCode(text: string): ReactNode {
  return text.split('`').map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part))
}
