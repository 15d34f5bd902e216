import type { Shape } from '../../src/vendors/fields.js'
import * as vendors from '../../src/vendors/index.js'
import type { RestAnswer } from '../support/boot.js'
import type { Watched, Who } from './gateway.js'
import { labelsIn } from './marks.js'
import { bodies, marked, valueFor } from './plant.js'
import { sealedPlaces } from './sealed-fields.js'

export type VendorId = keyof typeof vendors
export const organisation = '01HQ7Z3T5E8W2N4K6M9P1R3S5V'
export const workspaceKeys: Readonly<Record<VendorId, string>> = {
  apinizer: 'Shop',
  chartbrew: '7',
  credible: 'orchard',
  versori: organisation,
}
export const collections: Readonly<Record<VendorId, string>> = {
  apinizer: '/apiops/projects/Shop/connections',
  chartbrew: '/team/7/connections',
  credible: '/api/v0/projects/orchard/connections',
  versori: `/o/${organisation}/connections`,
}
export const everybody: readonly (Who | null)[] = ['VIEWER', 'TESTER', 'EDITOR', 'REVEALER', null]

/** A connection that was made of a marked body. */
export interface Made {
  readonly vendor: VendorId
  readonly path: string
  readonly createPath: string
  readonly body: Record<string, any>
}

export function accepted({ status, text, body }: RestAnswer): any {
  if (status >= 300) throw new Error(`${status}: ${text}`)
  return body
}

/** Where a body is posted, and where it is found afterwards. */
function createPathOf(vendor: VendorId, { name, protocol }: Record<string, any>): string {
  if (vendor === 'chartbrew') return collections.chartbrew
  return vendor === 'versori' ? `/o/${organisation}/protocols/${protocol}/connections` : `${collections[vendor]}/${name}`
}

/** A body with new marks, as it goes to POST or to PUT. */
export const markedBody = (vendor: VendorId, body: Record<string, any>): Record<string, any> =>
  marked(vendors[vendor].fields, vendors[vendor].profile, body)

/** Makes every body of every vendor, marked, and does with it what the shim can do. */
export async function makeAll(gateway: Watched): Promise<Made[]> {
  const all: Made[] = []
  for (const vendor of Object.keys(vendors) as VendorId[]) {
    for (const plain of bodies[vendor] ?? []) {
      const body = markedBody(vendor, plain)
      const createPath = createPathOf(vendor, body)
      const answer = accepted(await gateway.rest('EDITOR', 'POST', createPath, body))
      const path = vendor === 'apinizer' || vendor === 'credible' ? createPath : `${collections[vendor]}/${answer.id}`
      all.push({ vendor, path, createPath, body })
    }
  }
  return all
}

/** Reads by everybody, sends back what was read, writes new secrets, meets conflicts and what is stale. */
export async function changeAll(gateway: Watched, all: readonly Made[]): Promise<void> {
  for (const { vendor, path, createPath, body } of all) {
    const method = vendor === 'credible' ? 'PATCH' : 'PUT'
    const read = accepted(await gateway.rest('EDITOR', 'GET', path))
    const shown = read.resultList?.[0] ?? read
    const changed = markedBody(
      vendor,
      vendor === 'versori' ? { ...body, ...(shown.environments && { id: shown.id }), environments: [] } : body,
    )
    for (const who of everybody) await gateway.rest(who, 'GET', path)
    await gateway.rest('EDITOR', method, path, shown)
    await gateway.rest('EDITOR', method, path, changed)
    await gateway.rest('EDITOR', method, path, changed, { headers: { 'if-match': '"stale"' } })
    for (const who of everybody) await gateway.rest(who, 'POST', createPath, changed)
    await gateway.rest('VIEWER', method, path, changed)
    await gateway.rest('EDITOR', 'GET', path, undefined, { query: { search: secretOf(changed) } })
  }
  for (const who of everybody) for (const path of Object.values(collections)) await gateway.rest(who, 'GET', path)
}

/** The first marked text in a body. */
export function secretOf(body: unknown): string {
  return /Zq7Hx0Kd(?:[^"\\]|\\.)*Wv9Ky3Pm/.exec(JSON.stringify(body))?.[0] ?? ''
}

/** Uploads a marked file of every kind to a Chartbrew connection, and copies it. */
export async function uploadFiles(gateway: Watched, all: readonly Made[]): Promise<void> {
  const { fields, profile } = vendors.chartbrew
  const places = sealedPlaces(fields, profile as Shape, { files: {} }).filter(({ path }) => path[0] === 'files')
  const [one] = all.filter(({ vendor }) => vendor === 'chartbrew')
  const form = new FormData()
  for (const name of new Set(places.map(({ path }) => path.at(-1) ?? ''))) {
    const same = places.filter(({ path }) => path.at(-1) === name)
    const value = valueFor({ field: same.map(({ field }) => field).join(' '), path: ['files', name], kind: 'secret' }) as string
    form.append(name, new Blob([value]), 'secret.pem')
  }
  accepted(await gateway.rest('EDITOR', 'POST', `${one?.path}/files`, form))
  accepted(await gateway.rest('EDITOR', 'POST', `${one?.path}/duplicate`, { name: 'Copy' }))
  for (const who of everybody) await gateway.rest(who, 'GET', one?.path ?? '')
}

/** Shows every secret that is kept, by `revealSecret`; answers the fields that hold a mark. */
export async function revealAll(gateway: Watched): Promise<Set<string>> {
  const { store } = gateway.app.app.deps
  const query = 'mutation ($input: RevealSecretInput!) { revealSecret(input: $input) { secret { value } userErrors { message } } }'
  const connections = await store.connections.list({
    filter: { visible: undefined },
    order: { field: 'name', direction: 'asc' },
    limit: undefined,
  })
  const parts = await store.parts.usedBy(connections.map(({ id }) => id))
  const labels: string[] = []
  for (const { id, secretVersions } of [...connections, ...parts]) {
    for (const field of Object.keys(secretVersions)) {
      const { body } = await gateway.graph('REVEALER', query, { input: { id, field } })
      const { value } = body.data.revealSecret.secret
      labels.push(...labelsIn(value), ...labelsIn(Buffer.from(value, 'base64').toString('latin1')))
    }
    const [field] = Object.keys(secretVersions)
    if (field) await gateway.graph('EDITOR', query, { input: { id, field } })
  }
  return new Set(labels.flatMap((label) => label.slice(0, label.indexOf(' at ')).split(' ')))
}
