import type { Watch } from '../lib/watch.js'
import type { AuditRecord } from './rows.js'
import type { Store } from './store.js'

/** The methods that take an audit record: who forgets one of them below is told by the compiler. */
type Audited<Part> = {
  [Name in keyof Part]: Part[Name] extends (...given: infer Given) => unknown ? (AuditRecord extends Given[number] ? Name : never) : never
}[keyof Part]
type AuditedParts = { readonly [Part in keyof Store as [Audited<Store[Part]>] extends [never] ? never : Part]: Audited<Store[Part]> }

/** Everything that writes. */
const writes: { readonly [Part in keyof AuditedParts]: Readonly<Record<AuditedParts[Part], true>> } & {
  readonly deployments: { readonly record: true }
} = {
  connections: { insert: true, replace: true, confirm: true, remove: true },
  workspaces: { insert: true, replace: true, remove: true },
  tokens: { insert: true, revoke: true, putOperator: true },
  parts: { insert: true, replace: true, remove: true },
  workers: { insert: true, replace: true, remove: true },
  deployments: { record: true },
  secrets: { rewrap: true, removeCanary: true },
  audit: { record: true },
}

/** The same store, but a watch runs its writes. */
export function watchStore(store: Store, watch: Watch): Store {
  const watched = Object.entries(writes).map(([part, names]) => [part, watchPart(part, store[part as keyof typeof writes], names, watch)])
  return { ...store, ...(Object.fromEntries(watched) as Partial<Store>) }
}

type Method = (...given: readonly unknown[]) => Promise<unknown>

function watchPart(part: string, methods: object, names: object, watch: Watch): object {
  const around = Object.keys(names).map((name) => {
    const method = (methods as Readonly<Record<string, Method>>)[name]
    if (!method) throw new Error(`The store has no ${part}.${name}.`)
    return [name, (...given: readonly unknown[]) => watch.write(`${part}.${name}`, () => method(...given))] as const
  })
  return { ...methods, ...Object.fromEntries(around) }
}
