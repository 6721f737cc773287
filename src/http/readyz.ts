import { defineRoute, type ReadyPart } from './route.ts';

/** Ready to be sent requests: 200, or 503 with a reason for each part that is not. */
export const readyz = defineRoute({
  name: 'readyz',
  method: 'GET',
  path: '/readyz',
  summary: 'Ready for requests: database, migrations, catalog and Slack, each with its reason if not',
  answer: async (context, { readiness }) => {
    const parts = await readiness();
    const ready = parts.every((part) => part.reason === undefined);
    return context.json({ ready, parts: Object.fromEntries(parts.map(asEntry)) }, ready ? 200 : 503);
  },
});

function asEntry({ name, ...told }: ReadyPart): [string, { ready: boolean } & Omit<ReadyPart, 'name'>] {
  return [name, { ready: told.reason === undefined, ...told }];
}
