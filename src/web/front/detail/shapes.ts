/** Something with fields in an answer, as the renderer sees it: it knows no vendor. */
export type Fields = Readonly<Record<string, unknown>>

/** Facts about a secret. Those that a vendor adds, such as the account in a key file, stand beside them. */
export interface Secret extends Fields {
  readonly isSet: boolean
  readonly changedAt: string | null
  readonly version: number | null
}

/** JSON values are no fields of ours: our documents ask for `__typename` everywhere. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && '__typename' in value
}

export function isSecret(value: unknown): value is Secret {
  return isFields(value) && typeof value.isSet === 'boolean'
}

/** What stands in a section of its own: fields, or a list of them. */
export function isSection(value: unknown): value is Fields | readonly Fields[] {
  return Array.isArray(value) ? value.every(isFields) : isFields(value) && !isSecret(value)
}

/** The members worth showing. */
export function membersOf(fields: Fields): [string, unknown][] {
  return Object.entries(fields).filter(([name, value]) => name !== '__typename' && !isEmpty(value))
}

/** A list whose members hold single values only reads best as a table. */
export function isFlat(items: readonly Fields[]): boolean {
  return items.every((item) => membersOf(item).every(([, value]) => !isSection(value)))
}

function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(isEmpty)
  if (isFields(value) && !isSecret(value)) return membersOf(value).every(([, one]) => isSecret(one) && !one.isSet)
  return value === null || value === undefined || value === ''
}
