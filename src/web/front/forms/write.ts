import type { InputField } from './input-table.js'
import { lookOf } from './looks/index.js'
import { fieldsOf, shapeOf, type Shape } from './schema.js'
import {
  blank,
  blankOf,
  identityOf,
  isList,
  isSecret,
  isStored,
  isValues,
  itemsOf,
  same,
  textOf,
  type SecretValue,
  type Value,
  type Values,
} from './values.js'

type Input = Readonly<Record<string, unknown>>

/** The input that a filled form means. Texts that were left empty are left out; switches and lists are told as they stand. */
export function inputOf(type: string, values: Values): Input {
  return writeFields(type, values, blank(type), true)
}

/** What differs between two states of a form, as a patch: the rest is left out, and what was emptied is null. */
export function patchOf(type: string, before: Values, after: Values): Input {
  return writeFields(type, after, before, false)
}

/** The fields that differ from the base; all of them when the object is written whole, as in an item of a list. */
function writeFields(type: string, values: Values, base: Values, isWhole: boolean): Input {
  return Object.fromEntries(
    Object.entries(fieldsOf(type)).flatMap(([name, field]) => {
      const value = values[name]
      const look = lookOf(type, name)
      if (value === undefined || (look.isForNew && isStored(values))) return []
      const written = writeField(field, value, base[name] ?? blankOf(field), isWhole, look.isAlwaysSent === true)
      return written === undefined ? [] : [[name, written]]
    }),
  )
}

function writeField(field: InputField, value: Value, base: Value, isWhole: boolean, isAlways: boolean): unknown {
  const { kind } = shapeOf(field)
  const isBlank = same(value, blankOf(field))
  const isTold = field.isNeeded === true || (isWhole && (!isBlank || isAlways || kind === 'switch'))
  if (same(value, base) && !isTold) return undefined
  if (isList(value)) return writeList(field, value, itemsOf(base))
  if (isSecret(value)) return writeSecret(value, isTold)
  if (kind === 'switch') return value
  if (isBlank && !isTold && (kind !== 'object' || isWhole)) return null
  if (!isValues(value)) return writeText(kind, textOf(value))
  const before = isValues(base) ? base : {}
  if (kind === 'oneOf') return writeOneOf(fieldsOf(field.type), value, before, isWhole)
  return writeFields(field.type, value, before, isWhole)
}

function writeText(kind: Shape['kind'], text: string): unknown {
  if (kind === 'number' && text !== '') return Number(text)
  return kind === 'json' ? JSON.parse(text) : text
}

function writeSecret({ choice, value }: SecretValue, isTold: boolean): unknown {
  if (choice === 'clear') return { clear: true }
  return choice === 'set' && (value !== '' || isTold) ? { value } : undefined
}

/** A list is replaced whole. An item that the gateway finds again keeps the secrets that it leaves out. */
function writeList(field: InputField, items: readonly (string | Values)[], before: readonly Values[]): unknown[] {
  const { kind } = shapeOf(field)
  return items.map((item) => {
    if (typeof item === 'string') return item
    if (kind === 'oneOf') return writeOneOf(fieldsOf(field.type), item, {}, true)
    if (kind !== 'object') return writeText(kind, textOf(item.value))
    const known = before.find((one) => identityOf(one) !== undefined && identityOf(one) === identityOf(item))
    return writeFields(field.type, item, known ?? blank(field.type), true)
  })
}

function writeOneOf(members: Readonly<Record<string, InputField>>, value: Values, base: Values, isWhole: boolean): unknown {
  const choice = textOf(value.choice)
  const member = members[choice]
  if (!member) return undefined
  if (shapeOf(member).kind === 'switch') return { [choice]: true }
  const [inside, before] = [value[choice], base[choice]]
  const wasChosen = isValues(before) && base.choice === choice
  const written = writeFields(member.type, isValues(inside) ? inside : {}, wasChosen ? before : blank(member.type), isWhole || !wasChosen)
  return { [choice]: written }
}
