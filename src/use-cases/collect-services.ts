import { v7 as uuidv7 } from 'uuid';
import { UserError } from '../domain/errors.ts';
import { withDescendants } from '../domain/hierarchy.ts';
import type { Duration } from '../domain/instant.ts';
import { may, type Viewer } from '../domain/rights.ts';
import { collectKeys, type Told } from './collect-keys.ts';
import { configuredOf } from './collect-together.ts';
import { AT_THE_SHELL, collectionAudience } from './collection-progress.ts';
import type { Context } from './context.ts';
import { enrolServices } from './enrol-services.ts';
import { followRun } from './follow-run.ts';
import type { Run } from './message-ports.ts';
import { reachableService } from './reachable-service.ts';
import type { ServiceFilter } from './service-rows.ts';
import type { CollectorTrouble } from './verbs.ts';

/** Of which services the facts are to be collected now. */
export type CollectWhat =
  | { readonly kind: 'all' }
  | { readonly kind: 'service' | 'team' | 'system'; readonly id: string };

/** How far it is. A service is done when all collectors are done with it, and failed if one of them failed. */
export interface CollectionRun extends Run {
  /** At the pace so far; null = nothing is done yet, or all is. */
  readonly timeLeft: Duration | null;
  /** What went wrong, each sentence once, with how many services it concerns; the most first. */
  readonly troubles: readonly (CollectorTrouble & { readonly services: number })[];
}

/**
 * Collects and judges services now, due or not: one, which anybody may who may check it again, or those of a team, of
 * a system, or all, which is for admins. A vendor that wants silence is not asked; what it was to be asked is due as
 * soon as it allows. Throws a `UserError` where it is not theirs to do, or there is no such thing.
 * @param tell is told at the start, at most once in a second while it goes on, and at the end; what it throws ends
 *   the run after what is being written
 */
export async function collectServices(
  context: Context,
  viewer: Viewer,
  what: CollectWhat,
  tell: (run: CollectionRun) => void | Promise<void> = () => {},
): Promise<CollectionRun> {
  const causedBy = viewer.id === SHELL ? AT_THE_SHELL : viewer.id;
  const { keys, about } = await meantBy(context, viewer, what);
  await enrolServices(context);
  const startedAt = context.clock.now();
  const collectors = configuredOf(context);
  const run = followRun(context, {
    start: {
      id: uuidv7(),
      kind: 'collect',
      causedBy,
      about,
      startedAt,
    },
    keys,
    parts: collectors.length,
    tell,
    audience: what.kind === 'service' ? null : collectionAudience(causedBy),
  });
  const told: Told = (done, trouble) => run.report(done, trouble);
  try {
    await run.begin();
    const asked = { keys, startedAt, timeZone: viewer.timezone, told };
    await Promise.all(collectors.map((collector) => collectKeys(context, collector, asked)));
  } finally {
    await run.end();
  }
  return run.state();
}

/** The viewer who types on a terminal. */
const SHELL = 'shell';

interface Meant {
  readonly keys: readonly string[];
  readonly about: string;
}

async function meantBy(context: Context, viewer: Viewer, what: CollectWhat): Promise<Meant> {
  if (what.kind === 'service') {
    const { key, service } = await reachableService(context, viewer, what.id, 'check-again');
    return { keys: [key], about: service.name };
  }
  if (!may(viewer, 'administer'))
    throw new UserError(
      'Only admins collect many services at once. Check a single one again with its button.',
    );
  return what.kind === 'all' ? everything(context) : group(context, what.kind, what.id);
}

async function everything({ store }: Context): Promise<Meant> {
  const keys: string[] = [];
  for (let last: string | null = null; ; ) {
    const some: readonly { readonly key: string; readonly id: string }[] = await store.catalog.keysAfter(
      last,
      1_000,
    );
    keys.push(...some.map(({ key }) => key));
    const end = some.at(-1);
    if (end === undefined) return { keys, about: 'all services' };
    last = end.id;
  }
}

async function group({ store }: Context, kind: 'team' | 'system', id: string): Promise<Meant> {
  const all = kind === 'team' ? await store.catalog.teams() : await store.catalog.systems();
  const found = all.find((one) => one.id === id);
  if (found === undefined)
    throw new UserError(`There is no ${kind} “${id}”. Type \`/ready list\` to look around.`);
  const ids = [...withDescendants(id, all)];
  const filter: ServiceFilter = kind === 'team' ? { teams: ids } : { systems: ids };
  const { items } = await store.catalog.list(filter, { offset: 0, limit: 100_000 }, null);
  return { keys: items.map(({ key }) => key), about: `${kind} ${found.name}` };
}
