import { useContext, type ReactNode } from 'react'
import { useFormContext } from 'react-hook-form'
import { shapeOf } from '../schema.js'
import type { Part } from '../sections.js'
import { AroundContext } from './asked.js'
import { Choices } from './choice.js'
import { Line } from './line.js'
import { List } from './list.js'
import { ObjectField } from './object.js'
import { OneOf } from './one-of.js'
import { SecretField } from './secret.js'
import { Switch } from './switch.js'

/** Any field of any input type. */
export function Field({ part }: { readonly part: Part }): ReactNode {
  const { isStored } = useContext(AroundContext)
  const shape = shapeOf(part.field)
  if (part.look.isHidden) return null
  if (part.look.isForNew && isStored) return <Known part={part} />
  if (part.field.isList) return shape.kind === 'choice' ? <Choices part={part} values={shape.values} /> : <List part={part} draw={draw} />
  switch (shape.kind) {
    case 'switch':
      return <Switch part={part} />
    case 'secret':
      return <SecretField part={part} />
    case 'object':
      return <ObjectField part={part} draw={draw} />
    case 'oneOf':
      return <OneOf part={part} draw={draw} />
    default:
      return <Line part={part} />
  }
}

function draw(part: Part): ReactNode {
  return <Field key={part.path} part={part} />
}

/** A field that stays what it is, by its name. */
function Known({ part: { path, label } }: { readonly part: Part }): ReactNode {
  const { getValues } = useFormContext()
  return (
    <p className="field">
      {label}
      <strong>{String(getValues(`${path}.name`))}</strong>
    </p>
  )
}
