import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { adminToken, boot, type TestApp } from '../support/boot.js'
import { hasBrowser, launch, visit, type Visit } from '../support/browser.js'
import { fillWithDemo } from '../support/demo.js'

const more = 70
const size = 50

describe.skipIf(!hasBrowser)('the list of the front page', () => {
  let app: TestApp
  let address: string
  let browser: Browser
  let visited: Visit
  let page: Page
  /** All names, in the order of the gateway. */
  let names: string[]
  beforeAll(async () => {
    app = await boot()
    await fillWithDemo(app)
    const bulk = await app.workspace('chartbrew', '71')
    for (let number = 1; number <= 110; number++) await app.workspace('credible', `0_${number}`)
    for (let number = 1; number <= more; number++) {
      const chartbrew = { workspaceId: bulk.id, name: `bulk ${number}`, type: 'MYSQL', host: `bulk-${number}.test`, enabled: number !== 7 }
      await app.graph(create, { input: { connection: { chartbrew } } })
    }
    names = await allNames(app, { orderBy: { field: 'NAME', direction: 'ASC' } })
    address = await app.app.http.listen({ host: '127.0.0.1', port: 0 })
    browser = await launch()
  })
  afterAll(async () => {
    await browser.close()
    await app.close()
  })
  const open = async (path = '/'): Promise<void> => {
    visited = await visit(browser, address, path, adminToken)
    page = visited.page
    await rowNames(page)
  }
  afterEach(async () => {
    expect(visited.wrongs).toEqual([])
    await page.context().close()
  })

  describe('from the start', () => {
    beforeEach(() => open())

    it('shows the connections of all vendors with where they live and lead, and counts them', async () => {
      expect(await rowNames(page)).toEqual(names.slice(0, size))
      await page.getByText(`${names.length} connections`).waitFor()
      const row = page.getByRole('row').filter({ hasText: 'audit-index' })
      const recently = expect.stringMatching(/^(just now|\d+ (second|minute)s? ago)$/) as string
      expect(await row.getByRole('cell').allInnerTexts()).toEqual([
        'audit-index',
        'Apinizer',
        'Acme gateway',
        'elasticsearch',
        'https://es1.acme.test:9243',
        recently,
        recently,
      ])
      for (const vendor of ['Apinizer', 'Chartbrew', 'Credible', 'Versori']) {
        await filter(page, 'Vendor').selectOption({ label: vendor })
        await expect.poll(async () => new Set(await cells(page, 1))).toEqual(new Set([vendor]))
      }
    })

    it('says how many endpoints there are beyond the first', async () => {
      await search(page).fill('hub_dd')
      await expectRows(page, ([first]) => first === 'hub_dd')
      expect(await cells(page, 4)).toEqual(['pg2.orchard.example:5432/crm +4'])
    })

    it('searches names and endpoints while somebody types', async () => {
      await search(page).pressSequentially('BULK-1')
      await expectRows(page, (rows) => rows.length === 11 && rows.every((name) => name.startsWith('bulk 1')))
      await page.getByText('11 connections').waitFor()
      expect(new URL(page.url()).search).toBe('?search=BULK-1')
    })

    it('takes no more of a search than the gateway does', async () => {
      await search(page).focus()
      await page.keyboard.insertText('x'.repeat(300))
      await page.getByText(`Looked for “${'x'.repeat(255)}”`).waitFor()
      expect(await search(page).inputValue()).toBe('x'.repeat(255))
      await page.goto(page.url().replace('?search=', `?search=${'x'.repeat(3)}`)) // A link may hold more than the box takes.
      await page.getByText(`Looked for “${'x'.repeat(255)}”`).waitFor()
    })

    it('marks what is switched off', async () => {
      await filter(page, 'State').selectOption({ label: 'off' })
      await expectRows(page, (rows) => rows.includes('bulk 7'))
      expect(await cells(page, 0)).toContain('bulk 7off')
    })

    it('narrows by type', async () => {
      await filter(page, 'Type').selectOption('snowflake')
      await expectRows(page, (rows) => rows.length === 1)
      expect(await cells(page, 3)).toEqual(['snowflake'])
    })

    it('has every type of every vendor to choose from', async () => {
      const nodes = 'nodes { ... on ConnectionProfileCommon { type } }'
      const { start, end } = await app.graph(`{ start: connections(first: 100) { ${nodes} } end: connections(last: 100) { ${nodes} } }`)
      const types = [...start.nodes, ...end.nodes].map(({ type }: any) => type)
      const offered = await filter(page, 'Type').getByRole('option').allInnerTexts()
      expect(new Set(offered)).toEqual(new Set(['any', ...types]))
    })

    it('narrows by a workspace that is found by typing, be it beyond the first hundred', async () => {
      await filter(page, 'Workspace').pressSequentially('workspace 71')
      await page.getByRole('option', { name: 'Workspace 71' }).click()
      await expectRows(page, (rows) => rows.length === size && rows.every((name) => name.startsWith('bulk')))

      await filter(page, 'Workspace').fill('orch')
      await page.getByRole('option', { name: 'Orchard models' }).waitFor()
      await page.keyboard.press('Enter')
      await expectRows(page, (rows) => rows.includes('hub_dd'))
      expect(new Set(await cells(page, 2))).toEqual(new Set(['Orchard models']))
      expect(await filter(page, 'Workspace').inputValue()).toBe('Orchard models')
    })

    it('says which filters match nothing, and clears them with one click', async () => {
      await filter(page, 'Vendor').selectOption({ label: 'Versori' })
      await filter(page, 'Workspace').click()
      await page.getByRole('option', { name: 'Northwind integrations' }).click()
      await search(page).fill('no such thing')
      await page.getByText('Looked for “no such thing”, vendor Versori, workspace Northwind integrations.').waitFor()
      await page.getByRole('main').getByRole('link', { name: 'Clear filters' }).last().click()
      await expectRows(page, (rows) => rows.length === size)
      expect(await search(page).inputValue()).toBe('')
    })

    it.each([
      ['Name', 'ASC', 'NAME', 'descending', 'DESC'],
      ['Created', 'DESC', 'CREATED_AT', 'ascending', 'ASC'],
      ['Changed', 'DESC', 'UPDATED_AT', 'ascending', 'ASC'],
    ])('orders by %s both ways', async (title, first, field, sort, second) => {
      const header = page.getByRole('columnheader', { name: title })
      const chosen = (await header.getAttribute('aria-sort')) !== null
      if (!chosen) {
        await header.getByRole('button').click()
        const expected = await allNames(app, { orderBy: { field, direction: first } })
        await expectRows(page, (rows) => same(rows, expected.slice(0, size)))
      }
      await header.getByRole('button').click()
      const expected = await allNames(app, { orderBy: { field, direction: second } })
      await expectRows(page, (rows) => same(rows, expected.slice(0, size)))
      expect(await header.getAttribute('aria-sort')).toBe(sort)
    })

    it('pages forward to the end and back again', async () => {
      const [previous, next] = [page.getByRole('link', { name: 'Previous' }), page.getByRole('link', { name: 'Next' })]
      expect(await previous.getAttribute('aria-disabled')).toBe('true')
      for (const [step, from] of [
        [next, size],
        [next, 2 * size],
        [previous, size],
        [previous, 0],
      ] as const) {
        await step.click()
        await expectRows(page, (rows) => same(rows, names.slice(from, from + size)))
      }
    })

    it('keeps its place over a reload, and gives it back step by step', async () => {
      await filter(page, 'Vendor').selectOption({ label: 'Chartbrew' })
      await expectRows(page, (rows) => !rows.includes('audit-index'))
      await page.getByRole('link', { name: 'Next' }).click()
      await expectRows(page, (rows) => rows.includes('bulk 70'))
      const rows = await rowNames(page)

      await page.reload()
      await expectRows(page, (again) => same(again, rows))
      expect(await filter(page, 'Vendor').inputValue()).toBe('CHARTBREW')
      await page.goBack()
      await expectRows(page, ([first]) => first === 'App Supabase')
      await page.goBack()
      await expectRows(page, (all) => same(all, names.slice(0, size)))
      expect(await filter(page, 'Vendor').inputValue()).toBe('')
    })
  })

  it('ignores parameters that nobody knows and values that cannot be', async () => {
    await open('/?vendor=nobody&order=weight&enabled=perhaps&utm=1')
    expect(await rowNames(page)).toEqual(names.slice(0, size))
  })

  it('never shows an answer that was overtaken by a later one', async () => {
    await open()
    await page.route('**/graphql', async (route) => {
      if (route.request().postData()?.includes('"search":"bulk 1"')) await new Promise((wake) => setTimeout(wake, 1500))
      await route.continue().catch(() => undefined) // The page has given it up.
    })
    await search(page).fill('bulk 1')
    await page.waitForRequest((request) => request.postData()?.includes('"search":"bulk 1"') === true)
    const cancelled = page.waitForEvent('requestfailed')
    await search(page).fill('audit')
    await expectRows(page, (rows) => same(rows, ['audit-index']))
    expect((await cancelled).failure()?.errorText).toBe('net::ERR_ABORTED')
    expect(await rowNames(page)).toEqual(['audit-index'])
  })
})

