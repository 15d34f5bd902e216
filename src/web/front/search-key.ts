import { useEffect, type RefObject } from 'react'

/** Lets `/` bring the focus to this input from anywhere but from another one. */
export function useSearchKey(input: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const focus = (event: KeyboardEvent): void => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping()) return
      event.preventDefault()
      input.current?.select()
    }
    addEventListener('keydown', focus)
    return () => removeEventListener('keydown', focus)
  }, [input])
}

function isTyping(): boolean {
  const { activeElement } = document
  return activeElement instanceof HTMLElement && activeElement.matches('input, textarea, select, dialog *, [contenteditable]')
}
