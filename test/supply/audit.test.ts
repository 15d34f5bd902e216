import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { audit } from '../../.ci/supply/audit.js'
import { findingsOf, judge, readExceptions, type Exception } from '../../.ci/supply/findings.js'
import { registry } from './registry.js'

const url = 'https://github.com/advisories/GHSA-aaaa-bbbb-cccc'
let folder: string

/** A project with one package that it needs, one that its pages need, and one that is for development. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'switchboard-audit-'))
  const entry = { version: '1.0.0', license: 'MIT', integrity: 'sha512-AAAA' }
  const root = { name: 'audited', version: '1.0.0', dependencies: { needed: '1.0.0' }, devDependencies: { paged: '1.0.0', tool: '1.0.0' } }
  const packages = {
    '': root,
    'node_modules/needed': entry,
    'node_modules/paged': { ...entry, dev: true },
    'node_modules/tool': { ...entry, dev: true },
  }
  for (const name of ['.ci/supply', 'src/web']) mkdirSync(join(folder, name), { recursive: true })
  const write = (name: string, content: unknown) => writeFileSync(join(folder, name), JSON.stringify(content))
  write('package.json', root)
  write('package-lock.json', { name: 'audited', version: '1.0.0', lockfileVersion: 3, requires: true, packages })
  write('.ci/supply/audit-exceptions.json', [])
  writeFileSync(join(folder, 'src/web/main.tsx'), "import { page } from 'paged'\n")
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What an audit prints and ends with, at a registry that answers so. */
async function audited(status: number, body: unknown): Promise<{ code: number; lines: string[]; url: string; asked: number }> {
  const fake = await registry(status, body)
  const lines: string[] = []
  try {
    const code = await audit(folder, (line) => lines.push(line), [`--registry=${fake.url}`, `--cache=${folder}/cache`, '--fetch-retries=0'])
    return { code, lines, url: fake.url, asked: fake.asked() }
  } finally {
    fake.close()
  }
}

describe('npm run audit', () => {
  it('ends with 1 and names the advisory when the registry knows of one', async () => {
    const advisory = { id: 1, url, title: 'Falls over', severity: 'moderate', vulnerable_versions: '<2.0.0', cwe: [], cvss: { score: 5 } }
    const { code, lines } = await audited(200, { needed: [advisory], tool: [advisory] })
    expect(code).toBe(1)
    expect(lines).toEqual([
      `VULNERABLE needed <2.0.0 (shipped): moderate: Falls over ${url}`,
      `slight tool <2.0.0 (development): moderate: Falls over ${url}`,
      'Audit of 3 packages, 2 of them shipped: 1 to act on.',
    ])
  })

  it('ends with 0 when the registry was asked and knows of none', async () => {
    const { code, lines, asked } = await audited(200, {})
    expect({ code, lines, asked }).toEqual({ code: 0, lines: ['Audit of 3 packages, 2 of them shipped: 0 to act on.'], asked: 1 })
  })

  it('says that there was no audit, and ends with 0, when the registry has no endpoint for it', async () => {
    const { code, lines, url } = await audited(405, { error: 'method not allowed' })
    expect(code).toBe(0)
    expect(lines[0]).toContain(`The audit did NOT happen: this registry has no audit endpoint (405 from ${url}`)
  })

  it('ends with 1 when the registry fails', async () => {
    const { code, lines } = await audited(500, { error: 'on fire' })
    expect(code).toBe(1)
    expect(lines).toEqual([expect.stringMatching(/^The audit failed: .*500/)])
  })
})

describe('a vulnerability', () => {
  const shipped = new Set(['node_modules/needed', 'node_modules/paged'])
  const now = Date.parse('2026-03-01T12:00:00Z')
  const exception: Exception = {
    advisory: 'GHSA-aaaa-bbbb-cccc',
    package: 'needed',
    reason: 'Only with a setting that is never set.',
    until: '2026-03-01',
  }
  const found = (name: string, severity: string) =>
    findingsOf(
      { vulnerabilities: { [name]: { via: [{ title: 't', url, severity, range: '*' }, 'another'], nodes: [`node_modules/${name}`] } } },
      shipped,
    )

  it.each([
    ['needed', 'low', 0],
    ['needed', 'moderate', 1],
    ['paged', 'moderate', 1],
    ['paged', 'critical', 1],
    ['tool', 'moderate', 0],
    ['tool', 'high', 1],
  ])('in %s that is %s is refused %d times', (name, severity, times) => {
    expect(judge(found(name, severity), [], now).refused).toHaveLength(times)
  })

  it('is let pass by an exception to its last day, and not after', () => {
    expect(judge(found('needed', 'high'), [exception], now)).toMatchObject({ refused: [], excepted: [{ package: 'needed' }], void: [] })
    expect(judge(found('needed', 'high'), [exception], now + 86_400_000)).toMatchObject({
      refused: [{ package: 'needed' }],
      void: [exception],
    })
  })

  it('is not let pass by an exception for another package or another advisory, which are told as needless', () => {
    const others = [
      { ...exception, package: 'paged' },
      { ...exception, advisory: 'GHSA-dddd-dddd-dddd' },
    ]
    expect(judge(found('needed', 'high'), others, now)).toMatchObject({ refused: [{ package: 'needed' }], excepted: [], void: others })
  })

  it.each([{ reason: 'fine' }, { until: 'soon' }, { advisory: 'CVE-2026-1' }, { until: undefined }])(
    'has no exception without a reason and an end: %j',
    (change) => {
      expect(readExceptions(JSON.stringify([exception]))).toEqual([exception])
      expect(() => readExceptions(JSON.stringify([{ ...exception, ...change }]))).toThrow()
    },
  )
})
