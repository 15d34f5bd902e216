import { Vendor } from '../../../generated/web/graphql.js'
import { types as spellings } from '../list/types.js'
import { layouts } from './layouts/index.js'
import type { Layout } from './layouts/layout.js'
import { read } from './read.js'
import { fieldsOf, sameLetters, shapeOf } from './schema.js'
import { blank, type Values } from './values.js'

/** A type of connection of a vendor, as its form knows it. */
export interface ConnectionType {
  readonly vendor: Vendor
  /** The vendor's member of ConnectionInput and ConnectionPatch. */
  readonly member: string
  /** As the vendor spells it. */
  readonly spelling: string
  /** The input types of a new one and of a change. */
  readonly input: string
  readonly patch: string
  /** The field that says which type it is, and by which value or member; a vendor of one type has none. */
  readonly chosenBy?: string
  readonly choice: string
  /** The input type of the member, when the type has fields of its own. */
  readonly settings?: string
  readonly layout: Layout
}

export const vendors: readonly Vendor[] = Object.values(Vendor).filter((vendor) => fieldsOf('ConnectionInput')[memberOf(vendor)])

/** The types that a vendor has, those that are laid out first. */
export function typesOf(vendor: Vendor): readonly ConnectionType[] {
  const member = memberOf(vendor)
  const input = fieldsOf('ConnectionInput')[member]?.type ?? ''
  const patch = fieldsOf('ConnectionPatch')[member]?.type ?? ''
  const [chosenBy, choices] = choicesOf(input)
  const layout = layouts[member]?.types ?? {}
  const known = Object.keys(layout)
  return Object.entries(choices)
    .sort(([one], [other]) => placeIn(known, one) - placeIn(known, other))
    .map(([choice, settings]) => ({
      vendor,
      member,
      spelling: spellings[vendor]?.find((one) => sameLetters(one, choice)) ?? choice,
      input,
      patch,
      ...(chosenBy !== undefined && { chosenBy }),
      choice,
      ...(settings !== undefined && { settings }),
      layout: layout[choice] ?? { label: choice === '' ? 'Connection' : choice, groups: [] },
    }))
}

/** The type of this spelling; the only one, when the vendor has one. */
export function typeNamed(vendor: Vendor, spelling: string | undefined): ConnectionType | undefined {
  const types = typesOf(vendor)
  return types.length === 1 ? types[0] : types.find((type) => sameLetters(type.spelling, spelling))
}

/** The form of a new connection of this type. */
export function startOf({ input, chosenBy, choice, settings, layout: { start = {}, without = [] } }: ConnectionType): Values {
  const own = settings ?? input
  const started = { ...blank(own), ...pick(read(own, start), Object.keys(start)) }
  if (chosenBy === undefined) return started
  if (settings === undefined) return { ...omit(started, without), [chosenBy]: choice }
  return { ...blank(input), [chosenBy]: { choice, [choice]: omit(started, without) } }
}

/** The form of a connection as it is told. What its type has no use for stays out of the form, and so out of every change. */
export function stateOf({ patch, chosenBy, settings, layout: { without = [] } }: ConnectionType, connection: unknown): Values {
  const state = read(patch, connection)
  if (settings !== undefined || chosenBy === undefined) return state
  return omit(state, [...without, chosenBy])
}

/** Where the fields of a type are in its form. */
export function pathTo({ chosenBy, choice, settings }: ConnectionType): readonly string[] {
  return chosenBy === undefined || settings === undefined ? [] : [chosenBy, choice]
}

function memberOf(vendor: Vendor): string {
  return vendor.toLowerCase()
}

/** A needed `@oneOf` says the type by its member, a needed enum by its value. */
function choicesOf(input: string): readonly [string | undefined, Readonly<Record<string, string | undefined>>] {
  for (const [name, field] of Object.entries(fieldsOf(input))) {
    const shape = shapeOf(field)
    if (!field.isNeeded || field.isList) continue
    if (shape.kind === 'oneOf') return [name, Object.fromEntries(Object.entries(shape.type.fields).map(([key, { type }]) => [key, type]))]
    if (shape.kind === 'choice') return [name, Object.fromEntries(Object.keys(shape.values).map((value) => [value, undefined]))]
  }
  return [undefined, { '': undefined }]
}

function placeIn(list: readonly string[], one: string): number {
  return list.includes(one) ? list.indexOf(one) : list.length
}

function pick(values: Values, names: readonly string[]): Values {
  return Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name)))
}

function omit(values: Values, names: readonly string[]): Values {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !names.includes(name)))
}
