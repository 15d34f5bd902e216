import { existsSync } from 'node:fs'
import { chromium, type Browser, type Page } from 'playwright-core'

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync)

/** Whether this machine has a Chromium; where CI runs there must be one. */
export const hasBrowser = executablePath !== undefined || process.env.CI !== undefined

/** A page of a real Chromium, and what went wrong on it. */
export interface Visit {
  readonly page: Page
  /** Errors of the console and of scripts, and requests to any other host, so far. */
  readonly wrongs: readonly string[]
}

export async function launch(): Promise<Browser> {
  if (executablePath === undefined) throw new Error('There is no Chromium. On Debian: apt-get install chromium')
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] })
}

/** Opens a new tab without any memory on this address of a gateway; with a token, as if it had been typed into the form before. */
export async function visit(browser: Browser, address: string, path: string, token?: string): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 } })
  const page = await context.newPage()
  const wrongs: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') wrongs.push(`console: ${message.text()}`)
  })
  page.on('pageerror', (error) => wrongs.push(`script: ${error.message}`))
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url())
    if (origin !== address && !['data:', 'blob:'].includes(protocol)) wrongs.push(`request: ${request.url()}`)
  })
  if (token !== undefined) await page.addInitScript((text) => sessionStorage.setItem('switchboard.token', text), token)
  await page.goto(address + path)
  return { page, wrongs }
}
