import { createContext, useContext } from 'react'
import type { Refusal } from '../refusals.js'
import type { Part } from '../sections.js'

/** What every field of a form may have to know about the whole. */
export interface Asked {
  readonly isNew: boolean
  readonly refusals: readonly Refusal[]
}

export const AskedContext = createContext<Asked>({ isNew: true, refusals: [] })

/** What a field may have to know about what it is part of. */
export interface Around {
  /** An item that the gateway knows already. */
  readonly isStored: boolean
  /** Help is shown once in a list; those who hear the page have it at each item. */
  readonly isHelpShown: boolean
  /** Something that may be left out as a whole, so that even its needed fields may be empty. */
  readonly mayBeLeftOut: boolean
}

export const AroundContext = createContext<Around>({ isStored: false, isHelpShown: true, mayBeLeftOut: false })

/** Why the field at this path was not taken. */
export function useProblem(path: string): string | undefined {
  const problems = useContext(AskedContext).refusals.filter((refusal) => refusal.path === path)
  return problems.length === 0 ? undefined : problems.map(({ message }) => message).join(' ')
}

/** Whether a field must be filled in as far as this page can tell. */
export function useIsNeeded({ field, look }: Part): boolean {
  const { mayBeLeftOut } = useContext(AroundContext)
  return field.isNeeded === true && !look.mayBeEmpty && !mayBeLeftOut
}

/** The id of the control of a field, or of the group that it is. */
export function idOf(path: string): string {
  return `field-${path}`
}

/** Shows a field, out of whatever is folded, and goes to it; to what it is part of, when it is not shown by itself. */
export function goTo(path: string): boolean {
  const segments = path.split('.')
  const ids = segments.map((_, index) => idOf(segments.slice(0, segments.length - index).join('.')))
  const field = ids.map((id) => document.getElementById(id)).find((element) => element !== null)
  if (path === '' || !field) return false
  for (let fold = field.closest('details'); fold; fold = fold.parentElement?.closest('details') ?? null) fold.open = true
  field.focus()
  return true
}
