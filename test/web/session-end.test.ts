import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { violations } from '../support/axe.js'
import { adminToken } from '../support/boot.js'
import { hasBrowser, visit, type Visit } from '../support/browser.js'
import { cases } from './forms/cases/index.js'
import { readConnection } from './forms/connections.js'
import { formGateway, type FormGateway } from './forms/gateway.js'
import { everythingKept, formOn, shownId, type Form } from './forms/page.js'

describe.skipIf(!hasBrowser)('a session that ends while something is filled in', () => {
  let gateway: FormGateway
  let visited: Visit
  let page: Page
  let form: Form
  beforeAll(async () => {
    gateway = await formGateway()
  })
  afterAll(() => gateway.close())
  afterEach(async () => {
    expect(visited.wrongs.filter((wrong) => !wrong.includes('401'))).toEqual([])
    await page.context().close()
  })

  const signIn = async (token: string): Promise<void> => {
    await page.getByLabel('Token').fill(token)
    await page.getByRole('button', { name: 'Continue' }).click()
  }
  const open = async (path: string, token = adminToken): Promise<void> => {
    visited = await visit(gateway.browser, gateway.address, path)
    page = visited.page
    form = formOn(page)
    await signIn(token)
  }
  const edit = async (name: string, token?: string): Promise<void> => {
    await open(`/?connection=${(await gateway.connection(name)).id}&edit`, token)
    await form.fill({ Host: 'typed.test' })
    await form.tick('Replace Password')
    await form.fill({ 'New value of Password': 'typed-s3cret' })
  }
  const atGate = async (): Promise<string> => {
    await page.getByLabel('Token').waitFor()
    return page.getByRole('alert').first().innerText()
  }
  /** The gateway knows no token while this happens. */
  const withoutTokens = async (act: () => Promise<void>): Promise<void> => {
    const errors = [{ message: 'The token is unknown, expired or revoked.', extensions: { code: 'UNAUTHENTICATED' } }]
    await page.route('**/graphql', (route) =>
      route.request().method() === 'POST' ? route.fulfill({ status: 401, json: { errors } }) : route.fallback(),
    )
    await act()
    await page.getByLabel('Token').waitFor()
    await page.unroute('**/graphql')
  }

  it('shows nothing of that any more, says what becomes of it, and brings it back to the same token', async () => {
    const { revision } = await gateway.connection('Orders PG')
    await edit('Orders PG')
    await withoutTokens(() => form.press('Save'))
    expect(await atGate()).toContain('what was filled in is kept out of sight for that token alone')
    expect(await everythingKept(page)).not.toMatch(/typed|s3cret|Orders PG/)
    expect(await violations(page)).toEqual([])
    expect(await page.title()).toBe('Switchboard')

    await signIn(adminToken)
    await page.getByText('What you had filled in when the session ended is here again').waitFor()
    expect(await form.field('Host').inputValue()).toBe('typed.test')
    await form.press('Save')
    await shownId(page)
    expect(await gateway.connection('Orders PG')).toMatchObject({
      host: 'typed.test',
      revision: Number(revision) + 1,
      password: { version: Number(revision) + 1 },
    })
  })

  it('brings back every field of a new connection', async () => {
    const one = cases.find((each) => each.type === 'api')
    if (!one) throw new Error('There is no such case.')
    await open(`/?new&vendor=${one.vendor}&type=${one.type}`)
    await form.field('Name').first().fill('kept')
    await one.fill(form)
    await page.waitForURL(/[?&]workspace=/) // The only one is chosen once it is known.
    await withoutTokens(() => form.press('Create'))
    await signIn(adminToken)
    await form.press('Create')
    const { connection } = await readConnection(gateway.app, await shownId(page))
    expect(connection).toMatchObject({ name: 'kept', ...one.kept })
  })

  it('never shows it with another token, nor with the first one after that', async () => {
    const [mine, other] = [await gateway.app.token(['EDITOR']), await gateway.app.token(['EDITOR'])]
    const { host } = await gateway.connection('sales_pg').then(({ settings }) => settings)
    await edit('sales_pg', mine)
    await withoutTokens(() => form.press('Save'))
    await signIn(other)
    await form.field('Host').waitFor()
    expect(await form.field('Host').inputValue()).toBe(host)
    expect(await everythingKept(page)).not.toContain('typed')

    await form.press('Forget token')
    await signIn(mine)
    await form.field('Host').waitFor()
    expect(await form.field('Host').inputValue()).toBe(host)
    expect(await everythingKept(page)).not.toContain('typed')
  })

  it('asks before that goes with the tab, and leaves nothing when somebody discards it', async () => {
    const { createToken } = await gateway.app.graph(
      'mutation ($input: CreateTokenInput!) { createToken(input: $input) { secret token { id } } }',
      {
        input: { name: 'short-lived', grants: [{ roles: ['EDITOR'] }] },
      },
    )
    await edit('sales_pg', createToken.secret)
    await gateway.app.graph('mutation ($input: RevokeTokenInput!) { revokeToken(input: $input) { userErrors { message } } }', {
      input: { id: createToken.token.id },
    })
    await form.press('Save')
    expect(await atGate()).toContain('is lost when another one opens')
    const asked = page.waitForEvent('dialog')
    await page.close({ runBeforeUnload: true })
    expect((await asked).type()).toBe('beforeunload')
    await (await asked).dismiss()
    await form.press('Discard what was filled in')
    expect(await atGate()).toBe('What was filled in is gone.')
    await signIn(adminToken)
    await form.field('Host').waitFor()
    expect(await everythingKept(page)).not.toContain('typed')
  })

  it('keeps nothing at all when somebody forgets the token, who may be leaving the screen to others', async () => {
    await edit('sales_pg')
    await form.press('Forget token')
    expect(await atGate()).toBe('')
    await signIn(adminToken)
    await form.field('Host').waitFor()
    expect(await everythingKept(page)).not.toContain('typed')
  })
})
