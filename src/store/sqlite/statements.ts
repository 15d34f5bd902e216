/** Prepares each shape of a statement once and keeps it. */
export function statements<Shape, Statement>(prepare: (shape: Shape) => Statement): (key: string, shape: Shape) => Statement {
  const kept = new Map<string, Statement>()
  return (key, shape) => {
    const found = kept.get(key)
    if (found) return found
    const made = prepare(shape)
    kept.set(key, made)
    return made
  }
}
