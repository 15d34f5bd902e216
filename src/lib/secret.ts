import { inspect } from 'node:util'

/** A value that prints as `[secret]` wherever it is logged, dumped or put into a string. */
export class Secret<T = unknown> {
  readonly #value: T

  constructor(value: T) {
    this.#value = value
  }

  /** The value itself. Callers: a write, a reveal, a delivery, a probe. */
  open(): T {
    return this.#value
  }

  toString(): string {
    return '[secret]'
  }

  toJSON(): string {
    return '[secret]'
  }

  [inspect.custom](): string {
    return '[secret]'
  }
}
