import { expect, it } from 'vitest'
import { pauseAfter } from '../../src/deployments/pause.js'

it.each([
  [1, 10_000],
  [2, 10_000],
  [3, 20_000],
  [10, 2_560_000],
  [11, 3_600_000],
  [200, 3_600_000],
])('after %d attempts the pause is %d ms, a quarter more or less', (attempts, pause) => {
  expect(pauseAfter(attempts, 0.5)).toBe(pause)
  expect(pauseAfter(attempts, 0)).toBe(0.75 * pause)
  expect(pauseAfter(attempts, 1)).toBe(1.25 * pause)
})
