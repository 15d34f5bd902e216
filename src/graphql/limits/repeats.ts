import { Kind, type FieldNode, type FragmentDefinitionNode, type GraphQLError, type SelectionSetNode } from 'graphql'
import { bounds, boundsError } from './bounds.js'

/**
 * Refuses an operation that selects one place of its answer too often, or too many places: whether selections of
 * one place agree is checked pair by pair. Selections are merged as they are executed, fragments spread; only one that
 * spreads in itself is deeper than operations may be, and that is left to validation.
 */
export function refuseRepeats(set: SelectionSetNode, fragments: ReadonlyMap<string, FragmentDefinitionNode>): GraphQLError | undefined {
  let fields = 0
  const isTooMuch = (sets: readonly SelectionSetNode[], depth: number): boolean => {
    if (depth > bounds.introspectionDepth) return false
    const places = new Map<string, FieldNode[]>()
    const seen = new Set<string>()
    for (const one of sets) collect(one, fragments, places, seen)
    return [...places.values()].some((place) => {
      fields += place.length
      const inner = place.flatMap(({ selectionSet }) => selectionSet ?? [])
      return (
        place.length > bounds.leafRepeats ||
        inner.length > bounds.repeats ||
        fields > bounds.fields ||
        (inner.length > 0 && isTooMuch(inner, depth + 1))
      )
    })
  }
  return isTooMuch([set], 1) ? boundsError('QUERY_TOO_COSTLY', 'The operation selects too much, or the same too often.') : undefined
}

function collect(
  { selections }: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  places: Map<string, FieldNode[]>,
  seen: Set<string>,
): void {
  for (const selection of selections) {
    if (selection.kind === Kind.INLINE_FRAGMENT) collect(selection.selectionSet, fragments, places, seen)
    else if (selection.kind === Kind.FIELD) {
      const name = (selection.alias ?? selection.name).value
      const place = places.get(name)
      if (place) place.push(selection)
      else places.set(name, [selection])
    } else {
      const fragment = fragments.get(selection.name.value)
      if (!fragment || seen.has(selection.name.value)) continue
      seen.add(selection.name.value)
      collect(fragment.selectionSet, fragments, places, seen)
    }
  }
}
