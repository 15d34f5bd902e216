import { readFileSync } from 'node:fs'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { adminToken, boot, type TestApp } from '../support/boot.js'
import { hasBrowser, launch, visit, type Visit } from '../support/browser.js'

describe.skipIf(!hasBrowser)('the pages of a gateway whose schema is not open to every token', () => {
  const apps: TestApp[] = []
  let browser: Browser
  let administrated: ReturnType<typeof gateway>
  let visited: Visit
  let page: Page
  beforeAll(async () => {
    administrated = gateway('administrators')
    browser = await launch()
  })
  afterAll(async () => {
    await browser.close()
    await Promise.all(apps.map((app) => app.close()))
  })
  afterEach(async () => {
    expect(visited.wrongs).toEqual([])
    await page.context().close()
  })

  const gateway = async (introspection: string): Promise<{ app: TestApp; address: string; workspaceId: string }> => {
    const app = await boot({ env: { SWITCHBOARD_INTROSPECTION: introspection } })
    apps.push(app)
    const { id: workspaceId } = await app.workspace('credible', 'orchard')
    return { app, workspaceId, address: await app.app.http.listen({ host: '127.0.0.1', port: 0 }) }
  }
  const open = async (address: string, path: string, token: string): Promise<Locator> => {
    visited = await visit(browser, address, path, token)
    page = visited.page
    return page.getByRole('navigation', { name: /^(Gateway|Switchboard)$/ })
  }
  const ways = (nav: Locator): Promise<string[]> => nav.locator('a, button').allTextContents()
  const saved = async (nav: Locator): Promise<string> => {
    const saving = page.waitForEvent('download')
    await nav.getByRole('button', { name: 'Schema' }).click()
    return readFileSync(await (await saving).path(), 'utf8')
  }

  it('lead an administrator of any workspace to the schema and to the documentation where these are for administrators', async () => {
    const { app, address, workspaceId } = await administrated
    const token = await app.token(['ADMIN'], workspaceId)
    const front = await open(address, '/', token)
    expect(await saved(front)).toContain('type Query')
    expect(await ways(front)).toEqual(['GraphiQL', 'REST API', 'Schema'])
    await front.getByRole('link', { name: 'REST API' }).click()
    await page.getByRole('heading', { level: 1, name: 'REST API' }).waitFor()
    await page.context().close()

    const graphiql = await open(address, '/graphql', token)
    expect(await saved(graphiql)).toContain('type Query')
    await page.getByRole('tab', { name: 'SchemaTour' }).waitFor()
  })

  it('lead nobody else there', async () => {
    const { app, address } = await administrated
    const front = await open(address, '/', await app.token(['VIEWER']))
    await page.waitForLoadState('networkidle')
    expect(await ways(front)).toEqual(['GraphiQL'])
  })

  it('lead nobody there where it is off, and ask for none of it', async () => {
    const { address } = await gateway('off')
    const front = await open(address, '/', adminToken)
    await page.getByRole('heading', { name: 'No connections yet' }).waitFor()
    expect(await ways(front)).toEqual(['GraphiQL'])
    expect(visited.wrongs).toEqual([])
    await page.context().close()

    const graphiql = await open(address, '/graphql', adminToken)
    await page.getByLabel('Operation Editor').getByText('AllVendors', { exact: true }).first().waitFor()
    // Once this is answered, all that GraphiQL wants to know has been asked.
    const answered = page.waitForResponse((response) => response.request().postData()?.includes('query AllVendors') ?? false)
    await page.getByRole('button', { name: /Execute query/ }).click()
    expect((await answered).status()).toBe(200)
    expect(await ways(graphiql)).toEqual(['Connections', 'Forget token'])
    expect(await page.getByRole('tab').allTextContents()).not.toContain('SchemaTour')
    expect(await page.getByRole('button', { name: 'Show Documentation Explorer' }).count()).toBe(0)
  })
})
