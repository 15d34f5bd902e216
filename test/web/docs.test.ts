import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { violations } from '../support/axe.js'
import { adminToken, boot, type TestApp } from '../support/boot.js'
import { hasBrowser, launch, visit, type Visit } from '../support/browser.js'

const run = promisify(execFile)

describe.skipIf(!hasBrowser)('the documentation of the REST paths in a browser', () => {
  let app: TestApp
  let address: string
  let browser: Browser
  let visited: Visit
  let page: Page
  beforeAll(async () => {
    app = await boot()
    address = await app.app.http.listen({ host: '127.0.0.1', port: 0 })
    browser = await launch()
    visited = await visit(browser, address, '/docs')
    page = visited.page
  })
  afterAll(async () => {
    await browser.close()
    await app.close()
  })
  beforeEach(() => open('#/', 'REST API'))
  afterEach(() => expect(visited.wrongs).toEqual([]))

  const titled = (name: string): Promise<void> => page.getByRole('heading', { level: 1, name, exact: true }).waitFor()
  const open = async (hash: string, title: string): Promise<void> => {
    await page.evaluate((next) => {
      location.hash = next
    }, hash)
    await titled(title)
  }
  const side = (): Locator => page.getByRole('navigation', { name: 'Documentation' })
  const unfold = (): Promise<void> =>
    page.evaluate(() => {
      for (const fold of document.querySelectorAll('details')) fold.open = true
    })

  it('leads to a vendor and to an operation, each by a link, and back and forward again', async () => {
    await side().getByRole('link', { name: 'Versori' }).click()
    await titled('Versori connections')
    await side().getByRole('link', { name: 'PUT Replace a connection' }).click()
    await titled('Replace a connection')
    expect(new URL(page.url()).hash).toBe('#/versori/updateConnection')
    expect(await page.title()).toBe('Replace a connection · Versori · Switchboard')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Replace a connection')
    await page.goBack()
    await titled('Versori connections')
    await page.goForward()
    await titled('Replace a connection')
    await page.reload()
    await titled('Replace a connection')
  })

  it('finds operations while somebody types, by keyboard alone', async () => {
    await open('#/versori', 'Versori connections')
    await page.keyboard.press('/')
    await page.keyboard.type('delete env')
    await side()
      .getByText(/^1 of \d+ operations$/)
      .waitFor()
    expect(await side().getByRole('heading').allTextContents()).toEqual(['Environments'])
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await titled('Delete an environment')
    await side().getByRole('searchbox').fill('')
    await side().getByRole('link', { name: 'GET List the protocols' }).waitFor()
  })

  it('shows every operation of every vendor, each schema unfolded', async () => {
    const { documents } = (await app.rest('GET', '/openapi/index.json')).body
    const all: Shown[] = []
    for (const { vendor, url } of documents)
      for (const [path, methods] of Object.entries<any>((await app.rest('GET', url)).body.paths))
        for (const [method, { operationId, summary }] of Object.entries<any>(methods))
          all.push({ hash: `#/${vendor}/${operationId}`, path, method: method.toUpperCase(), summary })
    expect(all.length).toBeGreaterThan(40)
    expect(await page.evaluate(walk, all)).toEqual(all)
  }, 60_000)

  it('tells of an operation what its caller has to know', async () => {
    await open('#/versori/updateConnection', 'Replace a connection')
    const main = page.getByRole('main')
    await main.getByText(`${address}/api/connect/v1alpha1/o/{organisation_id}/connections/{connection_id}`).waitFor()
    await main.getByText('Cookie: cookie=…').waitFor()
    const parameters = main.getByRole('table', { name: 'Parameters', exact: true })
    expect(await parameters.getByRole('rowheader').allTextContents()).toEqual([
      'organisation_id required',
      'connection_id required',
      'If-Match ',
    ])
    const scheme = main.locator('summary', { has: page.getByText('authSchemeConfigs', { exact: true }) }).first()
    expect(await scheme.textContent()).toContain('or null')
    await scheme.click()
    await main.locator('summary').filter({ hasText: 'oauth2' }).first().waitFor()
    await main.locator('summary').filter({ hasText: '409' }).click()
    await main.locator('summary').filter({ hasText: 'Example conflict' }).waitFor()
  })

  it('has a curl line that does what it says', async () => {
    await app.workspace('chartbrew', '7')
    await open('#/chartbrew/createConnection', 'Create a connection')
    const line = await page.locator('.copyable pre').textContent()
    const { stdout } = await run('sh', ['-c', `${line} -s -w '%{http_code}' -o /dev/null`], { env: { ...process.env, TOKEN: adminToken } })
    expect(stdout).toBe('200')
    expect((await app.rest('GET', '/team/7/connections')).body).toMatchObject([{ name: 'Orders', host: 'pg.orders.example' }])
  })

  it('copies the curl line, or selects it where the browser keeps the clipboard to itself', async () => {
    await open('#/credible/listProjects', 'List projects with their connections')
    const line = await page.locator('.copyable pre').textContent()
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.getByRole('button', { name: 'Copy the curl line' }).click()
    await page.getByText('Copied.').waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(line)
    await page.context().clearPermissions()
    await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true }))
    await page.getByRole('button', { name: 'Copy the curl line' }).click()
    await page.getByText('Selected.').waitFor()
    expect(await page.evaluate(() => getSelection()?.toString())).toBe(line)
  })

  it('says so when the address names a vendor or an operation that is not there', async () => {
    await open('#/nobody', 'There is no such vendor')
    await open('#/versori/nothing', 'There is no such operation')
    await page.getByRole('link', { name: 'What there is' }).click()
    await titled('Versori connections')
  })

  it('leads to the other pages, and they lead here', async () => {
    const links = page.getByRole('navigation', { name: 'Gateway' }).getByRole('link')
    expect(await links.evaluateAll((all) => all.map((one) => one.getAttribute('href')))).toEqual(['/graphql', '/docs', '/schema.graphql'])
    await page.getByRole('link', { name: 'Switchboard' }).click()
    await page.getByLabel('Token').fill(adminToken)
    await page.keyboard.press('Enter')
    await page.getByRole('navigation', { name: 'Gateway' }).getByRole('link', { name: 'REST API' }).click()
    await titled('REST API')
    await page.getByRole('button', { name: 'Forget token' }).click()
    await expect.poll(() => page.evaluate(() => sessionStorage.length)).toBe(0)
  })

  it('has no accessibility violation, light or dark', async () => {
    for (const [hash, title] of [
      ['#/', 'REST API'],
      ['#/apinizer', 'Apinizer connections'],
      ['#/versori/createHttpConnection', 'Create an HTTP connection'],
    ] as const) {
      await open(hash, title)
      await unfold()
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        expect([hash, colorScheme, await violations(page)]).toEqual([hash, colorScheme, []])
      }
    }
  })

  it('skips to the content without leaving the view', async () => {
    await open('#/versori/getConnection', 'Read a connection')
    await page.getByRole('link', { name: 'Skip to the content' }).focus()
    await page.keyboard.press('Enter')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main')
    expect(new URL(page.url()).hash).toBe('#/versori/getConnection')
  })

  it('fits a small window, and shows there either the list or what was chosen from it', async () => {
    await page.setViewportSize({ width: 360, height: 700 })
    await open('#/versori/createHttpConnection', 'Create an HTTP connection')
    await unfold()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
    expect(await violations(page)).toEqual([])
    expect(await side().getByRole('searchbox').isVisible()).toBe(false)
    await page.getByRole('link', { name: 'All operations of Versori' }).click()
    await titled('Versori connections')
    expect(await side().getByRole('searchbox').isVisible()).toBe(true)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
    await page.setViewportSize({ width: 1400, height: 900 })
  })

  it('asks for the token first where documents want one, reads with it, and saves the document that a link could not ask for', async () => {
    const { page: other } = await visit(browser, address, '/livez')
    await other.route('**/openapi/*', (route) =>
      route.request().headers().authorization === `Bearer ${adminToken}` ? route.fallback() : route.fulfill({ status: 401 }),
    )
    await other.goto(`${address}/docs#/credible`)
    await other.getByLabel('Token').fill(adminToken)
    await other.getByRole('button', { name: 'Continue' }).click()
    await other.getByRole('heading', { level: 1, name: 'Credible connections' }).waitFor()
    const saving = other.waitForEvent('download')
    await other.getByRole('link', { name: '/openapi/credible.json' }).click()
    expect((await saving).suggestedFilename()).toBe('credible.json')
  })
})

interface Shown {
  readonly hash: string
  readonly method: string
  readonly path: string
  readonly summary: string
}

/** Goes to each of these operations and unfolds it; what the page shows there. Runs in the page. */
async function walk(all: readonly Shown[]): Promise<Shown[]> {
  const text = (selector: string): string => document.querySelector(`main ${selector}`)?.textContent ?? ''
  const shown: Shown[] = []
  for (const { hash, path } of all) {
    location.hash = hash
    while (!hash.endsWith(`/${text('.id')}`) || !text('.path').endsWith(path)) await new Promise(requestAnimationFrame)
    for (let depth = 0; depth < 3; depth++) {
      for (const fold of document.querySelectorAll('details')) fold.open = true
      await new Promise(requestAnimationFrame)
    }
    shown.push({ hash, method: text('.method'), path: text('.path').slice(-path.length), summary: text('h1') })
  }
  return shown
}
