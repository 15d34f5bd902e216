import { useMemo, useSyncExternalStore } from 'react'

/** Where somebody is in the documentation: it stands behind the `#` of the address. */
export interface Place {
  readonly vendor?: string | undefined
  /** The id of an operation. */
  readonly operation?: string | undefined
}

export function usePlace(): Place {
  const hash = useSyncExternalStore(onHash, () => location.hash)
  return useMemo(() => {
    const [, vendor, operation] = hash.startsWith('#/') ? hash.split('/').map(decoded) : []
    return { vendor: vendor === '' ? undefined : vendor, operation: operation === '' ? undefined : operation }
  }, [hash])
}

/** The address of a place, for an `href`. */
export function linkTo({ vendor, operation }: Place): string {
  return `#/${[vendor, operation].flatMap((part) => (part === undefined ? [] : [encodeURIComponent(part)])).join('/')}`
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function onHash(listener: () => void): () => void {
  addEventListener('hashchange', listener)
  return () => removeEventListener('hashchange', listener)
}
