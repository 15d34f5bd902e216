import type { Locator, Page } from 'playwright-core'

/** A form as a person meets it: by the labels of its fields and the names of its buttons. */
export interface Form {
  readonly page: Page
  /** The same form, seen through a group in it: an item of a list, a nested object. */
  within(...groups: readonly string[]): Form
  field(label: string): Locator
  /** Fills fields, in this order. */
  fill(values: Readonly<Record<string, string>>): Promise<void>
  /** Chooses in selects, by their words. */
  choose(values: Readonly<Record<string, string>>): Promise<void>
  tick(...labels: readonly string[]): Promise<void>
  press(name: string): Promise<void>
  unfold(title: string): Promise<void>
  attach(label: string, text: string): Promise<void>
}

export function formOn(page: Page, place: Page | Locator = page): Form {
  const field = (label: string): Locator => place.getByLabel(label, { exact: true })
  return {
    page,
    within: (...groups) =>
      formOn(
        page,
        groups.reduce<Page | Locator>((around, name) => around.getByRole('group', { name, exact: true }), place),
      ),
    field,
    fill: async (values) => {
      for (const [label, text] of Object.entries(values)) await field(label).fill(text)
    },
    choose: async (values) => {
      for (const [label, words] of Object.entries(values)) await field(label).selectOption({ label: words })
    },
    tick: async (...labels) => {
      for (const label of labels) await field(label).check()
    },
    press: (name) => place.getByRole('button', { name, exact: true }).click(),
    unfold: (title) => place.getByText(title, { exact: true }).click(),
    attach: (label, text) => field(label).setInputFiles({ name: 'file', mimeType: 'application/octet-stream', buffer: Buffer.from(text) }),
  }
}

/** The id of the connection that the page shows, once it shows one. */
export async function shownId(page: Page): Promise<string> {
  await page.waitForURL((url) => url.searchParams.has('connection') && !url.searchParams.has('edit'))
  return new URL(page.url()).searchParams.get('connection') ?? ''
}

/** All that a page shows or has put away. */
export async function everythingKept(page: Page): Promise<string> {
  return page.evaluate(() => {
    const fields = [...document.querySelectorAll('input, textarea')].map((field) => (field as HTMLInputElement).value)
    return [
      document.documentElement.outerHTML,
      ...fields,
      location.href,
      document.title,
      JSON.stringify([localStorage, sessionStorage]),
    ].join('\n')
  })
}
