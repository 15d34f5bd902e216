import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { hasBrowser } from '../support/browser.js'
import { cases } from './forms/cases/index.js'
import { formGateway, type FormGateway, type FormTab } from './forms/gateway.js'
import { everythingKept, shownId } from './forms/page.js'
import { readConnection } from './forms/connections.js'

describe.skipIf(!hasBrowser)('the form of a new connection', () => {
  let gateway: FormGateway
  let tab: FormTab | undefined
  beforeAll(async () => {
    gateway = await formGateway()
  })
  afterAll(() => gateway.close())
  afterEach(() => expect(tab?.wrongs).toEqual([]))

  it.each(cases)('makes a connection of $vendor $type, and keeps no secret of it in the page', async ({ vendor, type, fill, kept }) => {
    const { page, form } = (tab = await gateway.open(`/?new&vendor=${vendor}&type=${type}`, tab))
    await form.field('Name').first().fill(`made_${type}`)
    await fill(form)
    await form.press('Create')

    const { connection } = await readConnection(gateway.app, await shownId(page))
    expect(connection).toMatchObject({ vendor: vendor.toUpperCase(), type, name: `made_${type}`, revision: 1, ...kept })
    await page.getByRole('heading', { level: 1, name: `made_${type}` }).waitFor()
    expect(await everythingKept(page)).not.toContain('s3cret')
  })
})
