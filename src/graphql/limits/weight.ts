import { Kind, type DocumentNode, type FieldNode, type FragmentDefinitionNode, type SelectionSetNode } from 'graphql'

/** How deep a selection goes and what is in it, counted as it is executed: a fragment counts where it is spread, each time. */
export interface Weight {
  readonly depth: number
  /** The same within `__schema` and `__type`, which has a bound of its own. */
  readonly introspectionDepth: number
  readonly aliases: number
}

const nothing: Weight = { depth: 0, introspectionDepth: 0, aliases: 0 }

/** Weighs selections of a document. Each fragment is weighed once; one that spreads itself is left to the rule against that. */
export function weigher(fragments: ReadonlyMap<string, FragmentDefinitionNode>): (set: SelectionSetNode) => Weight {
  const known = new Map<string, Weight>()

  const ofFragment = (name: string): Weight => {
    const before = known.get(name)
    if (before) return before
    known.set(name, nothing)
    const fragment = fragments.get(name)
    const weight = fragment ? ofSet(fragment.selectionSet) : nothing
    known.set(name, weight)
    return weight
  }
  const ofSet = ({ selections }: SelectionSetNode): Weight => {
    let { depth, introspectionDepth, aliases } = nothing
    for (const selection of selections) {
      const inner = innerOf(selection)
      const isField = selection.kind === Kind.FIELD
      if (isField && isIntrospection(selection.name.value)) introspectionDepth = Math.max(introspectionDepth, inner.depth + 1)
      else depth = Math.max(depth, inner.depth + Number(isField))
      introspectionDepth = Math.max(introspectionDepth, inner.introspectionDepth)
      aliases += inner.aliases + (isField ? aliasWeight(selection) : 0)
    }
    return { depth, introspectionDepth, aliases }
  }
  const innerOf = (selection: SelectionSetNode['selections'][number]): Weight => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return ofFragment(selection.name.value)
    return selection.selectionSet ? ofSet(selection.selectionSet) : nothing
  }
  return ofSet
}

/** An alias counts one for so many characters of it: it stands in the answer as often as its field. */
const aliasCharacters = 64

function aliasWeight({ alias, name }: FieldNode): number {
  return alias && alias.value !== name.value ? Math.ceil(alias.value.length / aliasCharacters) : 0
}

/** Fields that ask about the schema. */
export const isIntrospection = (name: string): boolean => name === '__schema' || name === '__type'

/** The fragments of a document by name. */
export function fragmentsOf({ definitions }: DocumentNode): Map<string, FragmentDefinitionNode> {
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const definition of definitions) if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition)
  return fragments
}

/** How many fields stand directly in a selection, those of its fragments too; a name may say which ones count. */
export function countFields(
  set: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  counts: (name: string) => boolean,
  seen = new Set<string>(),
): number {
  return set.selections.reduce((sum, selection) => {
    if (selection.kind === Kind.FIELD) return sum + Number(counts(selection.name.value))
    if (selection.kind === Kind.INLINE_FRAGMENT) return sum + countFields(selection.selectionSet, fragments, counts, seen)
    const fragment = fragments.get(selection.name.value)
    if (!fragment || seen.has(selection.name.value)) return sum
    return sum + countFields(fragment.selectionSet, fragments, counts, seen.add(selection.name.value))
  }, 0)
}
