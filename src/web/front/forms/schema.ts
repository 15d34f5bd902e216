import { enums, inputs } from '../../../generated/web/inputs.js'
import type { EnumTable, InputField, InputTable, InputType } from './input-table.js'

/** The name of an input type that a connection is made or changed with. */
export type InputName = keyof typeof inputs

/** The names of the fields of an input type. */
export type FieldOf<Name extends InputName> = keyof (typeof inputs)[Name]['fields'] & string

/** The values of the enum that a field of an input type takes. */
export type ValueOf<Name extends InputName, Field extends FieldOf<Name>> = (typeof inputs)[Name]['fields'][Field] extends {
  readonly type: infer Type extends keyof typeof enums
}
  ? keyof (typeof enums)[Type] & string
  : never

const inputTable: InputTable = inputs
const enumTable: EnumTable = enums

/** How one value of a field is written; a field may hold a list of them. */
export type Shape =
  | { readonly kind: 'text' | 'number' | 'switch' | 'json' | 'secret' }
  | { readonly kind: 'choice'; readonly values: Readonly<Record<string, string>> }
  | { readonly kind: 'object' | 'oneOf'; readonly type: InputType }

const scalars: Readonly<Record<string, Shape>> = {
  Int: { kind: 'number' },
  Float: { kind: 'number' },
  Boolean: { kind: 'switch' },
  JSON: { kind: 'json' },
  SecretInput: { kind: 'secret' },
}

export function shapeOf({ type }: InputField): Shape {
  const scalar = scalars[type]
  if (scalar) return scalar
  const values = enumTable[type]
  if (values) return { kind: 'choice', values }
  const input = inputTable[type]
  return input ? { kind: input.isOneOf ? 'oneOf' : 'object', type: input } : { kind: 'text' }
}

/** The fields of an input type; those of a name that is no input type are none. */
export function fieldsOf(name: string): Readonly<Record<string, InputField>> {
  return inputTable[name]?.fields ?? {}
}

export function isOneOf(name: string): boolean {
  return inputTable[name]?.isOneOf === true
}

/** Whether two spellings are of one name: `linux-script` and `linuxScript`, `GOOGLE_ANALYTICS` and `googleAnalytics`. */
export function sameLetters(one: unknown, other: unknown): boolean {
  const letters = (text: unknown): string =>
    String(text)
      .replaceAll(/[^a-z\d]/gi, '')
      .toLowerCase()
  return letters(one) === letters(other)
}
