import { apinizer } from './apinizer/index.js'
import { chartbrew } from './chartbrew/index.js'
import { credible } from './credible/index.js'
import type { Vendor, VendorId } from './vendor.js'
import { versori } from './versori/index.js'

/** Every vendor there is. */
export const vendors: Readonly<Record<VendorId, Vendor>> = { apinizer, chartbrew, credible, versori }
