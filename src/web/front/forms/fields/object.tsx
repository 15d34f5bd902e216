import { useContext, type ReactNode } from 'react'
import { partsOf } from '../sections.js'
import { MayBeLeftOut } from './asked.js'
import type { GroupProps } from './group.js'
import { Notes, useDescribed } from './notes.js'

/** A field that is made of fields. */
export function ObjectField({ part, draw }: GroupProps): ReactNode {
  const { id, 'aria-describedby': describedBy } = useDescribed(part)
  const mayBeLeftOut = useContext(MayBeLeftOut)
  return (
    <fieldset id={id} tabIndex={-1} className="inside" aria-describedby={describedBy}>
      <legend>{part.label}</legend>
      <Notes part={part} />
      <MayBeLeftOut value={mayBeLeftOut || part.field.isNeeded !== true}>
        <div className="grid">{partsOf(part.field.type, part.path).map(draw)}</div>
      </MayBeLeftOut>
    </fieldset>
  )
}
