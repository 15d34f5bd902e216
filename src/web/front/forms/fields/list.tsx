import { useContext, useEffect, useId, useRef, type ReactNode } from 'react'
import { useFieldArray } from 'react-hook-form'
import { blankItem, isStored, type Values } from '../values.js'
import { AroundContext, idOf } from './asked.js'
import type { GroupProps } from './group.js'
import { Item } from './item.js'
import { Mover } from './mover.js'
import { Notes, useDescribed } from './notes.js'

/** A list whose items are added, taken away and moved. */
export function List({ part, draw }: GroupProps): ReactNode {
  const { path, field, look, label } = part
  const { id, 'aria-describedby': describedBy } = useDescribed(part)
  const { fields: items, append, remove, move } = useFieldArray({ name: path, keyName: '_key' })
  const around = useContext(AroundContext)
  const adder = useId()
  const goal = useRef<string>(undefined)
  const isFixed = around.isStored && look.isFixed === true
  const one = look.item ?? 'item'
  useEffect(() => {
    if (goal.current !== undefined) document.getElementById(goal.current)?.focus()
    goal.current = undefined
  }, [items])

  const shift = (from: number, by: -1 | 1): void => {
    goal.current = moverId(path, from + by, by)
    move(from, from + by)
  }
  const drop = (index: number): void => {
    goal.current = adder
    remove(index)
  }
  return (
    <fieldset id={id} tabIndex={-1} className="inside" aria-describedby={describedBy}>
      <legend>{label}</legend>
      <Notes part={part} />
      <div className="items">
        {items.map(({ _key, ...item }, index) => {
          const name = `${one} ${index + 1}`
          const values = valuesOf(item)
          const inside = { isStored: isStored(values), isHelpShown: index === 0 && around.isHelpShown, mayBeLeftOut: false }
          const itemPart = { ...part, path: `${path}.${index}`, label: capital(name) }
          return (
            <AroundContext key={_key} value={inside}>
              <Item part={itemPart} values={values} draw={draw}>
                {items.length > 1 && (
                  <>
                    <Mover id={moverId(path, index, -1)} name={name} by={-1} isOff={index === 0} onMove={() => shift(index, -1)} />
                    <Mover
                      id={moverId(path, index, 1)}
                      name={name}
                      by={1}
                      isOff={index === items.length - 1}
                      onMove={() => shift(index, 1)}
                    />
                  </>
                )}
                {!isFixed && (
                  <button type="button" onClick={() => drop(index)}>
                    Remove<span className="unseen"> {name}</span>
                  </button>
                )}
              </Item>
            </AroundContext>
          )
        })}
      </div>
      {!isFixed && (
        <button id={adder} type="button" onClick={() => append(blankItem(field))}>
          Add {one}
        </button>
      )}
    </fieldset>
  )
}

function moverId(path: string, index: number, by: -1 | 1): string {
  return `${idOf(`${path}.${index}`)}-${by < 0 ? 'up' : 'down'}`
}

/** The items are what the form was given: values. */
function valuesOf(item: object): Values {
  return item as Values
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}
