import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // Whole-bot tests start Postgres or Chromium once; the machines we promise for have two cores.
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
