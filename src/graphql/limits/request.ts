import { valueFromASTUntyped } from 'graphql'
import type { DocumentNode, GraphQLError, GraphQLSchema, OperationDefinitionNode } from 'graphql'
import { boundsError } from './bounds.js'
import { costOf, isTooCostly } from './cost.js'
import type { Cost, Variables } from './cost-terms.js'
import { countFields, fragmentsOf, isIntrospection } from './weight.js'

/** What is known of an operation for every request that runs it. */
interface Facts {
  readonly cost: Cost
  readonly defaults: Variables
  readonly introspects: boolean
}

/**
 * Holds a request against the bounds that depend on its variables and its caller. What
 * a valid document says of it is worked out once, for as long as the document is kept.
 */
export function requestBounds(
  schema: GraphQLSchema,
): (document: DocumentNode, operation: OperationDefinitionNode, variables: Variables, isOpen: boolean) => GraphQLError | undefined {
  const known = new WeakMap<OperationDefinitionNode, Facts>()
  return (document, operation, variables, isOpen) => {
    const facts = known.get(operation) ?? factsOf(schema, document, operation)
    known.set(operation, facts)
    if (facts.introspects && !isOpen) return boundsError('INTROSPECTION_CLOSED', 'Introspection is not open to this token.')
    const isTooMuch = isTooCostly(facts.cost, facts.cost.of ? { ...facts.defaults, ...variables } : variables)
    return isTooMuch ? boundsError('QUERY_TOO_COSTLY', 'The operation may answer too many objects: ask for smaller pages.') : undefined
  }
}

function factsOf(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode): Facts {
  const fragments = fragmentsOf(document)
  const { selectionSet, variableDefinitions = [] } = operation
  const root = schema.getRootType(operation.operation)
  return {
    cost: root ? costOf(schema, fragments, selectionSet, root) : { least: 0 },
    defaults: Object.fromEntries(
      variableDefinitions.flatMap(({ variable, defaultValue }) =>
        defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)] as const] : [],
      ),
    ),
    introspects: countFields(selectionSet, fragments, isIntrospection) > 0,
  }
}
