import type { ReactNode } from 'react'
import { Bodies } from './bodies.js'
import type { Answer } from './openapi.js'
import { inCode, Parameters } from './parameters.js'

/** Every answer by its status; those that succeed are open. */
export function Answers({ answers }: { readonly answers: Readonly<Record<string, Answer>> }): ReactNode {
  return Object.entries(answers).map(([status, { description, headers = {}, content = {} }]) => (
    <details key={status} className="answer" open={status.startsWith('2')}>
      <summary>
        <code className="status" data-success={status.startsWith('2')}>
          {status}
        </code>{' '}
        {inCode(description)}
      </summary>
      {Object.keys(headers).length > 0 && (
        <Parameters title={`Headers of ${status}`} parameters={Object.entries(headers).map(([name, header]) => ({ name, ...header }))} />
      )}
      {Object.keys(content).length > 0 ? <Bodies content={content} /> : <p>Without a body.</p>}
    </details>
  ))
}
