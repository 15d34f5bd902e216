import { apinizer } from './apinizer.js'
import { chartbrew } from './chartbrew.js'
import { credible } from './credible.js'
import type { VendorLayout } from './layout.js'
import { versori } from './versori.js'

/** Forms that are laid out by hand; those of any other vendor follow the schema alone. */
export const layouts: Readonly<Record<string, VendorLayout>> = { apinizer, chartbrew, credible, versori }
