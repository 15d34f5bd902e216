import { createContext, useContext } from 'react'
import type { Refusal } from '../refusals.js'
import type { Part } from '../sections.js'

/** What every field of a form may have to know about the whole. */
export interface Asked {
  readonly isNew: boolean
  readonly refusals: readonly Refusal[]
}

export const AskedContext = createContext<Asked>({ isNew: true, refusals: [] })

/** Whether the fields below belong to an item that the gateway knows already. */
export const StoredItem = createContext(false)

/** Whether the fields below may all be left empty, needed or not, because what they make up may be left out. */
export const MayBeLeftOut = createContext(false)

/** Whether the help of the fields below is shown. It is told once in a list; those who hear the page have it everywhere. */
export const HelpShown = createContext(true)

/** Why the field at this path was not taken. */
export function useProblem(path: string): string | undefined {
  const problems = useContext(AskedContext).refusals.filter((refusal) => refusal.path === path)
  return problems.length === 0 ? undefined : problems.map(({ message }) => message).join(' ')
}

/** Whether a field must be filled in as far as this page can tell. */
export function useIsNeeded({ field, look }: Part): boolean {
  const mayBeLeftOut = useContext(MayBeLeftOut)
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
