import type { ReactNode } from 'react'
import { useFormContext } from 'react-hook-form'
import { shapeOf } from '../schema.js'
import type { Part } from '../sections.js'
import { useIsNeeded } from './asked.js'
import { Choice } from './choice.js'
import { Notes, useDescribed } from './notes.js'

const units: Readonly<Record<string, string>> = { milliseconds: 'ms', seconds: 's', megabytes: 'MB', gigabytes: 'GB' }

/** A field of one text, number, choice or JSON value. */
export function Line({ part, isLocked = false }: { readonly part: Part; readonly isLocked?: boolean }): ReactNode {
  const { register } = useFormContext()
  const described = useDescribed(part)
  const { path, field, look, label } = part
  const shape = shapeOf(field)
  const given = {
    ...described,
    required: useIsNeeded(part),
    readOnly: isLocked,
    autoComplete: 'off',
    spellCheck: look.as === 'area',
  }
  return (
    <div className={look.as === 'area' || shape.kind === 'json' ? 'field wide' : 'field'}>
      <label htmlFor={described.id}>{label}</label>
      {shape.kind === 'choice' ? (
        <Choice part={part} values={shape.values} />
      ) : shape.kind === 'json' ? (
        <textarea rows={4} {...given} {...register(path, { onChange: checkJson })} className="code" />
      ) : look.as === 'area' ? (
        <textarea rows={2} {...given} {...register(path)} />
      ) : (
        <span className="with-unit">
          <input
            {...(shape.kind === 'number' ? { type: 'number', step: field.type === 'Int' ? 1 : 'any' } : { type: 'text' })}
            placeholder={field.untold}
            {...given}
            {...register(path)}
          />
          {field.unit !== undefined && <span id={`${described.id}-unit`}>{units[field.unit] ?? field.unit}</span>}
        </span>
      )}
      <Notes part={part}>{look.isSealed && <p className="help">What is stored is not shown. Left empty, it is kept.</p>}</Notes>
    </div>
  )
}

/** The browser's own check of a control, for what it has no type for. */
function checkJson({ target }: { readonly target: HTMLTextAreaElement }): void {
  target.setCustomValidity(target.value === '' || isJson(target.value) ? '' : 'must be JSON text')
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
