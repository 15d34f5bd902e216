import type { InputField } from './input-table.js'
import { fieldsOf, shapeOf } from './schema.js'

/** What the gateway tells about a stored secret. */
export interface Kept {
  readonly changedAt: string | null
  readonly version: number | null
  /** What is not secret about it, in words: a URL without credentials, names of headers, a masked account. */
  readonly shown: readonly string[]
}

export interface SecretValue {
  readonly choice: 'keep' | 'set' | 'clear'
  /** The new one; empty unless it is set. */
  readonly value: string
  readonly kept?: Kept
}

/**
 * What a form holds: the same tree as the input, with a place for every answer. Texts, numbers and
 * choices are texts, empty when nothing is given; a `@oneOf` is its `choice` beside the chosen member;
 * an item of a list of texts stands in `value`, because a list is edited item by item.
 */
export type Value = string | boolean | SecretValue | readonly string[] | readonly Values[] | Values
export interface Values {
  readonly [field: string]: Value
}

/** An input type before anything is filled in. */
export function blank(type: string): Values {
  return filled(type, blankOf)
}

/** Every field of an input type with the value that is made for it. */
export function filled(type: string, make: (field: InputField, name: string) => Value): Values {
  return Object.fromEntries(Object.entries(fieldsOf(type)).map(([name, field]) => [name, make(field, name)]))
}

export function blankOf(field: InputField): Value {
  return field.isList ? [] : blankItem(field)
}

/** One value of a field, or an item of its list, before anything is filled in. */
export function blankItem(field: InputField): Value {
  switch (shapeOf(field).kind) {
    case 'switch':
      return field.untold === 'true'
    case 'secret':
      return { choice: 'set', value: '' }
    case 'object':
      return blank(field.type)
    case 'oneOf':
      return { choice: '' }
    default:
      return field.isList ? { value: '' } : ''
  }
}

/** Whether two values say the same; facts about a kept secret say nothing. */
export function same(one: Value | undefined, other: Value | undefined): boolean {
  if (typeof one !== 'object' || typeof other !== 'object') return one === other
  const names = (value: object): string[] => Object.keys(value).filter((name) => name !== 'kept' || !isSecret(value))
  const all = new Set([...names(one), ...names(other)])
  return Array.isArray(one) === Array.isArray(other) && [...all].every((name) => same(memberOf(one, name), memberOf(other, name)))
}

export function isSecret(value: unknown): value is SecretValue {
  return typeof value === 'object' && value !== null && 'choice' in value && 'value' in value && typeof value.value === 'string'
}

export function isValues(value: Value | undefined): value is Values {
  return typeof value === 'object' && !Array.isArray(value) && !isSecret(value)
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A value as text; none for what is made of several. */
export function textOf(value: Value | undefined): string {
  return typeof value === 'string' ? value : ''
}

export function isList(value: Value | undefined): value is readonly string[] | readonly Values[] {
  return Array.isArray(value)
}

/** The items of a list of objects; none for anything else. */
export function itemsOf(value: Value | undefined): readonly Values[] {
  return isList(value) ? value.filter((item) => typeof item === 'object') : []
}

/** A member of an object or an item of a list, by its name or position. */
function memberOf(value: object, name: string): Value | undefined {
  return (value as Values)[name] // Objects and lists of a form hold nothing but values.
}

/** What finds an item of a stored list again: the vendor's id of it, else its name. Undefined for an item that has neither. */
export function identityOf({ vendorKey, name }: Values): string | undefined {
  return textOf(vendorKey) || textOf(name) || undefined
}

/** Whether an item is one that the gateway gave an id. */
export function isStored({ vendorKey }: Values): boolean {
  return textOf(vendorKey) !== ''
}

/** The value at a path of a form. */
export function valueAt(values: Values, path: string): Value | undefined {
  return path.split('.').reduce<Value | undefined>((value, name) => (typeof value === 'object' ? memberOf(value, name) : undefined), values)
}
