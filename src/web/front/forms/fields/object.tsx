import { useContext, type ReactNode } from 'react'
import { partsOf } from '../sections.js'
import { AroundContext } from './asked.js'
import type { GroupProps } from './group.js'
import { Notes, useDescribed } from './notes.js'

/** A field that is made of fields. */
export function ObjectField({ part, draw }: GroupProps): ReactNode {
  const { id, 'aria-describedby': describedBy } = useDescribed(part)
  const around = useContext(AroundContext)
  return (
    <fieldset id={id} tabIndex={-1} className="inside" aria-describedby={describedBy}>
      <legend>{part.label}</legend>
      <Notes part={part} />
      <AroundContext value={{ ...around, mayBeLeftOut: around.mayBeLeftOut || part.field.isNeeded !== true }}>
        <div className="grid">{partsOf(part.field.type, part.path).map(draw)}</div>
      </AroundContext>
    </fieldset>
  )
}
