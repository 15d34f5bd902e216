import { apinizer } from './apinizer.js'
import type { FormCase } from './case.js'
import { chartbrew } from './chartbrew.js'
import { credible } from './credible.js'
import { versori } from './versori.js'

export const cases: readonly FormCase[] = [...chartbrew, ...credible, ...apinizer, ...versori]
