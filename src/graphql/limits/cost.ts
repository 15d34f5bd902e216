import { getNamedType, isAbstractType, isListType, isNonNullType, isObjectType, Kind } from 'graphql'
import type { FieldNode, FragmentDefinitionNode, GraphQLObjectType, GraphQLOutputType, GraphQLSchema, SelectionSetNode } from 'graphql'
import { bounds } from './bounds.js'
import { most, nothing, sizeOf, times, total, type Cost, type Size } from './cost-terms.js'
import { leafCost } from './selected.js'
import { isIntrospection } from './weight.js'

/** Items of a list that takes no size: it belongs to one connection and is small. */
const plainList = 3
/** A page, whatever is in it: rows are read for it, and its arguments may be refused. */
const ownPage = 10
/** What asking about the schema costs. */
const introspection = 2_000

/**
 * What an operation costs: an object that it may answer counts one, a page ten, a value a twentieth, and a list multiplies what is in it by the page
 * size that is asked for. Of types that exclude each other the dearest counts. Worked out once, but for the variables.
 */
export function costOf(
  schema: GraphQLSchema,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  set: SelectionSetNode,
  root: GraphQLObjectType,
): Cost {
  const known = new Map<SelectionSetNode, Map<GraphQLObjectType, Cost>>()

  const ofSet = (selected: SelectionSetNode, type: GraphQLObjectType): Cost => {
    const byType = known.get(selected) ?? new Map<GraphQLObjectType, Cost>()
    known.set(selected, byType)
    const before = byType.get(type)
    if (before) return before
    const cost = ofFields(selected, type)
    byType.set(type, cost)
    return cost
  }
  const ofFields = (selected: SelectionSetNode, type: GraphQLObjectType, page?: Size): Cost =>
    total(fieldsOf(selected, type).map((field) => ofField(field, type, page)))

  const ofField = (field: FieldNode, type: GraphQLObjectType, page: Size | undefined): Cost => {
    if (isIntrospection(field.name.value)) return { least: introspection }
    const definition = type.getFields()[field.name.value]
    if (!definition || !field.selectionSet) return { least: leafCost(field) }
    const isPaged = definition.args.some(({ name }) => name === 'first')
    const own = isPaged ? sizeOf(field, ['first', 'last']) : undefined
    const inner = most(possibleTypes(definition.type).map((possible) => ofInner(field.selectionSet, possible, own)))
    const one = total([{ least: isPaged ? ownPage : 1 }, inner])
    return isList(definition.type) ? times(page ?? sizeOf(field, ['ids']) ?? { fixed: plainList }, one) : one
  }
  const ofInner = (selected: SelectionSetNode | undefined, type: GraphQLObjectType, page: Size | undefined): Cost => {
    if (!selected) return nothing
    return page ? ofFields(selected, type, page) : ofSet(selected, type)
  }
  const possibleTypes = (type: GraphQLOutputType): readonly GraphQLObjectType[] => {
    const named = getNamedType(type)
    if (isAbstractType(named)) return schema.getPossibleTypes(named)
    return isObjectType(named) ? [named] : []
  }
  /** As graphql-js collects them: a fragment that is spread twice in one selection counts once. */
  const fieldsOf = (selected: SelectionSetNode, type: GraphQLObjectType, seen = new Set<string>()): FieldNode[] =>
    selected.selections.flatMap((selection) => {
      if (selection.kind === Kind.FIELD) return [selection]
      const isSpread = selection.kind === Kind.FRAGMENT_SPREAD
      if (isSpread && seen.has(selection.name.value)) return []
      if (isSpread) seen.add(selection.name.value)
      const fragment = isSpread ? fragments.get(selection.name.value) : selection
      return fragment && isFor(fragment.typeCondition?.name.value, type) ? fieldsOf(fragment.selectionSet, type, seen) : []
    })
  const isFor = (condition: string | undefined, type: GraphQLObjectType): boolean => {
    if (condition === undefined || condition === type.name) return true
    const named = schema.getType(condition)
    return isAbstractType(named) && schema.isSubType(named, type)
  }
  return ofSet(set, root)
}

function isList(type: GraphQLOutputType): boolean {
  return isListType(isNonNullType(type) ? type.ofType : type)
}

/** Whether an operation with these variables asks for too much. */
export function isTooCostly({ least, of }: Cost, variables: Readonly<Record<string, unknown>>): boolean {
  return least > bounds.cost || (of !== undefined && of(variables) > bounds.cost)
}
