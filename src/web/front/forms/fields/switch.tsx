import type { ReactNode } from 'react'
import { useFormContext } from 'react-hook-form'
import type { Part } from '../sections.js'
import { Notes, useDescribed } from './notes.js'

/** A field that is on or off. */
export function Switch({ part }: { readonly part: Part }): ReactNode {
  const { register } = useFormContext()
  const described = useDescribed(part)
  return (
    <div className="field switch">
      <label>
        <input type="checkbox" {...described} {...register(part.path)} />
        {part.label}
      </label>
      <Notes part={part} />
    </div>
  )
}