const create = 'mutation ($input: CreateConnectionInput!) { createConnection(input: $input) { userErrors { message } } }'

async function allNames(app: TestApp, variables: object): Promise<string[]> {
  const query = `query ($orderBy: ConnectionOrder!, $after: String) { connections(first: 100, after: $after, orderBy: $orderBy) {
    pageInfo { endCursor hasNextPage } nodes { ... on ConnectionProfileCommon { name } } } }`
  const names: string[] = []
  for (let after: string | null = null, isMore = true; isMore;) {
    const { connections } = await app.graph(query, { ...variables, after })
    names.push(...connections.nodes.map(({ name }: any) => name))
    after = connections.pageInfo.endCursor
    isMore = connections.pageInfo.hasNextPage
  }
  return names
}

const search = (page: Page): Locator => page.getByRole('searchbox')
const filter = (page: Page, name: string): Locator => page.getByRole('combobox', { name })

function rowsOf(page: Page): Locator {
  return page.getByRole('table', { name: 'Connections' }).getByRole('link')
}

/** The names in the table, once there are any. */
async function rowNames(page: Page): Promise<string[]> {
  await rowsOf(page).first().waitFor()
  return rowsOf(page).allInnerTexts()
}

/** Waits until the rows are as told. */
async function expectRows(page: Page, isRight: (names: readonly string[]) => boolean): Promise<void> {
  await expect.poll(async () => isRight(await rowsOf(page).allInnerTexts()), { timeout: 5000 }).toBe(true)
}

/** The texts of a column, of one moment. */
async function cells(page: Page, column: number): Promise<string[]> {
  const rows = page.getByRole('table', { name: 'Connections' }).locator('tbody tr')
  const texts = await rows.evaluateAll((all, at) => all.map((row) => (row.children[at] as HTMLElement).innerText), column)
  return texts.map((text) => text.replaceAll('\n', ''))
}

function same(one: readonly string[], other: readonly string[]): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
