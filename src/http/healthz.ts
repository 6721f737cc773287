import { defineRoute } from './route.ts';

/** Alive: the event loop turns. Looks at nothing else, so that a slow database never gets the process killed. */
export const healthz = defineRoute({
  name: 'healthz',
  method: 'GET',
  path: '/healthz',
  summary: 'Alive',
  answer: (context) => context.json({ alive: true }),
});
