import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { adminToken, boot, type RestAnswer, type TestApp } from '../support/boot.js'

let app: TestApp
let workspaces = 0
/** Every test counts from an address of its own. */
let from = 0
const proxied = (): Record<string, string> => ({ 'x-forwarded-for': `198.51.100.${(from += 1)}` })

beforeAll(async () => {
  app = await boot({
    env: { SWITCHBOARD_RATE_LIMITS: 'token=40/h, address=2/h, failures=2/m', SWITCHBOARD_TRUST_PROXY: '127.0.0.1' },
  })
})
afterAll(() => app.close())

async function times(count: number, ask: () => Promise<RestAnswer>): Promise<number[]> {
  const statuses: number[] = []
  for (let time = 0; time < count; time += 1) statuses.push((await ask()).status)
  return statuses
}

const newToken = async (): Promise<string> => app.token(['VIEWER'], (await app.workspace('chartbrew', String((workspaces += 1)))).id)
const viewer = JSON.stringify({ query: '{ viewer { token { id } } }' })

describe('a token that does not open', () => {
  it('is told so as often as the limit says, then to wait, and longer each time', async () => {
    const headers = proxied()
    const guess = () => app.rest('POST', '/graphql', viewer, { token: 'swb_wrong_0123', headers })
    expect(await times(2, guess)).toEqual([401, 401])
    const [third, fourth] = [await guess(), await guess()]
    expect(third).toMatchObject({
      status: 429,
      headers: { 'retry-after': expect.stringMatching(/^\d+$/) },
      body: { errors: [{ extensions: { code: 'RATE_LIMITED', requestId: expect.any(String) } }] },
    })
    expect(Number(fourth.headers['retry-after'])).toBeGreaterThan(1.5 * Number(third.headers['retry-after']))
  })

  it('never stands in the way of one that does, from the same address', async () => {
    const headers = proxied()
    await times(20, () => app.rest('GET', '/team/1/connections', undefined, { token: 'wrong', headers }))
    expect(await app.rest('GET', '/team/1/connections', undefined, { token: 'wrong', headers })).toHaveProperty('status', 429)
    const token = await newToken()
    expect(await app.rest('POST', '/graphql', viewer, { token, headers })).toHaveProperty('status', 200)
  })

  it('counts where client credentials are exchanged for a token, too', async () => {
    const headers = { ...proxied(), 'content-type': 'application/x-www-form-urlencoded' }
    const body = 'grant_type=client_credentials&client_id=tok_x&client_secret=wrong'
    const exchange = () => app.rest('POST', '/apiops/auth/token', body, { token: null, headers })
    const first = await exchange()
    expect(first.status).not.toBe(429)
    await times(3, exchange)
    expect(await exchange()).toHaveProperty('status', 429)
  })

  it.each([
    ['/team/1/connections', { error: 'There were too many requests.' }],
    ['/api/v0/projects/p/connections', { code: 429 }],
    ['/apiops/projects/p/connections/?type=email', { error_description: 'There were too many requests.' }],
    ['/o/01HQ7Z3T5E8W2N4K6M9P1R3S5V/connections', { code: '429000' }],
  ])('is refused at %s in the words of that door', async (path, body) => {
    const headers = proxied()
    const guess = () => app.rest('GET', path, undefined, { token: 'wrong', headers })
    await times(2, guess)
    expect(await guess()).toMatchObject({ status: 429, headers: { 'retry-after': expect.stringMatching(/^\d+$/) }, body })
  })
})

describe('a token that opens', () => {
  it('is refused above its own limit, while another goes on from the same address', async () => {
    const [busy, calm] = [await newToken(), await newToken()]
    const headers = proxied()
    const ask = (token: string) => () => app.rest('POST', '/graphql', viewer, { token, headers })
    const statuses = await times(81, ask(busy))
    expect([statuses.indexOf(429), new Set(statuses.slice(0, 80))]).toEqual([80, new Set([200])])
    expect(await times(1, ask(calm))).toEqual([200])
  })

  it('is never refused for what else came from its address, where no token is needed either', async () => {
    const headers = proxied()
    const token = await newToken()
    const get = (path: string, given: string | null) => () => app.rest('GET', path, undefined, { token: given, headers })
    expect(await times(5, get('/', null))).toEqual([200, 200, 200, 200, 429])
    for (const path of ['/schema.graphql', '/openapi/chartbrew.json', '/', '/apiops/test/healthcheck']) {
      expect(await times(1, get(path, token)), path).toEqual([200])
      expect(await times(1, get(path, 'swb_wrong_0123')), path).toEqual([429])
    }
    expect(await times(1, get('/no/such/path', token))).toEqual([404])
  })

  it('is exchanged whatever else came from its address', async () => {
    const headers = proxied()
    const token = await newToken()
    await times(5, () => app.rest('GET', '/', undefined, { token: null, headers }))
    const id = `tok_${token.split('_')[1]}`
    const form = new URLSearchParams({ grant_type: 'client_credentials', client_id: id, client_secret: token }).toString()
    const asForm = { ...headers, 'content-type': 'application/x-www-form-urlencoded' }
    expect(await times(3, () => app.rest('POST', '/apiops/auth/token', form, { token: null, headers: asForm }))).toEqual([200, 200, 200])
  })

  it('is refused above its own limit where no token is needed, too', async () => {
    const token = await newToken()
    const statuses = await times(81, () => app.rest('GET', '/schema.graphql', undefined, { token, headers: proxied() }))
    expect([statuses.indexOf(429), new Set(statuses.slice(0, 80))]).toEqual([80, new Set([200])])
  })
})

describe('an address', () => {
  it('is counted for what needs no token, whatever path', async () => {
    const headers = proxied()
    const paths = ['/schema.graphql', '/no/such/path', '/', '/graphql', '/schema.graphql']
    const statuses: number[] = []
    for (const path of paths) statuses.push((await app.rest('GET', path, undefined, { token: null, headers })).status)
    expect(statuses).toEqual([200, 404, 200, 401, 429])
  })

  it.each([
    ['of another grant type', 'grant_type=password', 400],
    ['without a secret', 'grant_type=client_credentials&client_id=x', 401],
    ['in another media type', '<xml/>', 415],
  ])('is counted for an exchange %s', async (_what, body, status) => {
    const headers = { ...proxied(), 'content-type': status === 415 ? 'application/xml' : 'application/x-www-form-urlencoded' }
    const ask = () => app.rest('POST', '/apiops/auth/token', body, { token: null, headers })
    expect(await times(5, ask)).toEqual([status, status, status, status, 429])
  })

  it('is never counted for its health', async () => {
    const headers = proxied()
    expect(await times(30, () => app.rest('GET', '/livez', undefined, { token: null, headers }))).not.toContain(429)
  })

  it('that a proxy makes up is not believed', async () => {
    const ask = (forwarded: string) =>
      app.rest('GET', '/schema.graphql', undefined, { token: null, headers: { 'x-forwarded-for': forwarded } })
    const statuses: number[] = []
    for (const made of ['a', 'b', 'c', '<d>', 'e:1']) statuses.push((await ask(made)).status)
    expect(statuses).toEqual([200, 200, 200, 200, 429])
  })
})

it('without limits nobody is refused for coming often', async () => {
  const free = await boot()
  try {
    const headers = { authorization: 'Bearer wrong' }
    expect(await times(30, () => free.rest('GET', '/team/1/connections', undefined, { token: null, headers }))).not.toContain(429)
    expect(await times(30, () => free.rest('POST', '/graphql', viewer, { token: adminToken }))).not.toContain(429)
  } finally {
    await free.close()
  }
})
