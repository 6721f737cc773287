import type { JsonObject } from '../domain/json.ts';
import type { JobView } from '../use-cases/nudge-views.ts';
import { iso, isoOrNull } from './shell/documents.ts';
import { renderJobs } from './terminal/jobs.ts';
import { defineVerb } from './verb.ts';

export const jobs = defineVerb({
  name: 'jobs',
  summary:
    'Show what the bot does by itself: each job’s last and next run, what is due, and what is held back',
  arguments: [],
  options: [],
  json: `
{ jobs[{ name, summary, every: a cron pattern, last: null or { at, took_ms, ok, error }, next_at, due: null or in words }],
  held: null or { id, at, owners, of, messages, reason }, waiting: messages that are not sent yet }
The exit code is 1 while a job's last run failed, or something is held.`,
  async run(_call, workshop) {
    const { verbs, viewer } = await workshop.read();
    const view = await verbs.nudges.jobs(viewer);
    const { held, waiting } = view;
    return {
      exit: held !== null || view.jobs.some(({ last }) => last?.ok === false) ? 1 : 0,
      document: {
        jobs: view.jobs.map(jobDocument),
        held:
          held === null
            ? null
            : {
                ...{ id: held.id, at: iso(held.at), owners: held.owners, of: held.of },
                ...{ messages: held.messages, reason: held.reason },
              },
        waiting,
      },
      render: (page) => renderJobs(view, page),
    };
  },
});

function jobDocument({ name, summary, every, last, next, due }: JobView): JsonObject {
  return {
    ...{ name, summary, every },
    last: last === null ? null : { at: iso(last.at), took_ms: last.took, ok: last.ok, error: last.error },
    next_at: isoOrNull(next),
    due,
  };
}
