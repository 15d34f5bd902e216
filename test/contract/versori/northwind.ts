import { acting, place } from './bodies.js'
import { example, type World } from './world.js'

/** The connection of the contract's examples, with the shared credential that its Sandbox uses. */
export async function northwind(world: World): Promise<{ made: any; shared: any }> {
  const organisationId = await world.organisation()
  const credential = { name: 'nw shared test key', type: 'string', data: { value: 'nwk_test_2Bc9' } }
  const owner = await world.http({ name: 'Northwind Shared', environments: [acting('Production', place(credential))] }, organisationId)
  const shared = owner.environments[0].credentials.action[0].credential
  const given = example('HTTPConnectionCreate', { '01HQ7Z9C0D1E2F3G4H5J6K7M8N': shared.id })
  return { made: await world.http(given, organisationId), shared: { organisationId, credential: shared } }
}

/** The update of the examples, for that connection. */
export function northwindUpdate({ id, organisationId, environments: [production, sandbox] }: any): any {
  return example('HTTPConnectionUpdate', {
    '01HQ80A1B2C3D4E5F6G7H8J9K0': id,
    '01HQ7Z3T5E8W2N4K6M9P1R3S5V': organisationId,
    '01HQ80A1B3PR0D00000000000A': production.id,
    '01HQ80A1B3SB0X00000000000B': sandbox.id,
  })
}
