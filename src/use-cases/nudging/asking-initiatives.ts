import type { Initiative, Participant } from '../../domain/initiative.ts';
import { DAY, type Instant } from '../../domain/instant.ts';
import type { Context, ScorecardsInForce } from '../context.ts';
import { askedFor } from '../initiatives/asked-for.ts';
import type { Ports } from '../ports.ts';

export interface AskedBy {
  readonly initiative: Initiative;
  readonly part: Participant;
}

/**
 * Initiatives that ask something of these services, by service key: those that run, and those that ended within a day,
 * since the day of their deadline is not over for everybody then.
 */
export async function initiativesOf(
  { initiatives }: Pick<Ports, 'initiatives'>,
  keys: readonly string[],
  now: Instant,
): Promise<ReadonlyMap<string, readonly AskedBy[]>> {
  const [running, ended] = await Promise.all([initiatives.of(keys), initiatives.list(['ended'])]);
  const today = ended.filter(({ deadline }) => deadline <= now && now - deadline < DAY);
  if (today.length === 0) return running;
  const known = new Set(keys);
  const found = new Map([...running].map(([key, asked]) => [key, [...asked]]));
  for (const initiative of today)
    for (const part of await initiatives.participants(initiative.id))
      if (known.has(part.serviceKey))
        found.set(part.serviceKey, [...(found.get(part.serviceKey) ?? []), { initiative, part }]);
  return found;
}

type Asking = Pick<Context, 'store' | 'scorecards'>;

/** `KEY scorecard/rule` of all that initiatives ask of these services: those that run, and ended ones that nobody has closed. */
export async function askedNow(
  { store, scorecards }: Asking,
  keys: readonly string[],
): Promise<ReadonlySet<string>> {
  const { initiatives } = store;
  const [running, ended, inForce] = await Promise.all([
    initiatives.of(keys),
    initiatives.list(['ended']),
    scorecards(),
  ]);
  const asked = new Set<string>();
  const add = (initiative: Initiative, key: string) => {
    for (const rule of rulesOf(inForce, initiative)) asked.add(`${key} ${rule}`);
  };
  for (const [key, some] of running) for (const { initiative } of some) add(initiative, key);
  for (const initiative of ended.filter(({ closedAt }) => closedAt === undefined))
    for (const { serviceKey } of await initiatives.participants(initiative.id)) add(initiative, serviceKey);
  return asked;
}

/** An initiative that asks for nothing any more. */
export interface Dropped {
  readonly initiative: Initiative;
  /** Services that it was about. */
  readonly keys: ReadonlySet<string>;
  /** `scorecard/rule` of what it asked for. */
  readonly rules: ReadonlySet<string>;
}

/** Initiatives that were cancelled, or put away after their end, at this instant or later. */
export async function droppedSince(
  { store, scorecards }: Asking,
  since: Instant,
): Promise<readonly Dropped[]> {
  const over = (await store.initiatives.list(['cancelled', 'ended'])).filter(
    ({ state, endedAt, closedAt }) => (state === 'cancelled' ? (endedAt ?? 0) : (closedAt ?? 0)) >= since,
  );
  if (over.length === 0) return [];
  const inForce = await scorecards();
  return Promise.all(
    over.map(async (initiative) => {
      const parts = await store.initiatives.participants(initiative.id);
      const keys = new Set(parts.map(({ serviceKey }) => serviceKey));
      return { initiative, keys, rules: new Set(rulesOf(inForce, initiative)) };
    }),
  );
}

function rulesOf(inForce: ScorecardsInForce, initiative: Initiative): readonly string[] {
  const asked = askedFor(inForce, initiative);
  return asked === null ? [] : asked.rules.map(({ id }) => `${asked.scorecard.id}/${id}`);
}
