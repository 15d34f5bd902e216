import { useContext, useEffect, useId, useRef, type ReactNode } from 'react'
import { useFieldArray } from 'react-hook-form'
import { blankItem, isStored, type Values } from '../values.js'
import { HelpShown, idOf, MayBeLeftOut, StoredItem } from './asked.js'
import type { GroupProps } from './group.js'
import { Item } from './item.js'
import { Notes, useDescribed } from './notes.js'

/** A list whose items are added, taken away and moved. */
export function List({ part, draw }: GroupProps): ReactNode {
  const { path, field, look, label } = part
  const { id, 'aria-describedby': describedBy } = useDescribed(part)
  const { fields: items, append, remove, move } = useFieldArray({ name: path, keyName: '_key' })
  const adder = useId()
  const goal = useRef<string>(undefined)
  const isHelpShown = useContext(HelpShown)
  const isFixed = useContext(StoredItem) && look.isFixed === true
  const one = look.item ?? 'item'
  useEffect(() => {
    if (goal.current !== undefined) document.getElementById(goal.current)?.focus()
    goal.current = undefined
  }, [items])

  return (
    <fieldset id={id} tabIndex={-1} className="inside" aria-describedby={describedBy}>
      <legend>{label}</legend>
      <Notes part={part} />
      <MayBeLeftOut value={false}>
        <div className="items">
          {items.map((item, index) => {
            const name = `${one} ${index + 1}`
            const itemPath = `${path}.${index}`
            const shift = (by: -1 | 1): void => {
              goal.current = `${idOf(`${path}.${index + by}`)}-${by}`
              move(index, index + by)
            }
            return (
              <StoredItem key={item._key} value={isStored(valuesOf(item))}>
                <HelpShown value={index === 0 && isHelpShown}>
                  <Item part={{ ...part, path: itemPath, label: capital(name) }} values={valuesOf(item)} draw={draw}>
                    {items.length > 1 && (
                      <>
                        <Mover id={`${idOf(itemPath)}--1`} name={name} word="up" isOff={index === 0} onClick={() => shift(-1)} />
                        <Mover
                          id={`${idOf(itemPath)}-1`}
                          name={name}
                          word="down"
                          isOff={index === items.length - 1}
                          onClick={() => shift(1)}
                        />
                      </>
                    )}
                    {!isFixed && (
                      <button
                        type="button"
                        onClick={() => {
                          goal.current = adder
                          remove(index)
                        }}
                      >
                        Remove<span className="unseen"> {name}</span>
                      </button>
                    )}
                  </Item>
                </HelpShown>
              </StoredItem>
            )
          })}
        </div>
      </MayBeLeftOut>
      {!isFixed && (
        <button id={adder} type="button" onClick={() => append(blankItem(field))}>
          Add {one}
        </button>
      )}
    </fieldset>
  )
}

interface MoverProps {
  readonly id: string
  readonly name: string
  readonly word: 'up' | 'down'
  readonly isOff: boolean
  readonly onClick: () => void
}

/** Stays reachable at the end of the list, so that the focus is not lost there. */
function Mover({ id, name, word, isOff, onClick }: MoverProps): ReactNode {
  return (
    <button id={id} type="button" aria-label={`Move ${name} ${word}`} aria-disabled={isOff} onClick={isOff ? undefined : onClick}>
      {word === 'up' ? '↑' : '↓'}
    </button>
  )
}

/** The items are what the form was given: values. */
function valuesOf(item: object): Values {
  return item as Values
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}
