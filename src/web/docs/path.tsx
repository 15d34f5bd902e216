import { Fragment, type ReactNode } from 'react'

/** A path that may be broken before each slash. */
export function Path({ path }: { readonly path: string }): ReactNode {
  return path.split(/(?=\/)/).map((part, index) => (
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ))
}
