import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { violations } from '../support/axe.js'
import { hasBrowser, type Visit } from '../support/browser.js'
import { formGateway, type FormGateway, type FormTab } from './forms/gateway.js'
import { shownId, type Form } from './forms/page.js'

const schemes = ['light', 'dark'] as const

describe.skipIf(!hasBrowser)('who can fill in a form', () => {
  let gateway: FormGateway
  let visited: Visit
  let page: Page
  let form: Form
  beforeAll(async () => {
    gateway = await formGateway()
  })
  afterAll(() => gateway.close())
  afterEach(async () => {
    expect(visited.wrongs).toEqual([])
    await page.context().close()
  })
  const take = (opened: FormTab): void => {
    visited = opened
    ;({ page, form } = opened)
  }
  const expectNoViolations = async (): Promise<void> => {
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme })
      expect([colorScheme, await violations(page)]).toEqual([colorScheme, []])
    }
  }
  const unfoldAll = (): Promise<void> =>
    page.evaluate(() => {
      for (const fold of document.querySelectorAll('details')) fold.open = true
    })

  it('who has only a keyboard', async () => {
    take(await gateway.openByClicks())
    const keys = page.keyboard
    await tabTo(page, 'Apinizer')
    await keys.press('ArrowRight')
    await keys.press('ArrowRight')
    await tabTo(page, 'PostgreSQL')
    await keys.press('Space')
    await tabTo(page, 'Name')
    await keys.type('by_keyboard')
    await tabTo(page, 'Host')
    await keys.type('pg.test')
    await tabTo(page, 'Password')
    await keys.type('pg-s3cret')
    await tabTo(page, 'Show Password')
    await keys.press('Space')
    await keys.press('Shift+Tab')
    await keys.press('Enter')
    await shownId(page)
    expect(await gateway.connection('by_keyboard')).toMatchObject({
      vendor: 'CREDIBLE',
      settings: { host: 'pg.test', password: { isSet: true } },
    })
  })

  it('who moves and removes items by keyboard, and does not lose the focus', async () => {
    take(await gateway.edit('orders-stream'))
    await tabTo(page, 'Move property 4 up')
    await page.keyboard.press('Enter')
    expect(await focused(page)).toBe('Move property 3 up')
    await tabTo(page, 'Remove property 3')
    await page.keyboard.press('Enter')
    expect(await focused(page)).toBe('Add property')
    await page.keyboard.press('Enter')
    expect(await focused(page)).toBe('Name')
    expect(await form.within('Property 4').field('Name').inputValue()).toBe('')
  })

  it.each([
    ['chartbrew', 'postgres'],
    ['chartbrew', 'api'],
    ['apinizer', 'kafka'],
    ['apinizer', 'elasticsearch'],
    ['versori', 'bigquery'],
  ])('who uses a screen reader to make a connection of %s %s', async (vendor, type) => {
    take(await gateway.open(`/?new&vendor=${vendor}&type=${type}`))
    await unfoldAll()
    await form.press('Create')
    await page.getByText(/in the way/).waitFor()
    await expectNoViolations()
  })

  it.each(['Shipments API v3', 'hub_dd', 'audit-index', 'Northwind Orders v3', 'Bookings FS'])(
    'who uses a screen reader to change %s',
    async (name) => {
      take(await gateway.edit(name))
      await unfoldAll()
      for (const replace of await page.getByRole('radio', { name: /^Replace / }).all()) await replace.check()
      await expectNoViolations()
    },
  )

  it('who uses a screen reader and is told that somebody else was faster', async () => {
    const { id, revision } = await gateway.connection('Shop MySQL')
    take(await gateway.edit('Shop MySQL'))
    await gateway.app.graph('mutation ($input: UpdateConnectionInput!) { updateConnection(input: $input) { userErrors { message } } }', {
      input: { id, expectedRevision: revision, patch: { chartbrew: { host: 'theirs.test' } } },
    })
    await form.field('Port').fill('3307')
    await form.press('Save')
    await page.getByText('Changed meanwhile').waitFor()
    await expectNoViolations()
    await form.press('Cancel')
    await page.getByRole('dialog').waitFor()
    await expectNoViolations()
  })

  it('who has a small window: nothing is wider than that', async () => {
    for (const path of ['/?new&vendor=apinizer&type=kafka', '/?new&vendor=versori&type=bigquery']) {
      take(await gateway.open(path))
      await page.setViewportSize({ width: 360, height: 700 })
      await unfoldAll()
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
      if (path.includes('kafka')) await page.context().close()
    }
  })
})

/** The name of what has the focus, as it is said. */
async function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement as HTMLInputElement | null
    const labels = [...(element?.labels ?? [])].map((label) => label.textContent)
    return (element?.getAttribute('aria-label') ?? labels[0] ?? element?.textContent ?? '').trim()
  })
}

async function tabTo(page: Page, name: string): Promise<void> {
  for (let steps = 0; steps < 60; steps += 1) {
    await page.keyboard.press('Tab')
    if ((await focused(page)) === name) return
  }
  throw new Error(`Tab never comes to ${name}.`)
}
