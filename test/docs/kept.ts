import type { TestApp } from '../support/boot.js'

export interface Kept {
  readonly id: string
  readonly name: string
  readonly type: string
  readonly vendor: string
  readonly revision: number
  readonly password?: { readonly isSet: boolean; readonly version: number | null }
  readonly settings?: { readonly databaseName?: string | null }
}

/** Connections as the gateway lists them, in its order. */
export async function kept(app: TestApp, filter: object = {}): Promise<Kept[]> {
  const { connections } = await app.graph(
    `query ($filter: ConnectionFilter) { connections(first: 100, filter: $filter) { nodes {
      ... on ConnectionProfileCommon { id name type vendor revision }
      ... on ChartbrewConnectionProfile { password { isSet version } }
      ... on CredibleConnectionProfile { settings { ... on CrediblePostgres { databaseName } } } } } }`,
    { filter },
  )
  return connections.nodes
}

/** The line that the page shows for a connection. */
export function lineOf({ name, type, vendor, password, settings }: Kept): string {
  if (password) return `${name}: ${type} with ${password.isSet ? 'a' : 'no'} password`
  if (!settings) return `${name}: ${type} at ${vendor}`
  return 'databaseName' in settings ? `${name}: database ${settings.databaseName ?? 'not named'}` : `${name}: ${type}`
}
