import { useMutation } from '@tanstack/react-query'
import { useRef, type ReactNode } from 'react'
import { graphql } from '../../../generated/web/gql.js'
import { ask } from '../../session/gateway.js'
import { say } from '../notice.js'
import { go, here, listOf } from '../place.js'
import { queries } from '../queries.js'
import type { Connection } from './connection.js'

const document = graphql(`
  mutation DeleteConnection($input: DeleteConnectionInput!) {
    deleteConnection(input: $input) {
      userErrors {
        code
        message
        ... on StaleError {
          currentRevision
          changedFields
        }
      }
    }
  }
`)

/** Deletes a connection after asking. One that changed meanwhile is kept: what changed is said, and it is asked again. */
export function Delete({ connection: { id, name, revision } }: { readonly connection: Connection }): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null)
  const deletion = useMutation({
    mutationFn: () => ask(document, { input: { id, expectedRevision: revision } }),
    onSuccess: async ({ deleteConnection }) => {
      if (deleteConnection?.userErrors.length === 0) leave(id, name)
      else await queries.invalidateQueries({ queryKey: ['connection', id] })
    },
  })
  const refusals = deletion.data?.deleteConnection?.userErrors ?? []
  const isStale = refusals.some(({ code }) => code === 'STALE')
  const open = (): void => {
    deletion.reset()
    dialog.current?.showModal()
  }
  return (
    <>
      <button type="button" className="danger" aria-haspopup="dialog" onClick={open}>
        Delete
      </button>
      <dialog ref={dialog} aria-labelledby="delete-title" aria-describedby="delete-what">
        <h2 id="delete-title">Delete this connection?</h2>
        <p id="delete-what">
          <strong>{name}</strong> will be gone from every list, and nothing can use it any more.
        </p>
        <div role="alert" className="problem">
          {deletion.error && <p>{deletion.error.message}</p>}
          {refusals.map((refusal, index) => (
            <p key={index}>
              {refusal.message}
              {'changedFields' in refusal &&
                ` Changed: ${refusal.changedFields.join(', ')}. It is at revision ${refusal.currentRevision} now.`}
            </p>
          ))}
        </div>
        <form method="dialog">
          <button autoFocus>Cancel</button>
          <button type="button" className="danger" disabled={deletion.isPending} onClick={() => deletion.mutate()}>
            {isStale ? 'Delete anyway' : 'Delete'}
          </button>
        </form>
      </dialog>
    </>
  )
}

function leave(id: string, name: string): void {
  queries.removeQueries({ queryKey: ['connection', id] })
  void queries.invalidateQueries()
  go(listOf(here()), 'replace')
  say(`Deleted ${name}.`)
}
