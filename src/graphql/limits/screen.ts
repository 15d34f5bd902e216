import { Kind, OperationTypeNode, parse, visit, type DocumentNode, type GraphQLError } from 'graphql'
import { bounds, boundsError, parseOptions } from './bounds.js'
import { refuseRepeats } from './repeats.js'
import { scanDocument } from './scan.js'
import { countFields, fragmentsOf, weigher } from './weight.js'

/** How many documents are remembered as passed, and of what length at the most. */
const kept = { documents: 1000, characters: 20_000 }

/**
 * Holds documents against the bounds that depend on nothing else, before anybody validates them: some rules of
 * graphql-js take seconds for what is refused here. A document that has passed is not looked at again.
 */
export function documentScreen(): (source: string) => GraphQLError | undefined {
  const passed = new Set<string>()
  return (source) => {
    if (passed.has(source)) return undefined
    const error = scanDocument(source) ?? screened(source)
    if (error || source.length > kept.characters) return error
    if (passed.size >= kept.documents) passed.clear()
    passed.add(source)
    return undefined
  }
}

function screened(source: string): GraphQLError | undefined {
  const document = parsed(source)
  return document && tooMuch(document)
}

/** What cannot be parsed is left to the server, which says so. */
function parsed(source: string): DocumentNode | undefined {
  try {
    return parse(source, { ...parseOptions, noLocation: true })
  } catch {
    return undefined
  }
}

function tooMuch(document: DocumentNode): GraphQLError | undefined {
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION)
  if (operations.length > bounds.operations)
    return boundsError('TOO_MANY_OPERATIONS', `A document may have ${bounds.operations} operations.`)
  let directives = 0
  visit(document, { Directive: () => void (directives += 1) })
  if (directives > bounds.directives) return boundsError('TOO_MANY_DIRECTIVES', `A document may have ${bounds.directives} directives.`)

  const fragments = fragmentsOf(document)
  const weigh = weigher(fragments)
  for (const { operation, selectionSet } of operations) {
    const { depth, introspectionDepth, aliases } = weigh(selectionSet)
    if (depth > bounds.depth) return boundsError('QUERY_TOO_DEEP', `An operation may be ${bounds.depth} levels deep.`)
    if (introspectionDepth > bounds.introspectionDepth)
      return boundsError('QUERY_TOO_DEEP', `Introspection may be ${bounds.introspectionDepth} levels deep.`)
    if (aliases > bounds.aliases) return boundsError('TOO_MANY_ALIASES', `An operation may have ${bounds.aliases} aliases.`)
    if (operation === OperationTypeNode.MUTATION && countFields(selectionSet, fragments, () => true) > bounds.mutations)
      return boundsError('TOO_MANY_MUTATIONS', `One request may make ${bounds.mutations} changes.`)
    const repeats = refuseRepeats(selectionSet, fragments)
    if (repeats) return repeats
  }
  return undefined
}
