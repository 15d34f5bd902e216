/** A start that cannot succeed until a person acts. The message says what and how; it is printed without a stack. */
export class SetupError extends Error {
  override readonly name = 'SetupError'
}
