import { expect, it } from 'vitest'
import { networkOf } from '../../src/access/limits.js'
import { createLimiter } from '../../src/lib/limiter.js'

/** A limiter with a clock that stands still until it is moved. */
function limiter(rate: Parameters<typeof createLimiter>[0]) {
  let now = 50_000
  const take = createLimiter(rate, () => now)
  const times = (count: number, key = 'a'): number[] => Array.from({ length: count }, () => take(key))
  return { times, wait: (seconds: number) => void (now += seconds * 1000) }
}

it('lets a burst pass, then as many as there is room for again, and says how long to wait', () => {
  const { times, wait } = limiter({ atOnce: 3, perSecond: 0.5 })
  expect(times(5)).toEqual([0, 0, 0, 2, 2])
  wait(2)
  expect(times(2)).toEqual([0, 2])
  wait(1000)
  expect(times(4)).toEqual([0, 0, 0, 2])
})

it('lets one key make five thousand a second for as long as it likes', () => {
  const { times, wait } = limiter({ atOnce: 10_000, perSecond: 5000 })
  for (let second = 0; second < 60; second += 1) {
    expect(times(5000).every((left) => left === 0)).toBe(true)
    wait(1)
  }
})

it('counts each key by itself', () => {
  const { times } = limiter({ atOnce: 1, perSecond: 1 })
  expect([times(2, 'a'), times(2, 'b')]).toEqual([
    [0, 1],
    [0, 1],
  ])
})

it('lets those who go on wait longer each time, up to the longest wait, and forgives them in the end', () => {
  const { times, wait } = limiter({ atOnce: 2, perSecond: 1, longestWait: 5 })
  expect(times(9)).toEqual([0, 0, 1, 2, 3, 4, 5, 5, 5])
  wait(7)
  expect(times(2)).toEqual([0, 0])
})

it('remembers ten thousand keys and forgets the oldest of more', () => {
  const { times } = limiter({ atOnce: 1, perSecond: 0.001 })
  times(1, 'first')
  times(1, 'second')
  for (let other = 0; other < 9_999; other += 1) times(1, `other ${other}`)
  expect(times(1, 'second')).not.toEqual([0])
  expect(times(1, 'first')).toEqual([0])
})

it.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:db8:1:2::1', '2001:db8:1:2'],
  ['::1', '0:0:0:0'],
  ['unknown', 'unknown'],
])('%s is counted as %s', (address, network) => {
  expect(networkOf(address)).toBe(network)
})
