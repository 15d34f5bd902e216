import { lazy, Suspense, useState, type ReactNode } from 'react'
import { Boundary } from './boundary.js'
import { Link } from './link.js'
import { List } from './list/list.js'
import { NoticeLine, say } from './notice.js'
import { go, here, listOf, usePlace } from './place.js'
import { queries } from './queries.js'
import { Top } from './top.js'
import './controls.css'
import './shell.css'

const loadDetail = async () => ({ default: (await import('./detail/detail.js')).Detail })
const Detail = lazy(loadDetail)
const CreateForm = lazy(async () => ({ default: (await import('./forms/index.js')).CreateForm }))
const EditForm = lazy(async () => ({ default: (await import('./forms/index.js')).EditForm }))

// Most who come here open a connection next. If it cannot be loaded now, whoever opens one is told.
addEventListener('load', () => void loadDetail().catch(() => undefined))

/** The front page: its header, and the view that the address names. */
export function Shell(): ReactNode {
  return (
    <>
      <a className="skip" href="#main">
        Skip to the content
      </a>
      <Top
        brand={
          <Link to={{}} className="brand">
            Switchboard
          </Link>
        }
        hasToken
      />
      <main id="main" tabIndex={-1}>
        <Boundary>
          <Suspense fallback={null}>
            <View />
          </Suspense>
        </Boundary>
      </main>
      <NoticeLine />
    </>
  )
}

function View(): ReactNode {
  const { connection, edit, new: isNew } = usePlace()
  const [seen, setSeen] = useState(connection)
  const seenNow = isNew ? undefined : (connection ?? seen)
  if (seenNow !== seen) setSeen(seenNow)

  if (isNew) return <CreateForm onDone={(id) => changed('Created.', id)} onCancel={() => go(listOf(here()))} />
  if (connection === undefined) return <List comingFrom={seen} />
  if (!edit) return <Detail key={connection} id={connection} />
  return (
    <EditForm
      key={connection}
      id={connection}
      onDone={() => changed('Saved.', connection)}
      onCancel={() => go({ ...here(), edit: undefined })}
    />
  )
}

/** What was known of connections is no longer true: shows the one that changed, and asks for the rest anew. */
function changed(notice: string, id: string): void {
  void queries.invalidateQueries()
  go({ ...listOf(here()), connection: id }, 'replace')
  say(notice)
}
