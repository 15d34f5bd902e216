import { useState, type ReactNode } from 'react'
import { Field } from './fields/field.js'
import type { Section } from './sections.js'
import { blankOf, same, valueAt, type Values } from './values.js'

/** The fields of a section. What is folded away begins open when there is something in it that is worth a look. */
export function SectionFields({
  section: { title, parts, fold },
  start,
}: {
  readonly section: Section
  readonly start: Values
}): ReactNode {
  const [isOpen] = useState(() => fold === 'group' && parts.some(({ path, field }) => !same(valueAt(start, path), blankOf(field))))
  const fields = (
    <div className="grid">
      {parts.map((part) => (
        <Field key={part.path} part={part} />
      ))}
    </div>
  )
  if (fold)
    return (
      <details className="section" open={isOpen}>
        <summary>{title}</summary>
        {fields}
      </details>
    )
  if (title === undefined) return <div className="section">{fields}</div>
  return (
    <fieldset className="section">
      <legend>{title}</legend>
      {fields}
    </fieldset>
  )
}
