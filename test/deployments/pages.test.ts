import { expect, it } from 'vitest'
import { deploymentFields, email, startWorker, world } from './world.js'

const page = `edges { cursor node { id } } nodes { ${deploymentFields} } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount`
const ofConnection = `query ($id: ID!, $first: Int, $after: String, $last: Int, $before: String) {
  connection(id: $id) { ... on ApinizerConnectionProfile { deployments(first: $first, after: $after, last: $last, before: $before) { ${page} } } } }`

it('deployments of a connection come newest first and page by page, for everyone who may read it', async () => {
  const { app, addWorker, rest, workspaceId } = await world()
  await addWorker((await startWorker()).url)
  await rest('POST', 'invoices', email('invoices'))
  await rest('POST', 'others', email('others'))
  for (const port of [26, 27, 28]) await rest('PUT', 'invoices', email('invoices', { port }))
  const { connectionByKey } = await app.graph(
    '{ connectionByKey(vendor: APINIZER, workspace: "Shop", key: "invoices") { ... on ConnectionProfileCommon { id } } }',
  )
  const viewer = await app.token(['VIEWER'], workspaceId)
  const read = async (variables: object) =>
    (await app.graph(ofConnection, { id: connectionByKey.id, ...variables }, viewer)).connection.deployments
  const revisions = (found: any): number[] => found.nodes.map(({ revision }: any) => revision)

  const all = await read({})
  expect([revisions(all), all.totalCount]).toEqual([[4, 3, 2, 1], 4])
  expect(all.nodes[0]).toMatchObject({ kind: 'PUT', state: 'DELIVERED', connection: { id: connectionByKey.id } })
  const first = await read({ first: 2 })
  expect([revisions(first), first.pageInfo]).toMatchObject([[4, 3], { hasNextPage: true, hasPreviousPage: false }])
  const next = await read({ first: 2, after: first.pageInfo.endCursor })
  expect([revisions(next), next.pageInfo]).toMatchObject([[2, 1], { hasNextPage: false, hasPreviousPage: true }])
  expect(revisions(await read({ last: 1, before: next.pageInfo.startCursor }))).toEqual([3])
})

it('a deployment is read by its id, by nobody from another workspace', async () => {
  const { app, addWorker, rest, deployments } = await world()
  const { worker } = await addWorker((await startWorker()).url)
  await rest('POST', 'invoices', email('invoices'))
  const [made] = await deployments(worker.id)
  const other = await app.workspace('apinizer', 'Other')
  const node = async (token?: string) =>
    (await app.graph(`query ($id: ID!) { node(id: $id) { ... on Deployment { ${deploymentFields} } } }`, { id: made.id }, token)).node
  expect(await node()).toEqual(made)
  expect(await node(await app.token(['ADMIN'], other.id))).toBeNull()
})
