import { useRef, useState, type ReactNode } from 'react'
import { useConnection, type Connection } from '../detail/connection.js'
import { Failure } from '../failure.js'
import { Heading } from '../heading.js'
import { VendorName } from '../vendor-name.js'
import { ConnectionForm, type Outcome } from './connection-form.js'
import { useDraft } from './draft.js'
import { merge } from './merge.js'
import { update, type StaleFacts } from './mutations.js'
import { isSaved } from './saved.js'
import { Merged, Restored, Stale } from './stale.js'
import { stateOf, typeNamed, type ConnectionType } from './types.js'
import type { Values } from './values.js'
import { patchOf } from './write.js'

interface EditFormProps {
  readonly id: string
  readonly onDone: () => void
  readonly onCancel: () => void
}

/** Changes a connection: only what differs goes out, and a secret that is kept stays where it is. */
export function EditForm({ id, onDone, onCancel }: EditFormProps): ReactNode {
  const { data: connection, error, isFetching, isFetchedAfterMount, refetch } = useConnection(id)
  const [first, setFirst] = useState<Connection>()
  if (first === undefined && connection && (isFetchedAfterMount || !isFetching)) setFirst(connection)

  if (error && !first) return <Failure error={error} onRetry={() => void refetch()} />
  if (connection === null)
    return <Failure error={new Error('There is no such connection, or it is not for you.')} onRetry={() => void refetch()} />
  if (!first) return null
  const type = typeNamed(first.vendor, first.type)
  return (
    <>
      <div className="bar">
        <Heading title={`Edit ${first.name}`} />
        <p className="about">
          <VendorName vendor={first.vendor} /> {type?.layout.label ?? first.type} in {first.workspace.name}
        </p>
      </div>
      {type ? (
        <Editing
          type={type}
          connection={first}
          onDone={onDone}
          onCancel={onCancel}
          reload={async (options) => (await refetch(options)).data}
        />
      ) : (
        <p>There is no form for a connection of this type yet. GraphiQL changes it.</p>
      )}
    </>
  )
}

interface EditingProps extends Omit<EditFormProps, 'id'> {
  readonly type: ConnectionType
  readonly connection: Connection
  readonly reload: (options: { readonly throwOnError: boolean }) => Promise<Connection | null | undefined>
}

/** What is edited, and on which revision. */
interface Session {
  readonly revision: number
  readonly base: Values
  readonly start: Values
  /** Fields whose edits were given up for the current state; only after a merge. */
  readonly collisions?: readonly string[]
}

function Editing({ type, connection, onDone, onCancel, reload }: EditingProps): ReactNode {
  const name = `edit ${connection.id}`
  const draft = useDraft(name)
  const [session, setSession] = useState<Session>(() => {
    if (draft) return { revision: draft.revision ?? connection.revision, base: draft.base, start: draft.values }
    const state = stateOf(type, connection)
    return { revision: connection.revision, base: state, start: state }
  })
  const [stale, setStale] = useState<StaleFacts>()
  const isUnsure = useRef(false)

  const submit = async (values: Values): Promise<Outcome> => {
    const patch = patchOf(type.patch, session.base, values)
    if (Object.keys(patch).length === 0) return { refusals: [], note: 'Nothing has changed, so nothing was sent.' }
    const answer = await update(type, { id: connection.id, revision: session.revision }, patch)
    if ('id' in answer || (answer.stale && isUnsure.current && (await isDone(values)))) return { next: onDone }
    isUnsure.current ||= answer.isUnsure === true
    setStale(answer.stale)
    return answer
  }
  /** Whether what was sent without an answer is what changed. */
  const isDone = async (values: Values): Promise<boolean> => {
    const current = await reload({ throwOnError: false })
    return current?.revision === session.revision + 1 && isSaved(values, stateOf(type, current), current.revision)
  }
  const load = async (mine: Values): Promise<void> => {
    const current = await reload({ throwOnError: true })
    if (!current) return
    const theirs = stateOf(type, current)
    const { values, collisions } = merge(session.base, mine, theirs)
    setStale(undefined)
    setSession({ revision: current.revision, base: theirs, start: values, collisions })
  }
  return (
    <ConnectionForm
      key={session.revision}
      type={type}
      isNew={false}
      name={name}
      revision={session.revision}
      base={session.base}
      start={session.start}
      submit={submit}
      onCancel={onCancel}
      above={(valuesNow) =>
        stale ? (
          <Stale key={stale.currentRevision} {...stale} onLoad={() => load(valuesNow())} />
        ) : (
          <>
            {session.collisions && <Merged revision={session.revision} collisions={session.collisions} />}
            {draft && !session.collisions && <Restored />}
          </>
        )
      }
    />
  )
}
