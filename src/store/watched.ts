import type { Watch } from '../lib/watch.js'
import type { Store } from './store.js'

/** Everything that writes. */
const writes = {
  connections: ['insert', 'replace', 'confirm', 'remove'],
  workspaces: ['insert', 'replace', 'remove'],
  tokens: ['insert', 'revoke', 'putOperator'],
  parts: ['insert', 'replace', 'remove'],
  workers: ['insert', 'replace', 'remove'],
  deployments: ['record'],
  secrets: ['rewrap', 'removeCanary'],
  audit: ['record'],
} as const satisfies { readonly [Part in keyof Store]?: readonly (keyof Store[Part])[] }

/** The same store, but a watch runs its writes. */
export function watchStore(store: Store, watch: Watch): Store {
  const watched = Object.entries(writes).map(([part, names]) => [part, watchPart(part, store[part as keyof typeof writes], names, watch)])
  return { ...store, ...(Object.fromEntries(watched) as Partial<Store>) }
}

type Method = (...given: readonly unknown[]) => Promise<unknown>

function watchPart(part: string, methods: object, names: readonly string[], watch: Watch): object {
  const around = names.map((name) => {
    const method = (methods as Readonly<Record<string, Method>>)[name]
    if (!method) throw new Error(`The store has no ${part}.${name}.`)
    return [name, (...given: readonly unknown[]) => watch.write(`${part}.${name}`, () => method(...given))] as const
  })
  return { ...methods, ...Object.fromEntries(around) }
}
