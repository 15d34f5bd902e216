import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { hasBrowser, visit, type Visit } from '../support/browser.js'
import { formGateway, type FormGateway, type FormTab } from './forms/gateway.js'
import { formOn, shownId, type Form } from './forms/page.js'

describe.skipIf(!hasBrowser)('a form', () => {
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
  const openNew = async (vendor: string, type: string): Promise<void> => take(await gateway.open(`/?new&vendor=${vendor}&type=${type}`))
  const openEdit = async (name: string): Promise<void> => take(await gateway.edit(name))
  const summary = (): Promise<string> => page.getByRole('alert').filter({ hasText: 'in the way' }).innerText()
  /** The label and the description of what has the focus. */
  const focused = (): Promise<string[]> =>
    page.evaluate(() => {
      const field = document.activeElement as HTMLInputElement | null
      const notes = field?.getAttribute('aria-describedby')?.split(' ') ?? []
      return [field?.labels?.[0]?.textContent ?? field?.id ?? '', ...notes.map((id) => document.getElementById(id)?.textContent ?? '')]
    })

  describe('that is refused', () => {
    it('shows each reason at its field and above, and goes to the first', async () => {
      await openNew('apinizer', 'email')
      await form.field('Name').fill('refused')
      await form.tick('Log in')
      await form.press('Create')
      await page.getByText('host is required.').first().waitFor()
      expect(await focused()).toEqual(['Host', 'Host name of the SMTP server.', 'host is required.'])
      expect(await form.field('Host').getAttribute('aria-invalid')).toBe('true')
      expect(await form.field('Port').getAttribute('aria-invalid')).toBe('false')

      await form.field('Host').fill('mail.test')
      await form.press('Create')
      await page.getByText('2 things are in the way').waitFor()
      await form.press('password is required.')
      expect((await focused()).at(-1)).toBe('password is required.')
    })

    it('unfolds the field that a refusal of the whole operation is about', async () => {
      await openNew('chartbrew', 'postgres')
      await form.field('Name').fill('refused')
      await form.unfold('SSH tunnel')
      await form.fill({ 'SSH port': '99999999999' })
      await form.unfold('SSH tunnel')
      await form.press('Create')
      await expect.poll(async () => (await focused()).at(0)).toBe('SSH port')
      expect(await summary()).toContain('sshPort must be Int.')
    })

    it('finds the field inside an item of a list', async () => {
      await openNew('versori', 'http')
      await form.field('Name').first().fill('refused')
      await form.fill({ 'Base URL': 'https://api.test' })
      const live = form.within('Environment 1')
      await live.press('Add variable')
      await live.press('Add variable')
      for (const item of ['Variable 1', 'Variable 2']) await live.within(item).fill({ Name: 'host' })
      await form.press('Create')
      await page.getByText('name is used twice.').first().waitFor()
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('field-environments.0.variables.1.name')
    })

    it('says above what is about no field', async () => {
      const viewer = await gateway.app.token(['VIEWER'])
      const opened = await visit(gateway.browser, gateway.address, '/?new&vendor=credible&type=mysql', viewer)
      take({ ...opened, form: formOn(opened.page) })
      await form.field('Name').fill('refused')
      await page.getByRole('combobox', { name: 'Workspace' }).and(page.locator('[value]:not([value=""])')).waitFor()
      await form.press('Create')
      await page.getByText('One thing is in the way').waitFor()
      expect(await focused()).toEqual(['summary'])
    })

    it('asks nobody when a field that must be filled in is empty', async () => {
      await openNew('credible', 'mysql')
      const asked: string[] = []
      page.on('request', (request) => asked.push(request.postData() ?? ''))
      await form.press('Create')
      expect(await focused()).toContain('Name is needed.')
      expect(asked.filter((body) => body.includes('createConnection'))).toEqual([])
    })

    it('asks for the workspace where there are several', async () => {
      await gateway.app.workspace('credible', 'vineyard')
      await openNew('credible', 'mysql')
      await form.fill({ Name: 'in_vineyard', Host: 'my.test' })
      await form.press('Create')
      expect(await focused()).toEqual(['Workspace', 'Workspace is needed.'])
      await page.keyboard.type('vine')
      await page.getByRole('option', { name: /vineyard/ }).waitFor()
      await page.keyboard.press('Enter')
      await form.press('Create')
      await shownId(page)
      expect(await gateway.connection('in_vineyard')).toMatchObject({ workspace: { key: 'vineyard' } })
    })
  })

  it('keeps what is chosen in the address, and takes the only workspace there is', async () => {
    take(await gateway.openByClicks('Chartbrew', 'MongoDB'))
    const { workspaces } = await gateway.app.graph('{ workspaces(filter: { vendor: CHARTBREW }) { nodes { id } } }')
    const chosen = { vendor: 'chartbrew', type: 'mongodb', workspace: workspaces.nodes[0].id, new: '' }
    await expect.poll(() => Object.fromEntries(new URL(page.url()).searchParams)).toEqual(chosen)
    await page.reload()
    expect(await page.getByRole('radio', { name: 'MongoDB' }).isChecked()).toBe(true)
  })

  it('makes one connection, however often it is sent', async () => {
    await openNew('apinizer', 'linux-script')
    await form.fill({ Name: 'once', 'Host name': 'h.test', Username: 'ada', Password: 'p' })
    await page.getByRole('button', { name: 'Create' }).dblclick()
    await shownId(page)
    const { connections } = await gateway.app.graph('{ connections(filter: { search: "once" }) { totalCount } }')
    expect(connections.totalCount).toBe(1)
  })

  it('sends nothing when nothing has changed', async () => {
    const { revision } = await gateway.connection('shop_my')
    await openEdit('shop_my')
    await form.field('Host').fill('other.test')
    await form.field('Host').fill('my1.orchard.example')
    await form.press('Save')
    await page.getByRole('status').filter({ hasText: 'Nothing has changed' }).waitFor()
    expect(await gateway.connection('shop_my')).toMatchObject({ revision })
  })

  it('removes a secret that is to go, and one that is to be replaced needs a value', async () => {
    await openEdit('sales_pg')
    await form.tick('Replace Password')
    await form.press('Save')
    expect(await summary()).toContain('New value of Password is needed.')
    await form.tick('Remove Password')
    await form.press('Save')
    await shownId(page)
    expect((await gateway.connection('sales_pg')).settings.password).toMatchObject({ isSet: false })
  })

  it('keeps an item by its name as long as it holds a secret, and what a place in an environment is', async () => {
    await openEdit('hub_dd')
    expect(await form.within('Database 1').field('Name').getAttribute('readonly')).toBe('')
    await form.press('Remove database 1')
    await form.press('Save')
    await shownId(page)
    const { attachedDatabases } = (await gateway.connection('hub_dd')).settings
    expect(attachedDatabases.map(({ name }: any) => name)).toEqual(['lake_s3', 'lake_gcs', 'ev', 'sf'])

    await page.context().close()
    await openEdit('Warehouse v3')
    const place = form.within('Environment 1', 'Credentials for requests that are sent')
    expect(await place.field('How it is applied').isDisabled()).toBe(true)
    expect(await page.getByRole('button', { name: /credential/ }).count()).toBe(0)
  })

  it('tells what somebody else changed, and sets the edits onto that where they do not collide', async () => {
    const { id, revision } = await gateway.connection('Orders PG')
    await openEdit('Orders PG')
    await form.fill({ Host: 'mine.test', Port: '6543', Database: 'mine' })
    await gateway.app.graph('mutation ($input: UpdateConnectionInput!) { updateConnection(input: $input) { userErrors { message } } }', {
      input: { id, expectedRevision: revision, patch: { chartbrew: { host: 'theirs.test', username: 'lin' } } },
    })
    await form.press('Save')
    const stale = page.getByRole('alert').filter({ hasText: 'Changed meanwhile' })
    await stale.waitFor()
    expect(await stale.innerText()).toContain(`revision ${Number(revision) + 1} now. Changed: Username, Host.`)

    await form.press('Load the current state and keep my edits')
    await page.getByText('Both of you changed Host').waitFor()
    expect(await form.field('Host').inputValue()).toBe('theirs.test')
    expect(await form.field('Username').inputValue()).toBe('lin')
    await form.press('Save')
    await shownId(page)
    const now = { revision: Number(revision) + 2, host: 'theirs.test', username: 'lin', port: '6543', dbName: 'mine' }
    expect(await gateway.connection('Orders PG')).toMatchObject(now)
  })

  describe('that somebody leaves', () => {
    const dialog = () => page.getByRole('dialog', { name: 'Leave without saving?' })

    it.each([
      ['by a link', () => page.getByRole('link', { name: 'Switchboard' }).click()],
      ['by going back', () => page.evaluate(() => history.back())],
      ['for another type', () => page.getByRole('radio', { name: 'MySQL' }).click()],
      ['by Cancel', () => form.press('Cancel')],
    ])('asks first when something is filled in: %s', async (_, leave) => {
      take(await gateway.openByClicks('Chartbrew', 'PostgreSQL'))
      await form.field('Name').fill('half')
      await page.waitForURL(/[?&]workspace=/) // The only one is chosen once it is known.
      const { href } = new URL(page.url())
      await leave()
      await dialog().getByRole('button', { name: 'Stay' }).click()
      expect([page.url(), await form.field('Name').inputValue()]).toEqual([href, 'half'])

      await leave()
      await dialog().getByRole('button', { name: 'Leave' }).click()
      await expect.poll(() => page.url()).not.toBe(href)
      await expect.poll(() => dialog().isVisible()).toBe(false)
    })

    it('asks before the tab goes', async () => {
      await openNew('chartbrew', 'postgres')
      await form.field('Name').fill('half')
      const asked = page.waitForEvent('dialog')
      await page.close({ runBeforeUnload: true })
      expect((await asked).type()).toBe('beforeunload')
      await (await asked).accept()
    })

    it('asks nothing when nothing is filled in', async () => {
      await openNew('chartbrew', 'postgres')
      await form.press('Cancel')
      await page.getByRole('heading', { level: 1, name: 'Connections' }).waitFor()
    })
  })
})
