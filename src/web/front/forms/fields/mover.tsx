import type { ReactNode } from 'react'

interface MoverProps {
  readonly id: string
  /** Of the item that is moved. */
  readonly name: string
  readonly by: -1 | 1
  readonly isOff: boolean
  readonly onMove: () => void
}

/** Moves an item of a list by one. At the end of the list it does nothing, but stays, so that the focus is not lost. */
export function Mover({ id, name, by, isOff, onMove }: MoverProps): ReactNode {
  return (
    <button
      id={id}
      type="button"
      aria-label={`Move ${name} ${by < 0 ? 'up' : 'down'}`}
      aria-disabled={isOff}
      onClick={isOff ? undefined : onMove}
    >
      {by < 0 ? '↑' : '↓'}
    </button>
  )
}
