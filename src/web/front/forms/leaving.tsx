import { useEffect, useRef, type ReactNode } from 'react'
import { here, linkTo, moved } from '../place.js'

interface LeavingProps {
  /** Whether there is something to lose. */
  readonly isDirty: () => boolean
}

/** Asks before edits are lost: to another view, to another page, or with the tab. */
export function Leaving({ isDirty }: LeavingProps): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null)
  const goal = useRef<() => void>(undefined)

  useEffect(() => {
    const view = viewNow()
    let query = location.search
    const hold = (event: Event): void => {
      const wanted = location.search
      if (viewNow() === view) query = wanted
      if (viewNow() === view || !isDirty()) return
      event.stopImmediatePropagation()
      const { pathname } = location
      // Going back has left the entry of this view, going elsewhere has put another on top of it.
      const isBack = event.type === 'popstate'
      if (isBack) history.pushState(null, '', pathname + query)
      else history.replaceState(null, '', pathname + query)
      goal.current = () => {
        stop()
        if (isBack) history.back()
        else {
          history.replaceState(null, '', pathname + wanted)
          dispatchEvent(new Event(moved))
        }
      }
      dialog.current?.showModal()
    }
    const warn = (event: BeforeUnloadEvent): void => {
      if (isDirty()) event.preventDefault()
    }
    const stop = (): void => {
      for (const name of ['popstate', moved]) removeEventListener(name, hold, true)
      removeEventListener('beforeunload', warn)
    }
    for (const name of ['popstate', moved]) addEventListener(name, hold, true)
    addEventListener('beforeunload', warn)
    return stop
  }, [isDirty])

  return (
    <dialog ref={dialog} aria-labelledby="leaving-title" aria-describedby="leaving-what">
      <h2 id="leaving-title">Leave without saving?</h2>
      <p id="leaving-what">What was filled in here will be lost.</p>
      <form method="dialog">
        <button autoFocus>Stay</button>
        <button type="button" className="danger" onClick={() => goal.current?.()}>
          Leave
        </button>
      </form>
    </dialog>
  )
}

/** The address without what a form leaves open: another workspace for a new connection is no other view. */
function viewNow(): string {
  return linkTo({ ...here(), workspace: undefined })
}
