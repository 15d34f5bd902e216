import { execFile } from 'node:child_process'
import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { copyOfTree } from './gateway.js'

let tree: ReturnType<typeof copyOfTree>
beforeAll(() => {
  tree = copyOfTree()
  cpSync('examples', join(tree.root, 'examples'), { recursive: true })
})
afterAll(() => tree.remove())

it('plays the walkthrough to its end, and says what the README says it says', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['examples/walkthrough/index.mjs'], { cwd: tree.root })
  const [, told] = /```text\n([\s\S]*?)\n```/.exec(readFileSync('README.md', 'utf8')) ?? []
  expect(stdout.trim()).toBe(told)
}, 180_000)
