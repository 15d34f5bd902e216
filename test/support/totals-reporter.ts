import type { Reporter, TestModule } from 'vitest/node'

/** Ends a run with one line that adds up what really ran. */
export default class TotalsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const totals = { passed: 0, failed: unhandledErrors.length, skipped: 0, pending: 0 }
    for (const testModule of modules) {
      totals.failed += testModule.errors().length
      for (const test of testModule.children.allTests()) totals[test.result().state] += 1
    }
    // The default reporter writes its own summary after this hook.
    process.once('exit', () =>
      process.stdout.write(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped + totals.pending} skipped\n`),
    )
  }
}
