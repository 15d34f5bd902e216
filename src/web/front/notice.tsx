import { useSyncExternalStore, type ReactNode } from 'react'

const seconds = 6
const listeners = new Set<() => void>()
let notice = ''
let timer: ReturnType<typeof setTimeout> | undefined

/** Tells the reader in passing that something is done; a screen reader says it too. */
export function say(text: string): void {
  clearTimeout(timer)
  timer = setTimeout(() => show(''), seconds * 1000)
  show(text)
}

export function NoticeLine(): ReactNode {
  const text = useSyncExternalStore(onNotice, () => notice)
  return (
    <p role="status" className="notice">
      {text}
    </p>
  )
}

function show(text: string): void {
  notice = text
  for (const listener of listeners) listener()
}

function onNotice(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
