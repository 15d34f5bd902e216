import { draftNamed, dropDraft, loseUnsaved, putAway, watchUnsaved } from './unsaved.js'

const key = 'switchboard.token'
const entries = 'what the tab keeps'
const listeners = new Set<() => void>()
let hasEnded = false

watchUnsaved(entries, () => {
  const kept = Object.entries(sessionStorage).filter(([name]) => name !== key)
  return kept.length === 0 ? undefined : new Map(kept)
})

/** The token of this tab: it outlives a reload, no other tab sees it, and closing the tab ends it. */
export function keptToken(): string | null {
  return sessionStorage.getItem(key)
}

/** Begins a session. What was filled in with the same token comes back, with another one it is lost. */
export function keepToken(token: string): void {
  loseUnsaved(token)
  for (const [name, value] of asEntries(draftNamed(entries))) sessionStorage.setItem(name, value)
  dropDraft(entries)
  sessionStorage.setItem(key, token)
  changed(false)
}

/** Ends the session because somebody wants that: forgets everything that this tab has kept, and what was filled in too. */
export function forgetToken(): void {
  loseUnsaved()
  sessionStorage.clear()
  changed(false)
}

/** Ends the session because this token no longer opens: what was filled in is put away until it does, and the tab keeps nothing. */
export function endSession(token: string): void {
  if (token === '' || token !== keptToken()) return
  putAway(token)
  sessionStorage.clear()
  changed(true)
}

/** Whether the last session ended by itself. */
export function sessionHasEnded(): boolean {
  return hasEnded
}

/** What a page keeps for this tab during this session; nothing once that has ended, however late it comes. */
export function openTabStorage(): Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'clear' | 'length'> {
  const token = keptToken()
  return {
    getItem: (name) => sessionStorage.getItem(name),
    setItem: (name, value) => {
      if (token !== null && token === keptToken()) sessionStorage.setItem(name, value)
    },
    removeItem: (name) => sessionStorage.removeItem(name),
    clear: () => sessionStorage.clear(),
    get length() {
      return sessionStorage.length
    },
  }
}

/** Calls back after each change; answers how to stop that. */
export function onTokenChange(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function changed(isEnd: boolean): void {
  hasEnded = isEnd
  for (const listener of listeners) listener()
}

/** Under this name there is what the tab has put away, or nothing. */
function asEntries(draft: unknown): ReadonlyMap<string, string> {
  return (draft ?? new Map()) as ReadonlyMap<string, string>
}
