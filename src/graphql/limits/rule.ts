/* eslint @typescript-eslint/no-unsafe-class-instance-assignment: off -- it does not end on the recursive types of graphql-js */
import { getNamedType, GraphQLError, GraphQLFloat } from 'graphql'
import type { ASTVisitor, FloatValueNode, IntValueNode, OperationDefinitionNode, ValidationContext } from 'graphql'
import { isExact } from '../../lib/exact-number.js'

/** A number in a document is taken when it is kept exactly, as one in a JSON body is. */
export function exactNumbersRule(context: ValidationContext) {
  return {
    IntValue: (node: IntValueNode): void => refuseInexact(context, node),
    FloatValue: (node: FloatValueNode): void => refuseInexact(context, node),
  } satisfies ASTVisitor
}

/** An operation of a kind that the schema has no root for is refused here, as graphql-js does it no earlier than it executes. */
export function knownRootsRule(context: ValidationContext) {
  return {
    OperationDefinition: (node: OperationDefinitionNode): void => {
      if (!context.getSchema().getRootType(node.operation))
        context.reportError(new GraphQLError(`There is no ${node.operation} here.`, { nodes: node }))
    },
  } satisfies ASTVisitor
}

function refuseInexact(context: ValidationContext, node: IntValueNode | FloatValueNode): void {
  if (getNamedType(context.getInputType()) !== GraphQLFloat || isExact(node.value)) return
  context.reportError(new GraphQLError('Float cannot represent a number exactly.', { nodes: node }))
}
