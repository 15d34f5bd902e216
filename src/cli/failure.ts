/** One cause of a failure, for programs. */
export interface Reason {
  readonly code: string
  readonly message: string
  /** The argument or option that it is about. */
  readonly at?: string
  /** Finds it in the gateway's log. */
  readonly requestId?: string
}

/** A command that was not done, in one sentence with the remedy: `misused` before anything was asked, `refused` after. */
export class Failure extends Error {
  override readonly name = 'Failure'

  constructor(
    readonly kind: 'refused' | 'misused',
    message: string,
    readonly reasons: readonly Reason[] = [],
  ) {
    super(message)
  }
}

export const refused = (message: string, reasons?: readonly Reason[]): Failure => new Failure('refused', message, reasons)
export const misused = (message: string): Failure => new Failure('misused', message)
