import { ApinizerConnectionDocument, ConnectionDocument, type Vendor } from '../../../src/generated/web/graphql.js'
import { named } from '../../../src/web/front/detail/named.js'
import { typeNamed, type ConnectionType } from '../../../src/web/front/forms/types.js'
import type { TestApp } from '../../support/boot.js'
import { fillWithDemo } from '../../support/demo.js'

/** A connection as the pages read it, and its type as the forms know it. */
export interface DemoConnection {
  readonly connection: any
  readonly type: ConnectionType
}

/** The demo in a gateway, of every type of every vendor, read as the pages do. */
export async function demoConnections(app: TestApp): Promise<readonly DemoConnection[]> {
  await fillWithDemo(app)
  const { connections } = await app.graph('{ connections(first: 100) { nodes { ... on ConnectionProfileCommon { id } } } }')
  return Promise.all(connections.nodes.map(async ({ id }: { id: string }) => readConnection(app, id)))
}

/** One of them, as it is now. */
export async function readConnection(app: TestApp, id: string): Promise<DemoConnection> {
  const ask = async (document: { toString(): string }): Promise<any> => (await app.graph(document.toString(), { id })).connection
  const first = await ask(ConnectionDocument)
  const connection: any = named(first.vendor === 'APINIZER' ? await ask(ApinizerConnectionDocument) : first)
  const type = typeNamed(connection.vendor as Vendor, String(connection.type))
  if (!type) throw new Error(`There is no form for ${connection.vendor} ${connection.type}.`)
  return { connection, type }
}
