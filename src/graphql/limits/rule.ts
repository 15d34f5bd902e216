import { getNamedType, GraphQLError, GraphQLFloat } from 'graphql'
import type { ASTVisitor, FloatValueNode, IntValueNode, ValidationContext } from 'graphql'
import { isExact } from '../../lib/exact-number.js'

/** A number in a document is taken when it is kept exactly, as one in a JSON body is. */
export function exactNumbersRule(context: ValidationContext): ASTVisitor {
  const check = (node: IntValueNode | FloatValueNode): void => {
    if (getNamedType(context.getInputType()) !== GraphQLFloat || isExact(node.value)) return
    context.reportError(new GraphQLError('Float cannot represent a number exactly.', { nodes: node }))
  }
  return { IntValue: check, FloatValue: check }
}
