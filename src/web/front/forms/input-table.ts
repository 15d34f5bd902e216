/** What a form must know of one field of an input type. Marks are there only when they hold. */
export interface InputField {
  /** A scalar, an enum or an input type of the schema. */
  readonly type: string
  readonly isList?: true
  /** The schema refuses its absence and null. */
  readonly isNeeded?: true
  /** The schema's description. */
  readonly help: string
  /** What a number counts, when the description says so. */
  readonly unit?: string
  /** What the gateway takes when nothing is given, when the description says so. */
  readonly untold?: string
}

/** An input type of the schema. */
export interface InputType {
  readonly isOneOf?: true
  readonly fields: Readonly<Record<string, InputField>>
}

/** Input types by name. */
export type InputTable = Readonly<Record<string, InputType>>

/** Values of each enum, with their descriptions, in the schema's order. */
export type EnumTable = Readonly<Record<string, Readonly<Record<string, string>>>>
