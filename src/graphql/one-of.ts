/** The one member of a `@oneOf` input. graphql-js has seen to it that there is exactly one. */
export function soleEntry(input: object): readonly [string, unknown] {
  const [entry] = Object.entries(input).filter(([, value]) => value !== undefined)
  if (!entry) throw new Error('A @oneOf input came without a member.')
  return entry
}

/** The `@oneOf` member for a wire tag: `api-key` and `api_key` as `apiKey`. */
export function inputKey(tag: string): string {
  return tag.replace(/[-_]+(\w)/g, (_, letter: string) => letter.toUpperCase())
}

/** The enum value for a wire value: `googleAnalytics`, `basic-auth` as `GOOGLE_ANALYTICS`, `BASIC_AUTH`. */
export function enumName(value: string): string {
  return value
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[-\s]+/g, '_')
    .toUpperCase()
}
