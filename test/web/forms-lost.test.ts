import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { hasBrowser } from '../support/browser.js'
import { formGateway, type FormGateway, type FormTab } from './forms/gateway.js'
import { shownId, type Form } from './forms/page.js'

describe.skipIf(!hasBrowser)('a form loses nothing', () => {
  let gateway: FormGateway
  let tab: FormTab
  let page: Page
  let form: Form
  beforeAll(async () => {
    gateway = await formGateway()
  })
  afterAll(() => gateway.close())
  afterEach(async () => {
    // The browser itself tells of a request whose answer was dropped.
    expect(tab.wrongs.filter((wrong) => !wrong.includes('ERR_FAILED'))).toEqual([])
    await page.context().close()
  })
  const take = (opened: FormTab): void => {
    tab = opened
    ;({ page, form } = opened)
  }
  const edit = async (name: string): Promise<void> => take(await gateway.edit(name))
  /** Lets the next mutation of the page be done, and drops the answer. */
  const loseAnswer = async (): Promise<void> => {
    let isLost = false
    await page.route('**/graphql', async (route) => {
      if (isLost || !(route.request().postData() ?? '').includes('mutation')) return route.fallback()
      isLost = true
      await route.fetch()
      return route.abort()
    })
  }
  const lost = (): Promise<void> => page.getByText('It may have been done all the same').first().waitFor()

  it('does not take an empty file for a new one', async () => {
    const { revision } = await gateway.connection('audit-index')
    await edit('audit-index')
    await form.tick('Replace CA certificate (PEM)')
    await form.attach('New value of CA certificate (PEM)', '')
    await page.getByText('This file is empty.').waitFor()
    await form.press('Save')
    expect(await page.getByRole('alert').filter({ hasText: 'in the way' }).innerText()).toContain(
      'New value of CA certificate (PEM) is needed.',
    )
    expect(await gateway.connection('audit-index')).toMatchObject({ revision })
  })

  it('replaces none of several headers by nothing', async () => {
    const { revision } = await gateway.connection('Shipments API v3')
    await edit('Shipments API v3')
    await form.tick('Replace Headers')
    await form.within('New headers').fill({ 'Value 2': 'de' })
    await form.press('Save')
    expect(await page.getByRole('alert').filter({ hasText: 'in the way' }).innerText()).toContain('Value 1 is needed.')
    expect(await gateway.connection('Shipments API v3')).toMatchObject({ revision })
  })

  it('of which the answer is lost, and says that a new connection may be there', async () => {
    take(await gateway.open('/?new&vendor=chartbrew&type=api'))
    await form.fill({ Name: 'Perhaps' })
    await page.waitForURL(/[?&]workspace=/)
    await loseAnswer()
    await form.press('Create')
    await lost()
    expect(await gateway.connection('Perhaps')).toMatchObject({ name: 'Perhaps' })
  })

  it('of which the answer is lost: sent again, it is saved when it stands as it was sent', async () => {
    const { revision } = await gateway.connection('Shop MySQL')
    await edit('Shop MySQL')
    await form.fill({ Host: 'twice.test' })
    await form.tick('Replace Password')
    await form.fill({ 'New value of Password': 'n3w-s3cret' })
    await loseAnswer()
    await form.press('Save')
    await lost()
    await form.press('Save')
    await shownId(page)
    expect(await gateway.connection('Shop MySQL')).toMatchObject({ revision: Number(revision) + 1, host: 'twice.test' })
  })

  it('of which the answer is lost: sent again with something else, it says no more than it knows', async () => {
    const { revision } = await gateway.connection('CRM RDS')
    await edit('CRM RDS')
    await form.fill({ Host: 'first.test' })
    await loseAnswer()
    await form.press('Save')
    await lost()
    await form.fill({ Host: 'second.test' })
    await form.press('Save')
    const stale = page.getByRole('alert').filter({ hasText: 'Changed meanwhile' })
    await stale.waitFor()
    expect(await stale.innerText()).toContain(`revision ${Number(revision) + 1} now. Changed: Host. What you sent now was not saved.`)
  })
})
