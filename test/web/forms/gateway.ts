import type { Browser } from 'playwright-core'
import { adminToken, boot, type TestApp } from '../../support/boot.js'
import { launch, visit, type Visit } from '../../support/browser.js'
import { demoConnections, readConnection } from './connections.js'
import { formOn, type Form } from './page.js'

/** A tab that shows a form. */
export interface FormTab extends Visit {
  readonly form: Form
}

/** A gateway with the demo, and a browser to fill in its forms. */
export interface FormGateway {
  readonly app: TestApp
  readonly browser: Browser
  readonly address: string
  /** The connection of this name, as it is now. */
  connection(name: string): Promise<any>
  /** A tab with the form at this address: a new one, or one that there is. */
  open(path: string, tab?: FormTab): Promise<FormTab>
  /** The form of a new connection, come to from the list by clicks, so that there is a way back. */
  openByClicks(...choices: readonly string[]): Promise<FormTab>
  /** The same with the form that edits the connection of this name. */
  edit(name: string, tab?: FormTab): Promise<FormTab>
  close(): Promise<void>
}

export async function formGateway(): Promise<FormGateway> {
  const app = await boot()
  const ids = new Map((await demoConnections(app)).map(({ connection }) => [String(connection.name), String(connection.id)]))
  const address = await app.app.http.listen({ host: '127.0.0.1', port: 0 })
  const browser = await launch()
  const idOf = async (name: string): Promise<string> => {
    const known = ids.get(name)
    if (known !== undefined) return known
    const { connections } = await app.graph(byName, { filter: { search: name } })
    return connections.nodes[0].id
  }
  const open: FormGateway['open'] = async (path, tab) => {
    const visited = tab ?? (await visit(browser, address, path, adminToken))
    if (tab) await tab.page.goto(address + path)
    await visited.page.getByRole('button', { name: 'Cancel' }).waitFor()
    return { ...visited, form: formOn(visited.page) }
  }
  return {
    app,
    browser,
    address,
    connection: async (name) => (await readConnection(app, await idOf(name))).connection,
    open,
    openByClicks: async (...choices) => {
      const visited = await visit(browser, address, '/', adminToken)
      await visited.page.getByRole('link', { name: 'New connection' }).click()
      for (const name of choices) await visited.page.getByRole('radio', { name, exact: true }).check()
      return { ...visited, form: formOn(visited.page) }
    },
    edit: async (name, tab) => open(`/?connection=${await idOf(name)}&edit`, tab),
    close: async () => {
      await browser.close()
      await app.close()
    },
  }
}

const byName = 'query ($filter: ConnectionFilter!) { connections(filter: $filter) { nodes { ... on ConnectionProfileCommon { id } } } }'
