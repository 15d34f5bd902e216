import { execFile } from 'node:child_process'
import { appendFileSync, cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
const template = join(root, 'examples/vendor')
const copied = ['schema', 'src', 'codegen.ts', 'tsconfig.json', 'vitest.config.ts', 'package.json', 'test/support', 'test/vendors/suite.ts']

let tree: string
beforeAll(() => {
  tree = mkdtempSync(join(tmpdir(), 'switchboard-fifth-'))
  for (const path of copied) cpSync(join(root, path), join(tree, path), { recursive: true })
  for (const path of ['node_modules', 'dist']) symlinkSync(join(root, path), join(tree, path))
})
afterAll(() => rmSync(tree, { recursive: true, force: true }))

/** What a tool says on the way to success; what it says on the way to failure is the failure. */
async function run(tool: string, ...args: string[]): Promise<string> {
  try {
    return (await promisify(execFile)(join(root, 'node_modules/.bin', tool), args, { cwd: tree })).stdout
  } catch (error) {
    throw new Error(`${tool} failed: ${String((error as { stdout?: string }).stdout)}`, { cause: error })
  }
}

it('takes a fifth vendor as one SDL file, one folder and one line, and it passes the suite that every vendor passes', async () => {
  cpSync(join(template, 'acme.graphql'), join(tree, 'schema/vendors/acme.graphql'))
  cpSync(join(template, 'acme'), join(tree, 'src/vendors/acme'), { recursive: true })
  appendFileSync(join(tree, 'src/vendors/index.ts'), "export { acme } from './acme/index.js'\n")
  cpSync(join(template, 'acme.test.ts'), join(tree, 'test/vendors/acme.test.ts'))

  await run('graphql-codegen', '--config', 'codegen.ts', '--silent')
  await run('tsc', '--noEmit')
  const said = await run('vitest', 'run', '--root', tree, 'test/vendors/acme.test.ts')
  const [, passed] = /(\d+) passed, 0 failed, 0 skipped/.exec(said) ?? []
  expect(Number(passed)).toBeGreaterThan(5)
}, 180_000)
