import { isValues, same, type Value, type Values } from './values.js'

interface Merged {
  readonly values: Values
  /** Fields that both changed, each in its own way: the other one's stands. */
  readonly collisions: readonly string[]
}

/** Somebody's edits set onto what another made of the same state meanwhile. Lists are compared whole. */
export function merge(before: Values, mine: Values, theirs: Values): Merged {
  const parts = Object.keys(theirs).map((name) => [name, mergeOne(name, before[name], mine[name], theirs[name])] as const)
  return {
    values: Object.fromEntries(parts.map(([name, { value }]) => [name, value])),
    collisions: parts.flatMap(([, { collisions }]) => collisions),
  }
}

function mergeOne(path: string, before: Value | undefined, mine: Value | undefined, theirs: Value = ''): Part {
  if (mine === undefined || same(mine, before) || same(mine, theirs)) return { value: theirs, collisions: [] }
  if (isUntouched(before, theirs)) return { value: mine, collisions: [] }
  if (!isValues(before) || !isValues(mine) || !isValues(theirs) || mine.choice !== theirs.choice)
    return { value: theirs, collisions: [path] }
  const { values, collisions } = merge(before, mine, theirs)
  return { value: values, collisions: collisions.map((inside) => `${path}.${inside}`) }
}

interface Part {
  readonly value: Value
  readonly collisions: readonly string[]
}

/** Whether nothing happened to a field; of a secret only its version tells. */
function isUntouched(before: Value | undefined, theirs: Value): boolean {
  return JSON.stringify(before) === JSON.stringify(theirs)
}
