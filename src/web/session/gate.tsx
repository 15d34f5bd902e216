import { useEffect, useRef, useState, useSyncExternalStore, type ReactNode, type SubmitEvent } from 'react'
import { graphql } from '../../generated/web/gql.js'
import { askAs, GatewayError } from './gateway.js'
import './gate.css'
import { keepToken, keptToken, onTokenChange, sessionHasEnded } from './token.js'
import { hasUnsaved, loseUnsaved } from './unsaved.js'

const viewer = graphql(`
  query Viewer {
    viewer {
      token {
        id
      }
    }
  }
`)

const endings = {
  bare: 'The session ended because its token no longer opens.',
  kept: 'The session ended because its token no longer opens; what was filled in is kept out of sight for that token alone, and is lost when another one opens.',
  lost: 'What was filled in is gone.',
} as const

// As the page came: what a view has made of it since may tell what was read.
const title = document.title

/** Shows its children to whoever has a token that opens; asks everybody else for one. */
export function Gate({ children }: { readonly children: ReactNode }): ReactNode {
  const token = useSyncExternalStore(onTokenChange, keptToken)
  return token === null ? <TokenForm /> : children
}

function TokenForm(): ReactNode {
  const [problem, setProblem] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const [ending, setEnding] = useState<keyof typeof endings | undefined>(() =>
    hasUnsaved() ? 'kept' : sessionHasEnded() ? 'bare' : undefined,
  )
  useEffect(() => {
    document.title = title
  }, [])
  useEffect(() => {
    if (ending !== 'kept') return
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault()
    addEventListener('beforeunload', warn)
    return () => removeEventListener('beforeunload', warn)
  }, [ending])

  const field = useRef<HTMLInputElement>(null)

  const discard = (): void => {
    loseUnsaved()
    setEnding('lost')
    field.current?.focus()
  }
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    const token = field.current?.value.trim() ?? ''
    setBusy(true)
    const refusal = await refusalOf(token)
    setBusy(false)
    if (refusal === undefined) keepToken(token)
    else setProblem(refusal)
  }

  return (
    <main className="gate">
      <form onSubmit={(event) => void submit(event)} aria-busy={isBusy}>
        <h1>Switchboard</h1>
        <p role="alert" className="ending">
          {ending && endings[ending]}
        </p>
        {ending === 'kept' && (
          <button type="button" className="plain" onClick={discard}>
            Discard what was filled in
          </button>
        )}
        <p id="token-help">
          Every call needs a token. The gateway printed one when it first started; an administrator can make others. It is kept for this tab
          only.
        </p>
        <label htmlFor="token">Token</label>
        <input
          ref={field}
          id="token"
          type="password"
          autoComplete="off"
          spellCheck={false}
          required
          autoFocus
          aria-invalid={problem !== undefined}
          aria-describedby="token-help token-problem"
        />
        <p id="token-problem" className="problem" role="alert">
          {problem}
        </p>
        <button disabled={isBusy}>Continue</button>
      </form>
    </main>
  )
}

/** Why this token does not open; undefined when it does. */
async function refusalOf(token: string): Promise<string | undefined> {
  if (!/^[\x21-\x7e]+$/.test(token)) return 'A token has no spaces and no letters beyond ASCII.'
  try {
    await askAs(token, viewer, {})
    return undefined
  } catch (error) {
    if (error instanceof GatewayError) return error.message
    throw error
  }
}
