import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'

const source = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')

/** What axe-core finds wrong with a page as it stands, one line per place; without these parts of it, which are not ours. */
export async function violations(page: Page, ...without: readonly string[]): Promise<string[]> {
  await page.evaluate(source)
  return page.evaluate(async (exclude) => {
    const { axe } = globalThis as unknown as { axe: { run(context: unknown): Promise<any> } }
    const found = await axe.run({ exclude: exclude.map((selector) => [selector]) })
    return found.violations.flatMap(({ id, nodes }: any) => nodes.map(({ target }: any) => `${id}: ${target.join(' ')}`))
  }, without)
}
