import { Kind, valueFromASTUntyped, type FieldNode, type ValueNode } from 'graphql'
import { bounds } from './bounds.js'

export type Variables = Readonly<Record<string, unknown>>

/** A cost: `of` where it depends on variables, and then `least` is what it is at the least. */
export interface Cost {
  readonly least: number
  readonly of?: (variables: Variables) => number
}

/** How many items a list has: a number, or what a variable says. */
export interface Size {
  readonly fixed: number
  readonly of?: (variables: Variables) => number
}

export const nothing: Cost = { least: 0 }

/** A page without a size, and the largest; other sizes are refused where the list is read. */
const page = { usual: 20, largest: 100 }

export function total(costs: readonly Cost[]): Cost {
  const least = costs.reduce((sum, cost) => sum + cost.least, 0)
  const moving = costs.filter(({ of }) => of)
  if (moving.length === 0) return { least }
  const fixed = costs.reduce((sum, cost) => sum + (cost.of ? 0 : cost.least), 0)
  return moved(least, (variables) => moving.reduce((sum, cost) => sum + valueOf(cost, variables), fixed))
}

/** The dearest of some. */
export function most(costs: readonly Cost[]): Cost {
  const least = Math.max(0, ...costs.map((cost) => cost.least))
  if (costs.every(({ of }) => !of)) return { least }
  return moved(least, (variables) => Math.max(0, ...costs.map((cost) => valueOf(cost, variables))))
}

export function times(size: Size, cost: Cost): Cost {
  const least = size.fixed * cost.least
  if (!size.of && !cost.of) return { least }
  return moved(least, (variables) => (size.of?.(variables) ?? size.fixed) * valueOf(cost, variables))
}

/**
 * The size that these arguments give, the larger where there are two; a page of the usual size when none of them says a
 * number, as a variable may not. Undefined when the field has none of them.
 */
export function sizeOf({ arguments: given = [] }: FieldNode, names: readonly string[]): Size | undefined {
  const sizes = given.filter(({ name, value }) => names.includes(name.value) && value.kind !== Kind.NULL).map(({ value }) => value)
  if (sizes.length === 0) return names.includes('first') ? { fixed: page.usual } : undefined
  const of = (variables: Variables): number => Math.max(...sizes.map((size) => readSize(size, variables) ?? 0)) || page.usual
  return sizes.some(({ kind }) => kind === Kind.VARIABLE) ? { fixed: 1, of } : { fixed: of({}) }
}

function readSize(size: ValueNode, variables: Variables): number | undefined {
  const value = valueFromASTUntyped(size, variables)
  if (Array.isArray(value)) return Math.max(value.length, 1)
  return typeof value === 'number' ? Math.min(Math.max(value, 1), page.largest) : undefined
}

function valueOf({ least, of }: Cost, variables: Variables): number {
  return of ? of(variables) : least
}

/** What costs too much whatever the variables say is worked out no further: so the ways through fragments stay few. */
function moved(least: number, of: (variables: Variables) => number): Cost {
  return least > bounds.cost ? { least } : { least, of }
}
