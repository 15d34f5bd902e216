import { useEffect, useRef, type ReactNode } from 'react'
import { go, here, holdPlace, linkTo } from '../place.js'

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
    let address = location.href
    const letGo = holdPlace((isByBrowser) => {
      if (viewNow() === view) address = location.href
      if (viewNow() === view || !isDirty()) return false
      const wanted = here()
      // Going back has left the entry of this view, going elsewhere has put another on top of it.
      if (isByBrowser) history.pushState(null, '', address)
      else history.replaceState(null, '', address)
      goal.current = () => {
        letGo()
        if (isByBrowser) history.back()
        else go(wanted, 'replace')
      }
      dialog.current?.showModal()
      return true
    })
    const warn = (event: BeforeUnloadEvent): void => {
      if (isDirty()) event.preventDefault()
    }
    addEventListener('beforeunload', warn)
    return () => {
      letGo()
      removeEventListener('beforeunload', warn)
    }
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
