import { useEffect, useState, useSyncExternalStore } from 'react'
import { graphql } from '../../generated/web/gql.js'
import { ask, GatewayError } from './gateway.js'
import { endSession, keptToken, onTokenChange } from './token.js'

const roles = graphql(`
  query ViewerRoles {
    viewer {
      token {
        grants {
          roles
          projectIds
        }
      }
    }
  }
`)

/** How the reader comes to what describes the gateway, its schema and its OpenAPI documents: as everybody does, with his token alone, or not at all. */
export type Reach = 'open' | 'token' | 'closed'

/** Who may read them, as the gateway has written it into the page. */
const setting = document.querySelector<HTMLMetaElement>('meta[name="introspection"]')?.content

/** The reader's reach; undefined until it is known. */
export function useReach(): Reach | undefined {
  const token = useSyncExternalStore(onTokenChange, keptToken)
  const [known, setKnown] = useState<{ readonly token: string; readonly reach: Reach }>()
  useEffect(() => {
    if (setting !== 'administrators' || token === null) return
    let isOver = false
    const tell = (reach: Reach): void => {
      if (!isOver) setKnown({ token, reach })
    }
    // The page asks more than this, and says itself what keeps it from an answer.
    isAdministrator().then(
      (isOne) => tell(isOne ? 'token' : 'closed'),
      () => tell('closed'),
    )
    return () => {
      isOver = true
    }
  }, [token])

  if (setting === 'authenticated') return 'open'
  if (setting !== 'administrators' || token === null) return 'closed'
  return known?.token === token ? known.reach : undefined
}

/** What stands at this address. A token goes along when there is one, and the session ends when it no longer opens. Throws GatewayError. */
export async function readDescription(url: string, token: string | null, signal?: AbortSignal): Promise<Response> {
  const response = await answer(url, token, signal)
  if (response.status === 401) {
    if (token !== null) endSession(token)
    throw new GatewayError('UNAUTHENTICATED', 'These documents want a token.')
  }
  if (!response.ok) throw new GatewayError('UNKNOWN', `The gateway answered ${response.status}.`)
  return response
}

/** Of a whole workspace, whichever it is. */
async function isAdministrator(): Promise<boolean> {
  const { viewer } = await ask(roles, {})
  return viewer?.token.grants.some((grant) => grant.projectIds === null && grant.roles.includes('ADMIN')) ?? false
}

async function answer(url: string, token: string | null, signal: AbortSignal | undefined): Promise<Response> {
  const headers = token === null ? {} : { authorization: `Bearer ${token}` }
  try {
    return await fetch(url, { headers, ...(signal && { signal }) })
  } catch (error) {
    if (signal?.aborted) throw error
    throw new GatewayError('UNREACHABLE', 'The gateway does not answer. Is it running?')
  }
}
