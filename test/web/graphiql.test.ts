import type { Browser, Page, Request, Route } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { violations } from '../support/axe.js'
import { adminToken, boot, type TestApp } from '../support/boot.js'
import { hasBrowser, launch, visit, type Visit } from '../support/browser.js'
import { fillWithDemo } from '../support/demo.js'
import { everythingKept } from './forms/page.js'

describe.skipIf(!hasBrowser)('GraphiQL in a browser', () => {
  let app: TestApp
  let address: string
  let browser: Browser
  let visited: Visit
  let page: Page
  beforeAll(async () => {
    app = await boot()
    await fillWithDemo(app)
    address = await app.app.http.listen({ host: '127.0.0.1', port: 0 })
    browser = await launch()
  })
  afterAll(async () => {
    await browser.close()
    await app.close()
  })

  const open = async (token?: string): Promise<void> => {
    visited = await visit(browser, address, '/graphql', token)
    page = visited.page
  }
  afterEach(() => page.context().close())

  it('ends with a session whose token no longer opens, and gives what was typed back to that token alone', async () => {
    await open(adminToken)
    const editor = page.getByLabel('Operation Editor')
    const errors = [{ message: 'The token is unknown, expired or revoked.', extensions: { code: 'UNAUTHENTICATED' } }]
    const refused = (route: Route): Promise<void> => route.fulfill({ status: 401, json: { errors } })
    const typed = async (): Promise<boolean> => (await everythingKept(page)).includes('Typed')
    const end = async (): Promise<void> => {
      await page.route('**/graphql', refused)
      await page.getByRole('button', { name: /Execute query/ }).click()
      await page.getByLabel('Token').waitFor()
      await page.unroute('**/graphql')
    }
    const signIn = async (token: string): Promise<void> => {
      await page.getByLabel('Token').fill(token)
      await page.keyboard.press('Enter')
      await editor.waitFor()
    }
    await editor.getByText('AllVendors', { exact: true }).first().waitFor()
    await editor.click()
    await page.keyboard.press('Control+a')
    await page.keyboard.insertText('query Typed { viewer { token { id } } }')
    await end()
    await page.getByRole('alert').getByText('what was filled in is kept out of sight for that token alone').waitFor()
    expect([await typed(), await page.evaluate(() => sessionStorage.length)]).toEqual([false, 0])

    await signIn(adminToken)
    await editor.getByText('Typed', { exact: true }).waitFor()
    await end()
    await signIn(await app.token(['VIEWER']))
    await editor.getByText('AllVendors', { exact: true }).first().waitFor()
    expect(await typed()).toBe(false)
    expect(visited.wrongs.filter((wrong) => !wrong.includes('401'))).toEqual([])
  })

  describe('without a token', () => {
    beforeEach(() => open())

    it('asks for one first, says when it does not open, and mounts with one that does', async () => {
      await page.getByLabel('Token').fill('swb_x_wrong')
      await page.getByRole('button', { name: 'Continue' }).click()
      await page.getByText('The token is unknown, expired or revoked.').waitFor()
      expect(await violations(page)).toEqual([])
      expect(visited.wrongs).toEqual([expect.stringContaining('401')])

      await page.getByLabel('Token').fill(adminToken)
      await page.keyboard.press('Enter')
      await page.getByRole('tab', { name: 'AllVendors' }).waitFor()
      expect(visited.wrongs).toHaveLength(1)
    })
  })

  describe('with a token', () => {
    beforeEach(() => open(adminToken))
    afterEach(() => expect(visited.wrongs).toEqual([]))

    it('runs every example tab on the demo, and only the change that is sent twice is refused as stale', async () => {
      const answers: Record<string, any> = {}
      for (const name of ['AllVendors', 'Search', 'Create', 'Change', 'Refused', 'SchemaTour']) {
        await page.getByRole('tab', { name }).click()
        answers[name] = await run(page, name)
      }
      const again = await (await page.getByRole('tab', { name: 'Change' }).click(), run(page, 'Change'))

      for (const answer of Object.values(answers)) expect(answer).not.toHaveProperty('errors')
      const { AllVendors, Search, Create, Change, Refused, SchemaTour } = answers
      expect(new Set(AllVendors.data.connections.nodes.map((node: any) => node.__typename)).size).toBeGreaterThan(1)
      expect(Search.data.connections.nodes.length).toBeGreaterThan(0)
      expect(Create.data.createConnection).toMatchObject({ connection: { revision: 1 }, userErrors: [] })
      expect(Change.data.updateConnection).toMatchObject({ connection: { port: '5433' }, userErrors: [] })
      expect(again.data.updateConnection).toMatchObject({ connection: null, userErrors: [{ code: 'STALE' }] })
      expect(Refused.data.createConnection.userErrors.map(({ path }: any) => path.at(-1))).toEqual(['name', 'oauthId', 'sshPort'])
      expect(SchemaTour.data.vendors.possibleTypes).toHaveLength(4)
    }, 90_000)

    it('explains types and fields in its docs pane, and links to the SDL', async () => {
      await page.getByRole('button', { name: 'Show Documentation Explorer' }).click()
      await page.getByText('Connections of several platforms in one place').waitFor()
      await page.getByRole('link', { name: 'Query', exact: true }).click()
      await page.getByText('Where reading begins.').waitFor()
      const sdl = await page.request.get(address + String(await page.getByRole('link', { name: 'Schema' }).getAttribute('href')))
      expect(await sdl.text()).toContain('union ConnectionProfile')
    })

    it('keeps what was typed for this tab only, and forgets it with the token', async () => {
      await page.getByRole('tab', { name: 'Create' }).click()
      await page.getByRole('tab', { name: 'Create' }).waitFor()
      const kept = await page.evaluate(() => JSON.stringify(Object.entries(localStorage)))
      expect(kept).not.toContain('T1de-pool')
      expect(kept).not.toContain(adminToken)

      await page.getByRole('button', { name: 'Forget token' }).click()
      await page.getByLabel('Token').waitFor()
      expect(await page.evaluate(() => sessionStorage.length)).toBe(0)
    })

    it('has a clean accessibility tree, but for the buttons that GraphiQL puts inside its tabs', async () => {
      await page.getByRole('tab', { name: 'AllVendors' }).waitFor()
      expect(await violations(page, '.graphiql-tab')).toEqual([])
    })
  })
})

/** Runs the document of the open tab; its answer. While GraphiQL still changes tabs a click may run nothing: then it is clicked again. */
async function run(page: Page, name: string): Promise<any> {
  const isRun = (request: Request): boolean => request.method() === 'POST' && (request.postData()?.includes(` ${name}`) ?? false)
  await page.getByLabel('Operation Editor').getByText(name, { exact: true }).first().waitFor()
  for (;;) {
    const sent = page.waitForRequest(isRun, { timeout: 5000 }).catch(() => undefined)
    await page.getByRole('button', { name: /Execute query/ }).click()
    const request = await sent
    if (request) return (await request.response())?.json()
  }
}
