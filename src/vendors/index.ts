/** Every vendor there is, a line for each. */
export { apinizer } from './apinizer/index.js'
export { chartbrew } from './chartbrew/index.js'
export { credible } from './credible/index.js'
export { versori } from './versori/index.js'
