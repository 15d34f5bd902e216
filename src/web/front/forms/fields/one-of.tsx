import { useContext, type ReactNode } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import { humanised } from '../../words.js'
import { lookOf } from '../looks/index.js'
import { fieldsOf, shapeOf } from '../schema.js'
import { partsOf } from '../sections.js'
import { blank } from '../values.js'
import { AroundContext, useIsNeeded } from './asked.js'
import type { GroupProps } from './group.js'
import { Notes, useDescribed } from './notes.js'

/** A field that is one of several things: which, and then the fields of that. */
export function OneOf({ part, draw }: GroupProps): ReactNode {
  const { register, getValues, setValue } = useFormContext()
  const { path, label, field, look } = part
  const described = useDescribed(part)
  const isNeeded = useIsNeeded(part)
  const around = useContext(AroundContext)
  const choice = String(useWatch({ name: `${path}.choice` }))
  const members = fieldsOf(field.type)
  const member = members[choice]
  const begin = ({ target }: { readonly target: { readonly value: string } }): void => {
    const begun = members[target.value]
    const inside = `${path}.${target.value}`
    if (begun && shapeOf(begun).kind !== 'switch' && getValues(inside) === undefined) setValue(inside, blank(begun.type))
  }
  const parts = member && shapeOf(member).kind !== 'switch' ? partsOf(member.type, `${path}.${choice}`) : []
  return (
    <div className="one-of">
      <div className="field">
        <label htmlFor={described.id}>{label}</label>
        <select
          {...described}
          required={isNeeded}
          {...register(`${path}.choice`, { onChange: begin })}
          disabled={look.isFixed === true && around.isStored}
        >
          <option value="">{field.isNeeded ? 'Choose …' : 'Not given'}</option>
          {Object.keys(members).map((name) => (
            <option key={name} value={name}>
              {wordsOf(field.type, name)}
            </option>
          ))}
        </select>
        <Notes part={part} />
      </div>
      {parts.length > 0 && (
        <fieldset className="inside">
          <legend>{wordsOf(field.type, choice)}</legend>
          <AroundContext value={{ ...around, mayBeLeftOut: false }}>
            <div className="grid">{parts.map(draw)}</div>
          </AroundContext>
        </fieldset>
      )}
    </div>
  )
}

function wordsOf(type: string, member: string): string {
  return lookOf(type, member).label ?? humanised(member)
}
