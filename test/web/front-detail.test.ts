import { buildSchema, getNamedType, isObjectType, isUnionType, parse, TypeInfo, visit as visitDocument, visitWithTypeInfo } from 'graphql'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { adminToken, boot, type TestApp } from '../support/boot.js'
import { hasBrowser, launch, visit, type Visit } from '../support/browser.js'
import { fillWithDemo } from '../support/demo.js'

const planted = 'pl4nted-s3cret'

describe.skipIf(!hasBrowser)('a connection on the front page', () => {
  let app: TestApp
  let address: string
  let browser: Browser
  let visited: Visit
  let page: Page
  let ids: Map<string, string>
  beforeAll(async () => {
    app = await boot()
    await fillWithDemo(app)
    const workspace = await app.workspace('apinizer', 'Planted')
    for (const name of ['Mine', 'Theirs', 'Changing']) await make(app, workspace.id, name)
    const { connections } = await app.graph('{ connections(first: 100) { nodes { ... on ConnectionProfileCommon { id name } } } }')
    ids = new Map(connections.nodes.map(({ id, name }: any) => [name, id]))
    address = await app.app.http.listen({ host: '127.0.0.1', port: 0 })
    browser = await launch()
  })
  afterAll(async () => {
    await browser.close()
    await app.close()
  })
  const open = async (path: string, token = adminToken): Promise<void> => {
    visited = await visit(browser, address, path, token)
    page = visited.page
  }
  const openConnection = async (name: string, token?: string): Promise<void> => {
    await open(`/?connection=${ids.get(name) ?? ''}`, token)
    await page.getByRole('heading', { level: 1, name }).waitFor()
  }
  afterEach(async () => {
    expect(visited.wrongs).toEqual([])
    await page.context().close()
  })

  it('is asked for to the last field of everything that it is made of', async () => {
    await open('/')
    const asked = ['query Connection(', 'query ApinizerConnection('].map((start) =>
      page.waitForRequest((request) => request.postData()?.includes(start) === true),
    )
    await page.getByRole('link', { name: 'audit-index' }).click()
    const query = (await Promise.all(asked)).map((request) => (request.postDataJSON() as { query: string }).query).join('\n')
    const sdl = await (await page.request.get(`${address}/schema.graphql`)).text()
    expect(missingFields(sdl, query).filter((field) => !ofReveals.test(field))).toEqual([])
    expect(missingFields(sdl, query.replace('topicName', ''))).toEqual(expect.arrayContaining(['ApinizerKafka.topicName']))
  })

  it.each([
    [
      'audit-index',
      { 'Elastic username': 'auditor', 'Elastic password': /^set, changed .*, since revision 3$/, 'CA keystore file': 'not set' },
    ],
    [
      'Ledger Mongo v3',
      { 'Sub type': 'MONGODB', 'Project IDs': '12', 'Connection string': /^mongodb\+srv:\/\/ledger\.\S+ ?set, changed / },
    ],
    ['hub_dd', { 'Project name': 'orchard_demo', 'Secret access key': /^set, changed .*, since revision 1$/, Region: 'eu-west-1' }],
    ['Northwind Orders v3', { Protocol: 'HTTP', 'Client secret': /^set, changed / }],
  ])('shows what %s is set to, and secrets as facts', async (name, facts) => {
    await openConnection(name)
    for (const [label, value] of Object.entries(facts)) {
      const term = page.getByRole('term').filter({ hasText: new RegExp(`^${label}$`) })
      const text = await term.first().locator('xpath=following-sibling::dd').innerText()
      expect(text.replaceAll(/\s+/g, ' ')).toMatch(value)
    }
  })

  it('never holds the value of a secret, be it in a URL', async () => {
    const texts: string[] = []
    await open('/?search=Mine')
    page.on('response', (response) => {
      if (response.url().endsWith('/graphql')) void response.text().then((text) => texts.push(text))
    })
    await page.getByRole('link', { name: 'Mine' }).click()
    await page.getByText('jdbc:postgresql://db.test:5432/orders').first().waitFor()
    expect(await page.content()).not.toContain(planted)
    await expect.poll(() => texts.length).toBeGreaterThan(0)
    expect(texts.join()).not.toContain(planted)
  })

  it('leads back to the page and the row that one came from', async () => {
    await open('/?vendor=apinizer&order=-changed')
    const row = page.getByRole('link', { name: 'legacy-jms' })
    await row.click()
    await page.getByRole('heading', { level: 1, name: 'legacy-jms' }).waitFor()
    expect(await page.title()).toBe('legacy-jms · Switchboard')
    await page.getByRole('link', { name: 'All connections' }).click()
    await expect.poll(() => row.evaluate((link) => link === document.activeElement)).toBe(true)
    expect(new URL(page.url()).search).toBe('?vendor=apinizer&order=-changed')
  })

  it('is deleted after asking, and not when the question is declined', async () => {
    await openConnection('Mine')
    const dialog = page.getByRole('dialog', { name: 'Delete this connection?' })
    await page.getByRole('button', { name: 'Delete' }).click()
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await dialog.waitFor({ state: 'hidden' })
    expect(await exists(app, ids.get('Mine'))).toBe(true)

    await page.getByRole('button', { name: 'Delete' }).click()
    await dialog.getByRole('button', { name: 'Delete' }).click()
    await page.getByText('Deleted Mine.').waitFor()
    await page.getByRole('table', { name: 'Connections' }).waitFor()
    await expect.poll(() => page.getByRole('link', { name: 'Mine' }).count()).toBe(0)
    expect(await exists(app, ids.get('Mine'))).toBe(false)
  })

  it('is not deleted when somebody changed it meanwhile, unless that is wanted', async () => {
    await openConnection('Changing')
    await change(app, ids.get('Changing'))
    const dialog = page.getByRole('dialog', { name: 'Delete this connection?' })
    await page.getByRole('button', { name: 'Delete' }).click()
    await dialog.getByRole('button', { name: 'Delete' }).click()
    await dialog.getByText('Changed: description. It is at revision 2 now.').waitFor()
    expect(await exists(app, ids.get('Changing'))).toBe(true)

    await dialog.getByRole('button', { name: 'Delete anyway' }).click()
    await page.getByText('Deleted Changing.').waitFor()
    expect(await exists(app, ids.get('Changing'))).toBe(false)
  })

  it('is not deleted by somebody who may only look, and says why', async () => {
    await openConnection('Theirs', await app.token(['VIEWER']))
    await page.getByRole('button', { name: 'Delete' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Delete' }).click()
    await expect.poll(() => dialog.getByRole('alert').innerText()).toMatch(/may not/)
    expect(await exists(app, ids.get('Theirs'))).toBe(true)
  })

  it('shows what all connections have even of a vendor that this page does not know', async () => {
    await open('/')
    await page.route('**/graphql', async (route) => {
      const response = await route.fetch()
      const answer = await response.json()
      const { settings, ...common } = answer.data.connection ?? {}
      if (answer.data.connection) answer.data.connection = { ...common, __typename: 'AcmeConnectionProfile', vendor: 'ACME' }
      await route.fulfill({ response, json: answer })
    })
    await page.getByRole('link', { name: 'Theirs' }).click()
    await page.getByRole('heading', { level: 1, name: 'Theirs' }).waitFor()
    await page.getByText('Acme', { exact: true }).waitFor()
  })

  it('says so when there is none with that id', async () => {
    await open('/?connection=con_nowhere')
    await page.getByRole('heading', { level: 1, name: 'No such connection' }).waitFor()
  })
})

async function make(app: TestApp, workspaceId: string, name: string): Promise<void> {
  const database = {
    dbType: 'POSTGRES',
    jdbcUrl: { value: `jdbc:postgresql://db.test:5432/orders?user=u&password=${planted}` },
    username: 'u',
    password: { value: planted },
  }
  const { createConnection } = await app.graph(
    'mutation ($input: CreateConnectionInput!) { createConnection(input: $input) { userErrors { message path } } }',
    { input: { connection: { apinizer: { workspaceId, name, settings: { database } } } } },
  )
  expect(createConnection.userErrors).toEqual([])
}

async function change(app: TestApp, id: string | undefined): Promise<void> {
  await app.graph('mutation ($input: UpdateConnectionInput!) { updateConnection(input: $input) { userErrors { message } } }', {
    input: { id, expectedRevision: 1, patch: { apinizer: { description: 'Now with words.' } } },
  })
}

async function exists(app: TestApp, id: string | undefined): Promise<boolean> {
  const { connection } = await app.graph('query ($id: ID!) { connection(id: $id) { __typename } }', { id })
  return connection !== null
}

/** What a connection is only linked to. */
/** Where a secret stands is for `revealSecret`, which the page does not use. */
const ofReveals = /^(SecretState|SecretUrl|Chartbrew\w+)\.field$/
const links = new Set(['Workspace', 'DeploymentConnection', 'VersoriCredentialUsage'])

/** `Type.field` of everything that a connection is made of and that is not selected. */
function missingFields(sdl: string, query: string): string[] {
  const schema = buildSchema(sdl)
  const selected = new Set<string>()
  const types = new TypeInfo(schema)
  visitDocument(
    parse(query),
    visitWithTypeInfo(types, { Field: ({ name }) => void selected.add(`${String(types.getParentType()?.name)}.${name.value}`) }),
  )
  const seen = new Set<string>()
  const missing: string[] = []
  const walk = (name: string): void => {
    const type = schema.getType(name)
    if (seen.has(name)) return
    seen.add(name)
    if (isUnionType(type)) for (const member of type.getTypes()) walk(member.name)
    if (!isObjectType(type)) return
    for (const field of Object.values(type.getFields())) {
      if (links.has(getNamedType(field.type).name)) continue
      const owners = [name, ...type.getInterfaces().map((one) => one.name)]
      if (!owners.some((owner) => selected.has(`${owner}.${field.name}`))) missing.push(`${name}.${field.name}`)
      walk(getNamedType(field.type).name)
    }
  }
  walk('ConnectionProfile')
  return missing
}
