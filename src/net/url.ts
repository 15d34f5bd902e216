/** An http or https URL without credentials, in the one spelling that it means; undefined for anything else. */
export function readUrl(text: string, base?: string): URL | undefined {
  if (!URL.canParse(text, base)) return undefined
  const url = new URL(text, base)
  const hasCredentials = url.username !== '' || url.password !== ''
  return /^https?:$/.test(url.protocol) && !hasCredentials ? url : undefined
}

/** The host of a URL as the allow list compares it: no brackets, no closing dot. */
export function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$|\.$/g, '')
}
