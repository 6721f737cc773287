import { UserError } from '../domain/errors.ts';
import type { JsonObject } from '../domain/json.ts';
import type { CollectionRun, CollectWhat } from '../use-cases/collect-services.ts';
import { iso } from './shell/documents.ts';
import { theService } from './shell/the-service.ts';
import type { Page } from './terminal/page.ts';
import type { Progress } from './terminal/progress.ts';
import { count, hanging, plain } from './terminal/text.ts';
import { lasting } from './terminal/times.ts';
import { type Call, defineVerb, type Reading, type Workshop } from './verb.ts';

export const collect = defineVerb({
  name: 'collect',
  summary:
    'Ask the collectors now, due or not, and judge what they say: of one service, a team, a system, or all',
  arguments: [{ usage: '[service]', description: 'a service, @TEAM or a system' }],
  options: [{ flags: '--all', description: 'every service' }],
  json: `
{ about: what was collected, in words, started_at, ended_at, total: services, done: of these, failed: of these, about
  which some collector failed or was not to be asked, troubles[{ collector, reason, services: how many }] }`,
  async run(call, workshop) {
    const asked = askedFor(call);
    const { verbs, viewer } = await workshop.write();
    const what = asked ?? (await meantBy({ verbs, viewer }, call.words[0] ?? ''));
    const run = await follow(workshop, (tell) => verbs.collect(viewer, what, tell));
    return {
      exit: run.failed === 0 ? 0 : 1,
      document: document(run),
      render: (page) => render(run, page),
    };
  },
});

/** Undefined: what the word means has to be looked up. */
function askedFor({ words, options }: Call): CollectWhat | undefined {
  const isAll = options.all === true;
  if (isAll === words.length > 0)
    throw new UserError('Say which: `ready collect SERVICE`, or `ready collect --all`.');
  return isAll ? { kind: 'all' } : undefined;
}

async function meantBy(
  { verbs, viewer }: Pick<Reading, 'verbs' | 'viewer'>,
  word: string,
): Promise<CollectWhat> {
  const found = await verbs.lookUp(viewer, word);
  if (found.kind === 'group') return { kind: found.group.kind, id: found.group.id };
  return { kind: 'service', id: (await theService(verbs, viewer, word)).service.id };
}

/** Shows how far it is while it goes on. */
async function follow(
  { progress, interrupted }: Pick<Workshop, 'progress' | 'interrupted'>,
  collecting: (tell: (run: CollectionRun) => void) => Promise<CollectionRun>,
): Promise<CollectionRun> {
  let bar: Progress | undefined;
  try {
    return await collecting((run) => {
      if (run.endedAt === null) interrupted.throwIfAborted();
      bar ??= progress('Collecting', run.total);
      bar.at(run.done, run.timeLeft === null ? undefined : lasting(run.timeLeft));
    });
  } finally {
    bar?.end();
  }
}

function document({ about, startedAt, endedAt, total, done, failed, troubles }: CollectionRun): JsonObject {
  return {
    about,
    started_at: iso(startedAt),
    ended_at: iso(endedAt ?? startedAt),
    total,
    done,
    failed,
    troubles: troubles.map(({ collector, reason, services }) => ({ collector, reason, services })),
  };
}

function render({ startedAt, endedAt, total, failed, troubles }: CollectionRun, page: Page): string {
  const trouble =
    failed === 0 ? '' : `, a collector was in trouble with ${failed.toLocaleString('en')} of them`;
  const sum = `Collected and judged: ${count(total, 'service')} in ${lasting((endedAt ?? startedAt) - startedAt)}${trouble}.`;
  const lines = troubles.flatMap(({ collector, reason, services }) =>
    hanging(
      `${page.paint('yellow', '!')} `,
      plain(`${collector}: ${reason} (${count(services, 'service')})`),
      page.width,
    ),
  );
  return [sum, ...(lines.length === 0 ? [] : ['', ...lines])].join('\n');
}
