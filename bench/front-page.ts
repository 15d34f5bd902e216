import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { launch, visit } from '../test/support/browser.js'
import { start } from '../test/start/gateway.js'
import { seed } from './seed.js'

// How long the front page takes to its first rows at 100,000 connections, with the gateway on one core.
const total = 100_000
const rounds = 15
const token = 'bench-admin-token-0123456789abcdef'

const list = `query ($first: Int, $last: Int, $filter: ConnectionFilter, $orderBy: ConnectionOrder!) {
  connections(first: $first, last: $last, filter: $filter, orderBy: $orderBy) {
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    nodes { ... on ConnectionProfileCommon {
      id vendor name type enabled createdAt updatedAt workspace { id key name } endpoints { kind host port database url } } }
  }
}`
const count = 'query ($filter: ConnectionFilter) { connections(first: 1, filter: $filter) { totalCount } }'
const byName = { field: 'NAME', direction: 'ASC' }
const asked: readonly (readonly [string, string, object])[] = [
  ['first page by name', list, { first: 50, orderBy: byName }],
  ['last page by name', list, { last: 50, orderBy: byName }],
  ['first page by last change', list, { first: 50, orderBy: { field: 'UPDATED_AT', direction: 'DESC' } }],
  ['search that many match', list, { first: 50, filter: { search: 'acme' }, orderBy: byName }],
  ['search that few match', list, { first: 50, filter: { search: 'hub_dd_7_00019' }, orderBy: byName }],
  ['search that nothing matches', list, { first: 50, filter: { search: 'no such thing' }, orderBy: byName }],
  ['one vendor and type', list, { first: 50, filter: { vendor: 'VERSORI', type: 'bigquery' }, orderBy: byName }],
  ['count of all', count, {}],
  ['count of a search', count, { filter: { search: 'acme' } }],
]

const dataDir = mkdtempSync(join(tmpdir(), 'switchboard-bench-'))
try {
  console.log(`Filling a store with ${total.toLocaleString('en')} connections …`)
  await seed(dataDir, token, total)
  const gateway = start('.', { SWITCHBOARD_DATA_DIR: dataDir, SWITCHBOARD_ADMIN_TOKEN: token, SWITCHBOARD_LOG_LEVEL: 'warn' })
  try {
    const address = await gateway.address
    execFileSync('taskset', ['-acp', '0', String(gateway.process.pid)])
    await measureAnswers(address)
    await measurePage(address)
  } finally {
    await gateway.stop()
  }
} finally {
  rmSync(dataDir, { recursive: true, force: true })
}

async function measureAnswers(address: string): Promise<void> {
  for (const [name, query, variables] of asked) {
    const times: number[] = []
    for (let round = 0; round < rounds; round++) {
      const before = performance.now()
      const answer = await fetch(`${address}/graphql`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables }),
      })
      const { errors } = (await answer.json()) as { errors?: unknown }
      if (errors !== undefined) throw new Error(JSON.stringify(errors))
      times.push(performance.now() - before)
    }
    report(`answer: ${name}`, times)
  }
}

async function measurePage(address: string): Promise<void> {
  const browser = await launch()
  try {
    const { page } = await visit(browser, address, '/', token)
    await page.addInitScript(noteFirstRows)
    const shown: number[] = []
    const answered: number[] = []
    for (let round = -2; round < rounds; round++) {
      await page.goto(address)
      const times = await timesOf(page)
      if (round < 0) continue // The cache is warm now, and so is the gateway.
      shown.push(times.shown)
      answered.push(times.answered)
    }
    report('page: its list query answered', answered)
    report('page: first rows painted', shown)
  } finally {
    await browser.close()
  }
}

/** Runs in the page: when the first rows had been painted, in milliseconds since the navigation began. */
function noteFirstRows(): void {
  const found = new MutationObserver(() => {
    if (!document.querySelector('tbody tr')) return
    found.disconnect()
    requestAnimationFrame(() => setTimeout(() => performance.mark('rows'))) // After the frame that holds them.
  })
  found.observe(document, { childList: true, subtree: true })
}

async function timesOf(page: Page): Promise<{ shown: number; answered: number }> {
  await page.waitForFunction(() => performance.getEntriesByName('rows').length > 0)
  return page.evaluate(() => {
    const entries = performance.getEntriesByType('resource') as PerformanceResourceTiming[]
    const answer = entries.find(({ name }) => name.endsWith('/graphql'))
    return { shown: performance.getEntriesByName('rows')[0]?.startTime ?? NaN, answered: answer?.responseEnd ?? NaN }
  })
}

function report(what: string, times: readonly number[]): void {
  const sorted = [...times].sort((a, b) => a - b)
  const at = (share: number): string => `${(sorted[Math.floor((sorted.length - 1) * share)] ?? NaN).toFixed(1)} ms`
  console.log(`${what.padEnd(40)} median ${at(0.5).padStart(9)}   slowest ${at(1).padStart(9)}`)
}
