import { defineConfig } from 'vitest/config';
import { tallyReporter } from './tests/support/tally-reporter.ts';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/support/postgres-server.ts'],
    // Terminals show local dates.
    env: { TZ: 'UTC' },
    // The last line of every run is the tally; `.ci/run` passes it on.
    reporters: ['default', tallyReporter],
    // Whole-bot tests start Postgres or Chromium once; the machines we promise for have two cores.
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
