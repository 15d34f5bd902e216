import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { adminToken, boot, type TestApp } from '../support/boot.js'
import { hasBrowser, launch, visit } from '../support/browser.js'

interface Answer {
  readonly status: number
  readonly body: any
  readonly headers: Readonly<Record<string, string>>
}

/** What the page itself gets to see of an answer; undefined when the browser keeps all of it back. */
function ask(
  page: Page,
  url: string,
  init: { method?: string; headers?: Record<string, string>; body?: string },
): Promise<Answer | undefined> {
  return page.evaluate(
    ([at, options]) =>
      fetch(at, options).then(
        async (response) => ({ status: response.status, body: await response.json(), headers: Object.fromEntries(response.headers) }),
        () => undefined,
      ),
    [url, init] as const,
  )
}

const headers = { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json' }
const rename = (name: string) => ({ method: 'PUT', headers: { ...headers, 'if-match': '"1"' }, body: JSON.stringify({ name }) })

describe.skipIf(!hasBrowser)('a page of another origin, in a browser', () => {
  const pages = createServer((_request, response) => response.setHeader('content-type', 'text/html').end('<link rel="icon" href="data:,">'))
  let browser: Browser
  let app: TestApp
  let gateway: string
  let port: number
  beforeAll(async () => {
    await once(pages.listen(0, '127.0.0.1'), 'listening')
    port = (pages.address() as AddressInfo).port
    app = await boot({ env: { SWITCHBOARD_CORS_ORIGINS: `http://127.0.0.1:${port}` } })
    gateway = await app.app.http.listen({ port: 0, host: '127.0.0.1' })
    await app.workspace('chartbrew', '7')
    await app.rest('POST', '/team/7/connections', { name: 'Shop', type: 'mysql', host: 'mysql.shop.example' })
    browser = await launch()
  })
  afterAll(async () => {
    await browser.close()
    await app.close()
    pages.close()
  })

  it('reads data, refusals and revisions, and changes, when its origin is listed', async () => {
    const { page, wrongs } = await visit(browser, `http://127.0.0.1:${port}`, '/')
    const body = JSON.stringify({ query: '{ connections { nodes { ... on ConnectionProfileCommon { name } } } }' })

    const data = await ask(page, `${gateway}/graphql`, { method: 'POST', headers, body })
    const refused = await ask(page, `${gateway}/graphql`, { method: 'POST', headers: { ...headers, authorization: 'Bearer none' }, body })
    const changed = await ask(page, `${gateway}/team/7/connections/1`, rename('Store'))
    const stale = await ask(page, `${gateway}/team/7/connections/1`, rename('Stall'))

    expect(data).toMatchObject({ status: 200, body: { data: { connections: { nodes: [{ name: 'Shop' }] } } } })
    expect(refused).toMatchObject({
      status: 401,
      body: { errors: [{ extensions: { code: 'UNAUTHENTICATED', requestId: refused?.headers['x-request-id'] } }] },
      headers: { 'www-authenticate': expect.stringContaining('Bearer') },
    })
    expect(changed).toMatchObject({ status: 200, body: { name: 'Store' }, headers: { etag: '"2"' } })
    expect(stale).toMatchObject({ status: 412, body: { error: expect.any(String) } })
    // Requests to the gateway are those to another host, and a browser's console notes every refusal.
    expect(wrongs.filter((wrong) => !wrong.startsWith(`request: ${gateway}/`))).toEqual([
      expect.stringContaining('status of 401'),
      expect.stringContaining('status of 412'),
    ])
  })

  it('neither reads nor changes anything when its origin is not listed', async () => {
    const before = await app.rest('GET', '/team/7/connections/1')
    const { page, wrongs } = await visit(browser, `http://localhost:${port}`, '/')

    expect(await ask(page, `${gateway}/schema.graphql`, {})).toBeUndefined()
    expect(await ask(page, `${gateway}/team/7/connections/1`, { headers })).toBeUndefined()
    expect(await ask(page, `${gateway}/team/7/connections/1`, rename('Stolen'))).toBeUndefined()

    expect(wrongs.filter((wrong) => wrong.includes('blocked by CORS policy'))).toHaveLength(3)
    expect((await app.rest('GET', '/team/7/connections/1')).headers.etag).toBe(before.headers.etag)
  })
})
