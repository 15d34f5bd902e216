import { Kind, type FieldNode, type GraphQLResolveInfo, type SelectionSetNode } from 'graphql'

/** So many characters of an answer cost one. */
export const characters = 1000
/** Each value counts as so many at the least. */
export const leastCharacters = 50

/** What a value costs by its name in the answer; what is long itself costs more. */
export function leafCost({ alias, name }: FieldNode): number {
  return Math.max(leastCharacters, (alias ?? name).value.length) / characters
}

/** Whose selections are asked about: the field that a resolver is for. */
export type Selected = Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments'>

const known = new WeakMap<readonly FieldNode[], number>()

/** What the values cost that are selected in each item of a list, whatever their types are. */
export function selectedCost({ fieldNodes, fragments }: Selected): number {
  const before = known.get(fieldNodes)
  if (before !== undefined) return before
  const cost = fieldNodes.reduce((sum, { selectionSet }) => sum + (selectionSet ? costIn(selectionSet, fragments) : 0), 0)
  known.set(fieldNodes, cost)
  return cost
}

/** As graphql-js collects them: a fragment that is spread twice in one selection counts once. */
function costIn({ selections }: SelectionSetNode, fragments: Selected['fragments'], seen = new Set<string>()): number {
  return selections.reduce((sum, selection) => {
    if (selection.kind === Kind.FIELD)
      return sum + (selection.selectionSet ? costIn(selection.selectionSet, fragments) : leafCost(selection))
    if (selection.kind === Kind.INLINE_FRAGMENT) return sum + costIn(selection.selectionSet, fragments, seen)
    const fragment = fragments[selection.name.value]
    if (!fragment || seen.has(selection.name.value)) return sum
    return sum + costIn(fragment.selectionSet, fragments, seen.add(selection.name.value))
  }, 0)
}
