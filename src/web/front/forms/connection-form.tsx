import { useCallback, useEffect, useMemo, useRef, useState, type SubmitEvent, type ReactNode } from 'react'
import { FormProvider, useForm, type FieldValues } from 'react-hook-form'
import { dropDraft, watchUnsaved } from '../../session/unsaved.js'
import { check } from './check.js'
import type { Draft } from './draft.js'
import { AskedContext, goTo } from './fields/asked.js'
import './forms.css'
import { Leaving } from './leaving.js'
import { placed, type Refusal } from './refusals.js'
import { SectionFields } from './section-fields.js'
import { sectionsOf } from './sections.js'
import { Summary } from './summary.js'
import type { ConnectionType } from './types.js'
import { same, type Values } from './values.js'

/** What became of a form that was sent: taken, with what comes next, or not, and why. */
export type Outcome = { readonly next: () => void } | { readonly refusals: readonly Refusal[]; readonly note?: string }

interface ConnectionFormProps {
  readonly type: ConnectionType
  readonly isNew: boolean
  /** Under which it is put away should the session end. */
  readonly name: string
  readonly revision?: number
  /** Filled in like this, there is nothing to lose. */
  readonly base: Values
  readonly start: Values
  readonly submit: (values: Values) => Promise<Outcome>
  readonly onCancel: () => void
  /** Drawn above the fields, with a look at what is filled in. */
  readonly above?: (valuesNow: () => Values) => ReactNode
}

/** The fields of a type of connection, and what happens when they are sent. */
export function ConnectionForm({ type, isNew, name, revision, base, start, submit, onCancel, above }: ConnectionFormProps): ReactNode {
  const form = useForm({ defaultValues: start })
  const { getValues } = form
  const [refusals, setRefusals] = useState<readonly Refusal[]>([])
  const [note, setNote] = useState('')
  const [isBusy, setBusy] = useState(false)
  const isSending = useRef(false)
  const isTaken = useRef(false)
  const valuesNow = useCallback(() => valuesIn(getValues()), [getValues])
  const isDirty = useCallback(() => !isTaken.current && !same(base, valuesNow()), [base, valuesNow])
  const sections = useMemo(() => sectionsOf(type, isNew), [type, isNew])
  const asked = useMemo(() => ({ isNew, refusals }), [isNew, refusals])

  useEffect(() => {
    const look = (): Draft | undefined => (isDirty() ? { revision, base, values: valuesNow() } : undefined)
    return watchUnsaved(name, look)
  }, [name, revision, base, isDirty, valuesNow])
  useEffect(() => {
    const [first] = refusals
    if (first && !goTo(first.path)) document.getElementById('summary')?.focus()
  }, [refusals])

  const send = async (): Promise<void> => {
    const outcome = await submit(valuesNow())
    if ('next' in outcome) {
      isTaken.current = true
      dropDraft(name)
      outcome.next()
    } else {
      const shown = sections.flatMap(({ parts }) => parts.map(({ path }) => path))
      setRefusals(placed(outcome.refusals, ['workspaceId', ...shown]))
      setNote(outcome.note ?? '')
    }
  }
  const onSubmit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault()
    if (isSending.current) return
    const lacking = check(event.currentTarget)
    setNote('')
    setRefusals(lacking)
    if (lacking.length > 0) return
    isSending.current = true
    setBusy(true)
    void send().finally(() => {
      isSending.current = false
      setBusy(false)
    })
  }

  return (
    <FormProvider {...form}>
      <AskedContext value={asked}>
        <form className="connection" noValidate autoComplete="off" aria-busy={isBusy} onSubmit={onSubmit}>
          <Summary refusals={refusals} />
          {above?.(valuesNow)}
          {sections.map((section, index) => (
            <SectionFields key={index} section={section} start={start} />
          ))}
          <div className="send">
            <button className="primary" aria-disabled={isBusy}>
              {isNew ? 'Create' : 'Save'}
            </button>
            <button type="button" onClick={onCancel}>
              Cancel
            </button>
            <p role="status">{note}</p>
          </div>
        </form>
      </AskedContext>
      <Leaving isDirty={isDirty} />
    </FormProvider>
  )
}

/** A form that was given values holds values: its controls write nothing else. */
function valuesIn(fields: FieldValues): Values {
  return fields
}
