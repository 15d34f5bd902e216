import type { InputField } from './input-table.js'
import { fieldsOf, sameLetters, shapeOf } from './schema.js'
import { blankItem, blankOf, filled, isObject, type SecretValue, type Value, type Values } from './values.js'

type Answer = Readonly<Record<string, unknown>>

/**
 * The form of an input type filled with what an object of an answer tells; its fields have
 * the same names. An input, as far as it holds no secret, is read alike.
 */
export function read(type: string, answer: unknown): Values {
  const told = isObject(answer) ? answer : {}
  return filled(type, (field, name) => readField(field, told[name]))
}

function readField(field: InputField, told: unknown): Value {
  if (told === null || told === undefined) return shapeOf(field).kind === 'switch' ? false : blankOf(field)
  if (!Array.isArray(told)) return readOne(field, told)
  const items = told.map((item: unknown) => readOne(field, item))
  if (shapeOf(field).kind === 'choice') return items.map(String)
  return items.map((item) => (typeof item === 'string' ? { value: item } : asItem(item)))
}

function readOne(field: InputField, told: unknown): Value {
  const object = isObject(told) ? told : {}
  switch (shapeOf(field).kind) {
    case 'switch':
      return told === true
    case 'json':
      return JSON.stringify(told, undefined, 2)
    case 'secret':
      return readSecret(object)
    case 'object':
      return read(field.type, object)
    case 'oneOf':
      return readOneOf(fieldsOf(field.type), object)
    default:
      return String(told)
  }
}

/** The item of a list of objects: in the schema lists hold no switches, no secrets and no lists. */
function asItem(value: Value): Values {
  return value as Values
}

/** Facts about a secret: whether it is set and since when, and beside that what of it may be shown. */
function readSecret({ isSet, changedAt, version, __typename, type, ...shown }: Answer): SecretValue {
  if (isSet !== true) return { choice: 'set', value: '' }
  return {
    choice: 'keep',
    value: '',
    kept: {
      changedAt: typeof changedAt === 'string' ? changedAt : null,
      version: typeof version === 'number' ? version : null,
      shown: Object.values(shown)
        .flat()
        .filter((one) => typeof one === 'string'),
    },
  }
}

function readOneOf(members: Readonly<Record<string, InputField>>, told: Answer): Values {
  const choice = Object.keys(members).find(memberTold(members, told))
  const member = choice === undefined ? undefined : members[choice]
  if (choice === undefined || !member) return { choice: '' }
  if (shapeOf(member).kind === 'switch') return { choice }
  if (!('isSet' in told)) return { choice, [choice]: read(member.type, told[choice] ?? told) }
  // Of a sealed document nothing but its kind is told: each secret of that kind has the facts of the whole.
  return { choice, [choice]: filled(member.type, (field) => (field.type === 'SecretInput' ? readSecret(told) : blankItem(field))) }
}

/** A sealed document tells its member by `type`, a union by `__typename`, an input by its only key. */
function memberTold(members: Readonly<Record<string, InputField>>, { __typename, type, ...told }: Answer): (name: string) => boolean {
  if ('isSet' in told) return (name) => sameLetters(name, type)
  if (typeof __typename !== 'string') return (name) => told[name] !== undefined
  const isExact = Object.values(members).some((member) => member.type === `${__typename}Input`)
  return (name) => (isExact ? members[name]?.type === `${__typename}Input` : __typename.toLowerCase().includes(name.toLowerCase()))
}
