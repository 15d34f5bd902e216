/** What was filled in when a session ended. It is in memory alone: no page shows it and no storage holds it. */
interface Unsaved {
  readonly token: string
  readonly drafts: Map<string, unknown>
}

const looks = new Map<string, () => unknown>()
let unsaved: Unsaved | undefined

/** Lets whoever is filled in tell what there is to lose, undefined for nothing, should the session end; answers how to stop that. */
export function watchUnsaved(name: string, look: () => unknown): () => void {
  looks.set(name, look)
  return () => looks.delete(name)
}

/** Puts away what there is to lose, for this token and no other. */
export function putAway(token: string): void {
  const drafts = unsaved?.token === token ? unsaved.drafts : new Map<string, unknown>()
  for (const [name, look] of looks) {
    const draft = look()
    if (draft !== undefined) drafts.set(name, draft)
  }
  unsaved = drafts.size === 0 ? undefined : { token, drafts }
}

/** Loses what was filled in with any token but this one. */
export function loseUnsaved(but?: string): void {
  if (unsaved?.token !== but) unsaved = undefined
}

export function hasUnsaved(): boolean {
  return unsaved !== undefined
}

/** What was put away under this name. */
export function draftNamed(name: string): unknown {
  return unsaved?.drafts.get(name)
}

/** A draft that is taken up, or that was sent after all, is put away no longer. */
export function dropDraft(name: string): void {
  unsaved?.drafts.delete(name)
  if (unsaved?.drafts.size === 0) unsaved = undefined
}
