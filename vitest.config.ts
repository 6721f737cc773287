import { defineConfig } from 'vitest/config';
import { tallyReporter } from './tests/support/tally-reporter.ts';

/**
 * Files that ask only what goes in and what comes out. Our source keeps no module state, so they share a process
 * and load it once; that halves what they cost. A file that changes its process (its environment, signals,
 * clocks) or starts one belongs to the others.
 */
const SHARING = [
  'tests/collectors/**/*.test.ts',
  'tests/documents/**/*.test.ts',
  'tests/domain/**/*.test.ts',
  'tests/facts/**/*.test.ts',
  'tests/jobs/**/*.test.ts',
  'tests/slack/{actions,commands,views}/**/*.test.ts',
  'tests/sources/**/*.test.ts',
  'tests/use-cases/**/*.test.ts',
  'tests/vendors/**/*.test.ts',
  'tests/workspace/page/text/**/*.test.ts',
];

const shared = {
  // Terminals show local dates.
  env: { TZ: 'UTC' },
  // Whole-bot tests start Postgres or Chromium once; the machines we promise for have two cores.
  testTimeout: 20_000,
  hookTimeout: 60_000,
};

export default defineConfig({
  test: {
    // Of the whole run: the projects find the one Postgres that it starts.
    globalSetup: ['tests/support/postgres-server.ts'],
    // The last line of every run is the tally; `.ci/run` passes it on.
    reporters: ['default', tallyReporter],
    projects: [
      { test: { ...shared, name: 'sharing', include: SHARING, isolate: false } },
      {
        test: {
          ...shared,
          name: 'alone',
          include: ['tests/**/*.test.ts'],
          exclude: SHARING,
        },
      },
    ],
  },
});
