import { vi } from 'vitest'
import * as vendors from '../../src/vendors/index.js'
import { placesOf } from '../support/places.js'
import type { Watched } from './gateway.js'
import { mark } from './marks.js'
import { withAt } from './plant.js'
import { sealedPlaces } from './sealed-fields.js'
import type { Made } from './through-shims.js'

const perType = (all: readonly Made[]): Made[] => [...new Map(all.map((made) => [`${made.vendor} ${made.body.type}`, made])).values()]
/** The first of each vendor. */
export const oneEach = (all: readonly Made[]): Made[] => [...new Map(all.toReversed().map((made) => [made.vendor, made])).values()]
export const methodOf = ({ vendor }: Made) => (vendor === 'credible' ? 'PATCH' : 'PUT')

/** Nothing is kept meanwhile, as if others were always faster; so a mark may stand in fields that are shown. */
export async function whileOthersWin(gateway: Watched, act: () => Promise<void>): Promise<void> {
  const { connections, parts, workspaces } = gateway.app.app.deps.store
  const taken = [
    vi.spyOn(connections, 'insert').mockResolvedValue('conflict'),
    vi.spyOn(connections, 'replace').mockResolvedValue('stale'),
    vi.spyOn(connections, 'confirm').mockResolvedValue('gone'),
    vi.spyOn(parts, 'insert').mockRejectedValue(new Error(mark('an error of the store'))),
    vi.spyOn(parts, 'replace').mockResolvedValue('stale'),
    vi.spyOn(workspaces, 'replace').mockResolvedValue('stale'),
  ]
  await act().finally(() => taken.forEach((spy) => spy.mockRestore()))
}

/** A mark of a wrong type in every place of a secret, and at every place of each type of body. */
export async function wrongEverywhere(gateway: Watched, all: readonly Made[]): Promise<void> {
  for (const { vendor, createPath, body } of perType(all)) {
    const { fields, profile } = vendors[vendor]
    for (const { path, field } of sealedPlaces(fields, profile, body)) {
      const secret = mark(`a wrong type in ${field}`)
      for (const wrong of [{ [secret]: secret }, [secret]]) await gateway.rest('EDITOR', 'POST', createPath, withAt(body, path, wrong))
    }
    for (const [index, { path, with: put }] of placesOf(body).entries()) {
      if (path === 'body.name') continue // The contract's own refusals say a name.
      const secret = mark(`${vendor} ${path}`)
      await gateway.rest('EDITOR', 'POST', createPath, put(index % 2 ? { planted: secret } : secret))
    }
  }
}

/** Bodies that are no bodies, with secrets in them. */
export async function badBodies(gateway: Watched, all: readonly Made[]): Promise<void> {
  for (const made of oneEach(all)) {
    const secret = mark(`a bad body for ${made.vendor}`)
    const text = JSON.stringify(secret)
    const bodies = [
      `{"password":${text}`,
      `{"password":${text}} ${secret}`,
      `{"password":${text},"password":${text}}`,
      `{"__proto__":{"password":${text}}}`,
      `{${text}:${text},"type":${text}}`,
      secret,
      text,
      `[${text}]`,
      `{"password":"${encodeURIComponent(secret).repeat(30_000)}"}`,
      `${'{"a":'.repeat(200)}${text}${'}'.repeat(200)}`,
      `{"password":"\\q${secret}"}`,
    ]
    for (const body of bodies) {
      await gateway.rest('EDITOR', 'POST', made.createPath, body)
      await gateway.rest('EDITOR', methodOf(made), made.path, body)
      await gateway.rest('EDITOR', 'POST', '/graphql', body)
    }
    const odd = { 'content-type': 'application/x-www-form-urlencoded' }
    await gateway.rest('EDITOR', 'POST', made.createPath, `password=${encodeURIComponent(secret)}`, { headers: odd })
    await gateway.rest('EDITOR', 'POST', `${made.path}/files`, `--x\r\n${secret}`, {
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
    })
  }
}

/** Secrets in paths, queries, headers and wrong tokens. */
export async function badRequests(gateway: Watched, all: readonly Made[]): Promise<void> {
  const paths = ['/graphql', '/metrics', '/readyz', '/nothing', ...oneEach(all).flatMap(({ path, createPath }) => [path, createPath])]
  for (const path of paths) {
    const secret = encodeURIComponent(mark(`a request to ${path}`))
    await gateway.rest('EDITOR', 'GET', `/${secret}${path}`)
    await gateway.rest('EDITOR', 'GET', `${path}?password=${secret}&access_token=${secret}`)
    await gateway.rest('EDITOR', 'GET', `${path}/nothing/${secret}`)
    for (const authorization of [`Bearer ${secret}`, `Basic ${secret}`, secret, `Bearer swb_${secret}_${secret}`])
      await gateway.rest(null, 'GET', path, undefined, { headers: { authorization } })
    for (const name of [
      'if-match',
      'accept',
      'origin',
      'user-agent',
      'cookie',
      'x-forwarded-for',
      'referer',
      'traceparent',
      'x-request-id',
      'content-type',
    ])
      await gateway.rest('EDITOR', 'PUT', path, '{}', { headers: { [name]: `a=${secret} ${secret}` } })
  }
  const exchange = new URLSearchParams({ grant_type: 'x', client_id: mark('a client'), client_secret: mark('a client secret') })
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  await gateway.rest(null, 'POST', '/apiops/auth/token', exchange.toString(), { headers: form })
  exchange.set('grant_type', 'client_credentials')
  await gateway.rest(null, 'POST', '/apiops/auth/token', exchange.toString(), { headers: form })
}
