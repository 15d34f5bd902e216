import { apinizer } from './apinizer.js'
import { chartbrew } from './chartbrew.js'
import { credible } from './credible.js'
import type { Look } from './look.js'
import { versori } from './versori.js'

const looks: Readonly<Record<string, Readonly<Record<string, Look>>>> = { ...apinizer, ...chartbrew, ...credible, ...versori }

/** How a field of an input type looks; a patch looks like the input of the same thing. */
export function lookOf(type: string, field: string): Look {
  return looks[type.replace(/Patch$/, 'Input')]?.[field] ?? {}
}
