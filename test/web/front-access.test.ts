import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { violations } from '../support/axe.js'
import { adminToken, boot, type TestApp } from '../support/boot.js'
import { hasBrowser, launch, visit, type Visit } from '../support/browser.js'
import { fillWithDemo } from '../support/demo.js'

describe.skipIf(!hasBrowser)('who can use the front page, and when', () => {
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
  afterEach(() => page.context().close())

  const open = async (path = '/', token: string | undefined = adminToken): Promise<void> => {
    visited = await visit(browser, address, path, token)
    page = visited.page
  }
  const openList = async (): Promise<void> => {
    await open()
    await page.getByText('41 connections').waitFor()
  }
  const focused = (): Promise<string> => page.evaluate(() => document.activeElement?.textContent ?? '')

  it('leads by keyboard alone from search to a row, to the connection and back', async () => {
    await openList()
    await page.keyboard.press('/')
    await page.keyboard.type('legacy-jms')
    await page.getByText('1 connection', { exact: true }).waitFor()
    await tabTo(page, 'legacy-jms')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'legacy-jms' }).waitFor()
    expect(await focused()).toBe('legacy-jms')
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Enter')
    await expect.poll(focused).toBe('legacy-jms')
    expect(await page.getByRole('searchbox').inputValue()).toBe('legacy-jms')
    expect(visited.wrongs).toEqual([])
  })

  it('skips to the content, and says where one is', async () => {
    await openList()
    expect(await page.title()).toBe('Connections · Switchboard')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('New connection')
  })

  it.each(['light', 'dark'] as const)('has no accessibility violation in list, detail and dialog when it is %s', async (colorScheme) => {
    await openList()
    await page.emulateMedia({ colorScheme })
    expect(await violations(page)).toEqual([])
    await page.getByRole('combobox', { name: 'Workspace' }).click()
    await page.getByRole('option', { name: 'Orchard models' }).waitFor()
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('Escape')

    await page.getByRole('link', { name: 'hub_dd' }).click()
    await page.getByRole('heading', { name: 'lake_s3' }).waitFor()
    expect(await violations(page)).toEqual([])
    await page.getByRole('button', { name: 'Delete' }).click()
    await page.getByRole('dialog').waitFor()
    expect(await violations(page)).toEqual([])
    expect(visited.wrongs).toEqual([])
  })

  it('reads well on a narrow screen', async () => {
    await openList()
    await page.setViewportSize({ width: 400, height: 800 })
    expect(await violations(page)).toEqual([])
    const [scrolled, width] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth])
    expect(scrolled).toBe(width)
  })

  it('keeps the theme that was chosen', async () => {
    await openList()
    const background = (): Promise<string> => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
    const light = await background()
    await page.getByRole('combobox', { name: 'Theme' }).selectOption('Dark')
    await expect.poll(background).not.toBe(light)
    await page.reload()
    await page.getByRole('table').waitFor()
    expect(await background()).not.toBe(light)
  })

  it('says that the gateway does not answer, and shows the rows when it does again', async () => {
    await openList()
    await page.route('**/graphql', (route) => route.abort())
    await page.reload()
    await page.getByRole('alert').getByText('The gateway does not answer.').waitFor()
    expect(await violations(page)).toEqual([])
    await page.unroute('**/graphql')
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('link', { name: 'audit-index' }).waitFor()
    expect(visited.wrongs.filter((wrong) => !wrong.includes('ERR_FAILED'))).toEqual([])
  })

  it('offers to begin anew when a part of it cannot be loaded', async () => {
    await openList()
    await page.route('**/assets/detail-*.js', (route) => route.abort())
    await page.reload()
    await page.getByRole('link', { name: 'hub_dd' }).click()
    const again = page.getByRole('alert').getByRole('button', { name: 'Load the page again' })
    await again.waitFor()
    await page.unroute('**/assets/detail-*.js')
    await again.click()
    await page.getByRole('heading', { level: 1, name: 'hub_dd' }).waitFor()
  })

  it('tells how to make the first connection when there is none', async () => {
    const token = await app.token(['EDITOR'], (await app.workspace('chartbrew', '99')).id)
    await open('/', token)
    await page.getByRole('heading', { name: 'No connections yet' }).waitFor()
    expect(await violations(page)).toEqual([])
    await page.getByRole('link', { name: 'New connection' }).last().click()
    await page.getByRole('heading', { level: 1, name: 'New connection' }).waitFor()
    expect(new URL(page.url()).search).toBe('?new')
  })

  it('returns to the gate when the token opens no more, and shows nothing that was read before', async () => {
    await open('/', await revocable(app))
    await page.getByRole('link', { name: 'audit-index' }).waitFor()
    await revoke(app)
    await page.getByRole('searchbox').fill('a')
    await page.getByLabel('Token').waitFor()
    expect(await page.getByRole('alert').first().innerText()).toBe('The session ended because its token no longer opens.')
    expect(await page.content()).not.toContain('audit-index')
    expect(visited.wrongs).toEqual([expect.stringContaining('401')])
  })

  it('forgets the token when told to', async () => {
    await openList()
    await page.getByRole('button', { name: 'Forget token' }).click()
    await page.getByLabel('Token').waitFor()
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0)
  })
})

async function tabTo(page: Page, text: string): Promise<void> {
  for (let step = 0; step < 20; step++) {
    await page.keyboard.press('Tab')
    if ((await page.evaluate(() => document.activeElement?.textContent)) === text) return
  }
  throw new Error(`Tab never comes to ${text}.`)
}

const short = 'short-lived'

async function revocable(app: TestApp): Promise<string> {
  const { createToken } = await app.graph('mutation ($input: CreateTokenInput!) { createToken(input: $input) { secret } }', {
    input: { name: short, grants: [{ roles: ['VIEWER'] }] },
  })
  return createToken.secret
}

async function revoke(app: TestApp): Promise<void> {
  const { tokens } = await app.graph('{ tokens(first: 100) { nodes { id name } } }')
  const { id } = tokens.nodes.find(({ name }: any) => name === short)
  await app.graph('mutation ($input: RevokeTokenInput!) { revokeToken(input: $input) { userErrors { message } } }', { input: { id } })
}
