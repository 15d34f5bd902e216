import type { ReactNode } from 'react'
import type { Part } from '../sections.js'

/** What a field that is made of others is given: itself, and how to draw those. */
export interface GroupProps {
  readonly part: Part
  readonly draw: (part: Part) => ReactNode
}
