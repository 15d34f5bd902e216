const key = 'switchboard.token'
const listeners = new Set<() => void>()

/** The token of this tab: it outlives a reload, no other tab sees it, and closing the tab ends it. */
export function keptToken(): string | null {
  return sessionStorage.getItem(key)
}

export function keepToken(token: string): void {
  sessionStorage.setItem(key, token)
  for (const listener of listeners) listener()
}

/** Forgets everything that this tab has kept, what was typed into GraphiQL too. */
export function forgetToken(): void {
  sessionStorage.clear()
  for (const listener of listeners) listener()
}

/** What a page keeps for this tab; nothing once the token is forgotten, however late it comes. */
export const tabStorage = {
  getItem: (name: string) => sessionStorage.getItem(name),
  setItem: (name: string, value: string) => {
    if (keptToken() !== null) sessionStorage.setItem(name, value)
  },
  removeItem: (name: string) => sessionStorage.removeItem(name),
  clear: () => sessionStorage.clear(),
  get length() {
    return sessionStorage.length
  },
}

/** Calls back after each change; answers how to stop that. */
export function onTokenChange(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
