import { useEffect, useState } from 'react'
import { draftNamed, dropDraft } from '../../session/unsaved.js'
import type { Values } from './values.js'

/** A form as it stood when the session ended. */
export interface Draft {
  /** Of the connection that was being edited. */
  readonly revision?: number | undefined
  readonly base: Values
  readonly values: Values
}

/** The draft of this name that the same token left; whoever has it has taken it up. */
export function useDraft(name: string): Draft | undefined {
  const [draft] = useState(() => asDraft(draftNamed(name)))
  useEffect(() => dropDraft(name), [name])
  return draft
}

/** Under the name of a form there is what that form has put away. */
function asDraft(draft: unknown): Draft | undefined {
  return draft as Draft | undefined
}
