import { humanised } from '../words.js'
import type { InputField } from './input-table.js'
import { lookOf } from './looks/index.js'
import type { Look } from './looks/look.js'
import { layouts } from './layouts/index.js'
import { fieldsOf } from './schema.js'
import { pathTo, type ConnectionType } from './types.js'

/** A field with all that is known of it, and where it is in the form. */
export interface Part {
  readonly path: string
  readonly name: string
  readonly field: InputField
  readonly look: Look
  readonly label: string
}

/** Parts that stand together under a title. */
export interface Section {
  readonly title?: string
  readonly parts: readonly Part[]
  /** Shown when asked for; a group also when there is something in it. */
  readonly fold?: 'group' | 'rest'
}

/** The sections of a form, in order. Every field that it has is in one of them. */
export function sectionsOf(type: ConnectionType, isNew: boolean): readonly Section[] {
  const outer = isNew ? type.input : type.patch
  const own = type.settings ?? outer
  const { groups, labels, only, without = [] } = type.layout
  const head = layouts[type.member]?.head ?? []
  const partsIn = (owner: string, names: readonly string[], above: readonly string[]): Part[] =>
    names.flatMap((name) => partOf(owner, name, [...above, name].join('.'), { label: labels?.[name], only: only?.[name] }))
  const ownParts = (names: readonly string[]): Part[] => partsIn(own, names, pathTo(type))

  const named = new Set([...groups.flatMap(({ fields }) => fields), ...without, 'workspaceId', type.chosenBy])
  const rest = (owner: string): string[] => Object.keys(fieldsOf(owner)).filter((name) => !named.has(name) && !head.includes(name))
  const sections: Section[] = [
    { parts: partsIn(outer, head, []) },
    ...groups.map(({ title, fields, isFolded }) => ({
      ...(title !== undefined && { title }),
      parts: ownParts(fields),
      ...(isFolded && { fold: 'group' as const }),
    })),
    {
      title: groups.length > 0 ? 'More settings' : 'Settings',
      parts: [...ownParts(rest(own)), ...(own === outer ? [] : partsIn(outer, rest(outer), []))],
      ...(groups.length > 0 && { fold: 'rest' as const }),
    },
  ]
  return sections.filter(({ parts }) => parts.length > 0)
}

/** The parts of an object inside the form. */
export function partsOf(type: string, path: string): Part[] {
  const parts = Object.keys(fieldsOf(type)).flatMap((name) => partOf(type, name, `${path}.${name}`, {}))
  return [...parts.filter(({ look }) => !look.isLast), ...parts.filter(({ look }) => look.isLast)]
}

interface Laid {
  readonly label?: string | undefined
  readonly only?: readonly string[] | undefined
}

function partOf(owner: string, name: string, path: string, { label, only }: Laid): Part[] {
  const field = fieldsOf(owner)[name]
  if (!field) return []
  const look = { ...lookOf(owner, name), ...(only && { only }) }
  // What is put together from names and values needs no word on how it is written.
  const shown = look.as === 'pairs' ? { ...field, help: '' } : field
  return [{ path, name, field: shown, look, label: label ?? look.label ?? humanised(name) }]
}
