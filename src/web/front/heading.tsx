import { useEffect, useRef, type ReactNode } from 'react'
import { keptToken } from '../session/token.js'

let isFirstView = keptToken() !== null

/** The heading of a view, which names the page too. A change of view moves the focus to it, so that it is read out and Tab goes on from there. */
export function Heading({ title, children }: { readonly title: string; readonly children?: ReactNode }): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${title} · Switchboard`
  }, [title])
  useEffect(() => {
    if (!isFirstView) heading.current?.focus()
    isFirstView = false
  }, [])
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children ?? title}
    </h1>
  )
}
