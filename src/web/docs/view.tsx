import { useEffect, useRef, type ReactNode } from 'react'

interface ViewProps {
  readonly title: string
  /** Behind the title in the name of the page. */
  readonly within?: string
  readonly children: ReactNode
}

let isFirst = true

/** A view under its heading, which names the page. A change of view begins at the top, with the focus on the heading. */
export function View({ title, within, children }: ViewProps): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = [title, within, 'Switchboard'].filter((part) => part !== undefined).join(' · ')
  }, [title, within])
  useEffect(() => {
    if (!isFirst) {
      heading.current?.focus({ preventScroll: true })
      scrollTo(0, 0)
    }
    isFirst = false
  }, [])
  return (
    <article className="view">
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {children}
    </article>
  )
}
