import { defaultFieldResolver, getNamedType, isLeafType, isObjectType, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql'
import type { Budget } from './budget.js'

interface Budgeted {
  readonly budget: Budget
}
type Resolver = GraphQLFieldResolver<unknown, Budgeted>

/** Makes each value that is answered count in the budget of its operation when it is long. */
export function countAnswers(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue
    for (const field of Object.values(type.getFields()))
      if (isLeafType(getNamedType(field.type))) field.resolve = counted(field.resolve ?? defaultFieldResolver)
  }
  return schema
}

function counted(resolve: Resolver): Resolver {
  return (source, args, context, info) => {
    const value = resolve(source, args, context, info)
    return value instanceof Promise ? value.then((found) => context.budget.answer(found)) : context.budget.answer(value)
  }
}
