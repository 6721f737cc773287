import type { HttpDeps } from '../../src/http/route.ts';

/** All that routes need, of a bot that works and knows nothing. */
export const HTTP_DEPS: HttpDeps = {
  version: '1.2.3',
  readiness: async () => [{ name: 'database' }, { name: 'migrations' }, { name: 'slack' }],
  metrics: async () => [],
  pushFacts: async () => ({ kind: 'refused', why: 'no-token', problems: [{ path: '', message: 'No.' }] }),
};
