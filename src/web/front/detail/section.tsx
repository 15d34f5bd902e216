import { createElement, type ReactNode } from 'react'
import { humanised } from '../words.js'
import { isFields, isFlat, isSection, membersOf, type Fields } from './shapes.js'
import { Table } from './table.js'
import { Value } from './value.js'

interface SectionProps {
  readonly title: string
  readonly fields: Fields
  /** Of its heading. */
  readonly level: number
}

/** Fields of any kind: single values first, then what is made of several, each in a section of its own. */
export function Section({ title, fields, level }: SectionProps): ReactNode {
  const members = membersOf(fields)
  const values = members.filter(([, value]) => !isSection(value))
  return (
    <section className="fields">
      {createElement(`h${Math.min(level, 6)}`, null, title)}
      {values.length > 0 && (
        <dl className="facts">
          {values.map(([name, value]) => (
            <div key={name}>
              <dt>{humanised(name)}</dt>
              <dd>
                <Value name={name} value={value} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      {members.map(([name, value]) => isSection(value) && <Part key={name} title={humanised(name)} value={value} level={level + 1} />)}
    </section>
  )
}

interface PartProps {
  readonly title: string
  readonly value: Fields | readonly Fields[]
  readonly level: number
}

function Part({ title, value, level }: PartProps): ReactNode {
  if (isFields(value)) return <Section title={title} fields={value} level={level} />
  return (
    <section className="fields">
      {createElement(`h${Math.min(level, 6)}`, null, title)}
      {isFlat(value) ? (
        <Table title={title} items={value} />
      ) : (
        value.map((item, index) => {
          const [named, rest] = headed(item)
          return <Section key={index} title={named ?? String(index + 1)} fields={rest} level={level + 1} />
        })
      )}
    </section>
  )
}

/** An item of a list: what it is called, and its other fields. */
function headed(item: Fields): [title: string | undefined, rest: Fields] {
  const name = ['name', 'schemeType', 'vendorKey'].find((one) => typeof item[one] === 'string')
  if (name === undefined) return [undefined, item]
  const { [name]: title, ...rest } = item
  return [String(title), rest]
}
