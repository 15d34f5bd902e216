/**
 * GraphQL has two members of a union answer a field with one type only. Where the vendors disagree,
 * our documents ask for `field_reason: field`; no field of the schema has an underscore.
 */
type NameOf<Key> = Key extends `__${string}` ? Key : Key extends `${infer Field}_${string}` ? Field : Key

/** An answer with every field under the name that the schema gives it. */
export type Named<Answer> = Answer extends readonly (infer Item)[]
  ? readonly Named<Item>[]
  : Answer extends object
    ? { readonly [Key in keyof Answer as NameOf<Key>]: Named<Answer[Key]> }
    : Answer

/** The answer without its aliases. JSON values, which have no `__typename`, stay as they came. */
export function named<Answer>(answer: Answer): Named<Answer> {
  // NameOf says for a type what nameOf does to a value.
  return renamed(answer) as Named<Answer>
}

function renamed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(renamed)
  if (typeof value !== 'object' || value === null || !('__typename' in value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [nameOf(key), renamed(member)]))
}

function nameOf(key: string): string {
  return key.startsWith('__') ? key : (key.split('_')[0] ?? key)
}
