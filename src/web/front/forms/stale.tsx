import { useEffect, useRef, useState, type ReactNode } from 'react'
import { humanised } from '../words.js'

interface StaleProps {
  readonly currentRevision: number
  readonly changedFields: readonly string[]
  readonly onLoad: () => Promise<void>
}

/** That there was a change since the form was filled, with what changed and a way on. Whose it was nobody knows here. */
export function Stale({ currentRevision, changedFields, onLoad }: StaleProps): ReactNode {
  const panel = useRef<HTMLDivElement>(null)
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')
  useEffect(() => panel.current?.focus(), [])
  const load = async (): Promise<void> => {
    setBusy(true)
    setProblem('')
    try {
      await onLoad()
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <div ref={panel} role="alert" tabIndex={-1} className="stale">
      <h2>Changed meanwhile</h2>
      <p>
        It is at revision {currentRevision} now{changedFields.length > 0 && `. Changed: ${changedFields.map(humanised).join(', ')}`}. What
        you sent now was not saved.
      </p>
      <button type="button" disabled={isBusy} onClick={() => void load()}>
        Load the current state and keep my edits
      </button>
      {problem !== '' && <p className="problem">{problem}</p>}
    </div>
  )
}

/** That the form stands as it did when the session ended. */
export function Restored(): ReactNode {
  const panel = useRef<HTMLDivElement>(null)
  useEffect(() => panel.current?.focus(), [])
  return (
    <div ref={panel} role="status" tabIndex={-1} className="stale">
      <p>What you had filled in when the session ended is here again, not saved yet.</p>
    </div>
  )
}

/** What came of setting somebody's edits onto the current state. */
export function Merged({ revision, collisions }: { readonly revision: number; readonly collisions: readonly string[] }): ReactNode {
  const panel = useRef<HTMLDivElement>(null)
  useEffect(() => panel.current?.focus(), [])
  return (
    <div ref={panel} role="status" tabIndex={-1} className="stale">
      <p>
        This is revision {revision} with your edits.
        {collisions.length > 0 &&
          ` Both of you changed ${collisions.map((path) => humanised(path.split('.').at(-1) ?? path)).join(', ')}: here the current state is shown, not yours.`}
      </p>
    </div>
  )
}
