import { Pool } from 'undici'
import { eightKinds, type Kind, type Made, type WorkspaceIds } from './kinds.js'

/** What a writer knows of a connection that it has made. */
export interface Known {
  readonly kind: Kind
  readonly name: string
  /** The last state that the gateway has acknowledged; undefined while its creation is not. */
  acknowledged: State | undefined
  /** What was asked for and not answered; it has happened wholly, or not at all. */
  unsure: State | undefined
  made: Made | undefined
}

export interface State {
  readonly revision: number
  /** The number in its settings and its secret. */
  readonly mark: number
  readonly isDeleted: boolean
}

/** Eight writers over both edges, each with connections of its own. */
export interface Writers {
  readonly known: Known[]
  /** How many writes were acknowledged so far. */
  count(): number
  /** Writes to the gateway until it is gone or `isOver`. */
  write(address: string, token: string, isOver: () => boolean): Promise<void>
}

export function eightWriters(label: string, ids: WorkspaceIds): Writers {
  const kinds = eightKinds(ids)
  const known: Known[] = []
  let [names, marks, acknowledged] = [0, 0, 0]
  const mine = kinds.map(() => [] as Known[])

  async function one(kind: Kind, own: Known[], pool: Pool, token: string, isOver: () => boolean): Promise<void> {
    const ask = asker(pool, token)
    while (!isOver()) {
      const living = own.filter(({ made, acknowledged: state, unsure }) => made && state && !state.isDeleted && !unsure)
      const target = living.length < 3 ? undefined : living[Math.floor(Math.random() * living.length)]
      const connection = target ?? { kind, name: `${label}-${(names += 1)}`, acknowledged: undefined, unsure: undefined, made: undefined }
      if (!target) {
        own.push(connection)
        known.push(connection)
      }
      const isDeleted = target !== undefined && Math.random() < 0.2
      const next: State = {
        revision: (connection.acknowledged?.revision ?? 0) + 1,
        mark: isDeleted ? (connection.acknowledged?.mark ?? 0) : (marks += 1),
        isDeleted,
      }
      connection.unsure = next
      try {
        const { revision } = connection.acknowledged ?? {}
        if (!connection.made || revision === undefined) connection.made = await kind.create(ask, connection.name, next.mark)
        else if (isDeleted) await kind.remove(ask, connection.made, revision)
        else await kind.update(ask, connection.made, connection.name, next.mark, revision)
      } catch (error) {
        if (isGone(error)) return
        throw error
      }
      connection.acknowledged = next
      connection.unsure = undefined
      acknowledged += 1
    }
  }

  return {
    known,
    count: () => acknowledged,
    write: async (address, token, isOver) => {
      const pool = new Pool(address, { connections: kinds.length })
      try {
        await Promise.all(kinds.map((kind, index) => one(kind, mine[index] ?? [], pool, token, isOver)))
      } finally {
        await pool.destroy()
      }
    },
  }
}

/** One request and its parsed answer; throws when it is refused. */
export type Ask = (method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown) => Promise<any>

function asker(pool: Pool, token: string): Ask {
  return async (method, path, body) => {
    const headers = { authorization: `Bearer ${token}`, ...(body !== undefined && { 'content-type': 'application/json' }) }
    const answer = await pool.request({ method, path, headers, body: body === undefined ? null : JSON.stringify(body) })
    const text = await answer.body.text()
    if (answer.statusCode >= 300) throw new Error(`${method} ${path} answered ${answer.statusCode}: ${text}`)
    return text === '' ? undefined : JSON.parse(text)
  }
}

/** The gateway went away in the middle of a request, or before it. */
function isGone(error: unknown): boolean {
  const code = String((error as { code?: unknown }).code)
  return ['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'UND_ERR_SOCKET', 'UND_ERR_DESTROYED', 'UND_ERR_CLOSED'].includes(code)
}
