import { refused } from './failure.js'

interface Payload {
  readonly userErrors: readonly { readonly code: string; readonly message: string; readonly path: readonly string[] | null }[]
}

/** The payload of a mutation that was done. Throws why it was not, each reason at the argument or option that `words` names for an input field. */
export function done<P extends Payload>(payload: P | null, words: Readonly<Record<string, string>>): P {
  const { userErrors } = present(payload)
  const reasons = userErrors.map(({ code, message, path }) => {
    const field = path?.findLast((part) => part in words)
    const at = field === undefined ? undefined : words[field]
    return { code, message, ...(at !== undefined && { at }) }
  })
  if (reasons.length > 0)
    throw refused(reasons.map(({ message, at }) => (at === undefined ? message : `${at}: ${message}`)).join(' '), reasons)
  return present(payload)
}

/** A field that is null only beside an error, which was thrown before. */
export function present<Value>(value: Value | null | undefined): Value {
  if (value === null || value === undefined) throw refused('The gateway gave no answer. Try again.')
  return value
}
