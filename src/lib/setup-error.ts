interface Options extends ErrorOptions {
  readonly code?: 'AUDIT_BROKEN'
}

/** A start that cannot succeed until a person acts. The message says what and how; it is printed without a stack. */
export class SetupError extends Error {
  override readonly name = 'SetupError'
  /** For programs that have to tell it from others. */
  readonly code: Options['code']

  constructor(message: string, options: Options = {}) {
    super(message, options)
    this.code = options.code
  }
}
