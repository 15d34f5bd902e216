import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const alone = ['test/durability/kill.test.ts']

export default defineConfig({
  // One copy of graphql: Vite would take its ES module build, Node takes the other for everybody else.
  resolve: { alias: [{ find: /^graphql$/, replacement: fileURLToPath(import.meta.resolve('graphql')) }] },
  test: {
    reporters: ['default', './test/support/totals-reporter.ts'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    pool: 'threads',
    isolate: false, // A file leaves nothing behind in a module; loading all of them again for each file takes a third of the time.
    maxWorkers: '100%', // By itself it would leave a core free, which of two is one half.
    projects: [
      { extends: true, test: { name: 'together', include: ['test/**/*.test.ts'], exclude: alone } },
      // Says how soon a gateway is ready, and so wants no neighbours: after all others.
      { extends: true, test: { name: 'alone', include: alone, sequence: { groupOrder: 1 } } },
    ],
  },
})
