import type { ReactNode } from 'react'
import { shapeOf } from '../schema.js'
import { partsOf } from '../sections.js'
import { isSecret, isStored, isValues, itemsOf, type Value, type Values } from '../values.js'
import { idOf } from './asked.js'
import type { GroupProps } from './group.js'
import { Line } from './line.js'

interface ItemProps extends GroupProps {
  readonly values: Values
  /** What can be done with the item. */
  readonly children: ReactNode
}

/** An item of a list: its fields side by side when each is one line, else one below the other. */
export function Item({ part, values, draw, children }: ItemProps): ReactNode {
  const { path, field, label } = part
  const { isList, ...single } = field
  const shape = shapeOf(field)
  if (shape.kind === 'oneOf')
    return (
      <div className="item beside">
        {draw({ ...part, field: { ...single, help: '' } })}
        <div className="buttons">{children}</div>
      </div>
    )
  if (shape.kind !== 'object')
    return (
      <div className="item line">
        <Line part={{ ...part, path: `${path}.value`, field: { ...single, help: '', isNeeded: true } }} />
        <div className="buttons">{children}</div>
      </div>
    )
  // The gateway finds a stored item by its name: under another one its secrets would be lost.
  const isLocked = !isStored(values) && holdsKept(values)
  const id = idOf(path)
  return (
    <div role="group" id={id} tabIndex={-1} aria-labelledby={`${id}-title`} className="item">
      <div className="title">
        <span id={`${id}-title`}>{label}</span>
        <div className="buttons">{children}</div>
      </div>
      <div className="grid">
        {partsOf(field.type, path).map((inside) =>
          inside.name === 'name' ? <Line key={inside.path} part={inside} isLocked={isLocked} /> : draw(inside),
        )}
      </div>
    </div>
  )
}

/** Whether something inside is a secret that the gateway keeps. */
function holdsKept(value: Value | undefined): boolean {
  if (isSecret(value)) return value.kept !== undefined
  if (isValues(value)) return Object.values(value).some(holdsKept)
  return itemsOf(value).some(holdsKept)
}
