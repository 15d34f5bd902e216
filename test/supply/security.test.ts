import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

it.each(['SECURITY.md', 'README.md'])('every file that %s points to is there', (page) => {
  const targets = [...readFileSync(page, 'utf8').matchAll(/\]\(([^)#:]+)\)/g)].map(([, target = '']) => target)
  expect(targets.length).toBeGreaterThan(5)
  expect(targets.filter((target) => !existsSync(target))).toEqual([])
})
