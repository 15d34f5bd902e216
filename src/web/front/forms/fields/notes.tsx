import { Fragment, useContext, type ReactNode } from 'react'
import { sameLetters } from '../schema.js'
import type { Part } from '../sections.js'
import { AroundContext, idOf, useProblem } from './asked.js'

/** What a control says of itself to those who hear the page. */
export interface Described {
  readonly id: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': boolean
}

/** The id of a field's control, and where its help and its problem stand. */
export function useDescribed({ path, field, label }: Part): Described {
  const id = idOf(path)
  const problem = useProblem(path)
  const notes = [
    ...(field.unit === undefined ? [] : [`${id}-unit`]),
    ...(hasHelp(field.help, label) ? [`${id}-help`] : []),
    ...(problem === undefined ? [] : [`${id}-problem`]),
  ]
  return { id, 'aria-describedby': notes.join(' ') || undefined, 'aria-invalid': problem !== undefined }
}

/** The help of a field, and why it was not taken. */
export function Notes({ part: { path, field, label }, children }: { readonly part: Part; readonly children?: ReactNode }): ReactNode {
  const id = idOf(path)
  const problem = useProblem(path)
  const { isHelpShown } = useContext(AroundContext)
  return (
    <>
      {hasHelp(field.help, label) && (
        <p id={`${id}-help`} className={isHelpShown ? 'help' : 'unseen'}>
          <Marked text={field.help} />
        </p>
      )}
      {children}
      {problem !== undefined && (
        <p id={`${id}-problem`} className="problem">
          {problem}
        </p>
      )}
    </>
  )
}

/** Help that says no more than the label is none. */
function hasHelp(help: string, label: string): boolean {
  return help !== '' && !sameLetters(help, label)
}

/** A description of the schema, whose `code` is marked as in Markdown. */
function Marked({ text }: { readonly text: string }): ReactNode {
  return text.split('`').map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : <Fragment key={index}>{part}</Fragment>))
}
