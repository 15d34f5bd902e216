import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { killAll, startBuiltAt } from '../start/gateway.js'

let root: string

/** What was built, with none of the packages that an install may leave out. */
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'switchboard-lean-'))
  cpSync('dist', join(root, 'dist'), { recursive: true, filter: (path) => !path.endsWith('.map') && path !== join('dist', 'web') })
  for (const path of ['dist/web', 'package.json', 'schema', 'src/store/sqlite/migrations', 'node_modules/better-sqlite3', 'node_modules/@opentelemetry/api']) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    symlinkSync(resolve(path), join(root, path))
  }
}) // prettier-ignore
afterAll(() => {
  killAll()
  rmSync(root, { recursive: true, force: true })
})

const started = (settings: Readonly<Record<string, string>> = {}) =>
  startBuiltAt(root, { SWITCHBOARD_DATA_DIR: join(root, 'data'), ...settings })

it('without the packages that send traces the gateway starts', async () => {
  await started().startAndStop()
})

it('told where to send traces it does not, says in a sentence what to do, and ends with 1', async () => {
  const gateway = started({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318/q7-Lark' })
  expect(await gateway.ended).toBe(1)
  expect(gateway.errors().trim().split('\n')).toEqual([
    'OTEL_EXPORTER_OTLP_ENDPOINT is set, and the packages that send traces are not installed. Run npm ci --include=optional, or unset it.',
  ])
  expect(gateway.output()).toBe('')
})
