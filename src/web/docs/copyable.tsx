import { useRef, type ReactNode } from 'react'
import { say } from '../front/notice.js'

/** A text to take along. */
export function Copyable({ title, text }: { readonly title: string; readonly text: string }): ReactNode {
  const shown = useRef<HTMLPreElement>(null)
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text)
      say('Copied.')
    } catch {
      // Browsers keep the clipboard from pages that come over plain http from another machine.
      if (shown.current) getSelection()?.selectAllChildren(shown.current)
      say('Selected. Your browser lets only you copy it.')
    }
  }
  return (
    <div className="copyable">
      <pre ref={shown}>{text}</pre>
      <button type="button" onClick={() => void copy()}>
        Copy<span className="unseen"> {title}</span>
      </button>
    </div>
  )
}
