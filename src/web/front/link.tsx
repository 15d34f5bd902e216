import type { ComponentProps, MouseEvent, ReactNode } from 'react'
import { go, linkTo, type Place } from './place.js'

/** A link to another place of this page. A plain click stays on the page; any other does what the browser does. */
export function Link({ to, ...rest }: { readonly to: Place } & Omit<ComponentProps<'a'>, 'href' | 'onClick'>): ReactNode {
  const follow = (event: MouseEvent): void => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    go(to)
  }
  return <a {...rest} href={linkTo(to)} onClick={follow} />
}
