import { useState, type ReactNode } from 'react'
import { readDescription, type Reach } from './descriptions.js'
import { saveAs } from './save-as.js'
import { keptToken } from './token.js'

const url = '/schema.graphql'

/** The way to the schema as text: a link where everybody may read it, a download where a token has to go along, none for whom it is closed. */
export function SchemaLink({ reach }: { readonly reach: Reach | undefined }): ReactNode {
  if (reach === 'open') return <a href={url}>Schema</a>
  return reach === 'token' && <SchemaDownload />
}

function SchemaDownload(): ReactNode {
  const [problem, setProblem] = useState('')
  const save = async (): Promise<void> => {
    setProblem('')
    try {
      saveAs('schema.graphql', 'text/plain', await (await readDescription(url, keptToken())).text())
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error))
    }
  }
  return (
    <>
      <button type="button" className="link" onClick={() => void save()}>
        Schema
      </button>
      <span role="alert" className="problem">
        {problem}
      </span>
    </>
  )
}
