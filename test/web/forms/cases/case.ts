import type { Form } from '../page.js'

/** One of the listed types: how somebody fills in its form, and what is kept then. */
export interface FormCase {
  readonly vendor: string
  readonly type: string
  readonly fill: (form: Form) => Promise<void>
  readonly kept: object
}

export const isSet = { isSet: true }
export const notSet = { isSet: false }
