import { DAY, type Instant } from '../../domain/instant.ts';
import { localDate, startOfDate } from '../../domain/local-date.ts';
import type { Context } from '../context.ts';
import type { TrendMark } from '../picture-views.ts';
import { productionDeploys } from './production-deploys.ts';

const MOST_EXCEPTIONS = 100;

interface Subject {
  /** The service's; undefined = a group, which has no marks of its own. */
  readonly key: string | undefined;
  readonly scorecard: string;
  readonly since: Instant;
  readonly now: Instant;
}

/** What may have moved a service: its deploys to production as far as they are known, and its exceptions. */
export async function marksOf(context: Context, subject: Subject): Promise<readonly TrendMark[]> {
  const { key } = subject;
  if (key === undefined) return [];
  return [...(await deploys(context, key, subject)), ...(await exceptions(context, key, subject))];
}

/** To the minute where facts know them, of what is older the day. */
async function deploys(
  { store, policy: { timezone } }: Context,
  key: string,
  { since, now }: Subject,
): Promise<readonly TrendMark[]> {
  const [documents, kept] = await Promise.all([
    store.facts.of([key], ['deploys']),
    store.deploys.daysOf([key]),
  ]);
  const recent = productionDeploys(documents.get(key) ?? []);
  const known = new Set(recent.map((at) => localDate(at, timezone)));
  const days = (kept.get(key) ?? []).filter((day) => !known.has(day));
  return [...days.map((day) => startOfDate(day, timezone) + DAY / 2), ...recent]
    .filter((at) => at >= since && at <= now)
    .sort((a, b) => a - b)
    .map((at) => ({ kind: 'deploy', at }));
}

async function exceptions(
  { store }: Context,
  key: string,
  { scorecard, since, now }: Subject,
): Promise<readonly TrendMark[]> {
  const states = ['approved', 'expired', 'revoked'] as const;
  const { items } = await store.exceptions.list(
    { states, serviceKeys: [key] },
    { offset: 0, limit: MOST_EXCEPTIONS },
  );
  return items.flatMap(({ from, until, end, rules }): TrendMark[] => {
    const ours = rules.filter(({ rule }) => rule.startsWith(`${scorecard}/`)).length;
    const ended = Math.min(until, end?.at ?? until);
    if (from === null || ours === 0 || ended < since || from > now) return [];
    return [{ kind: 'exception', from: Math.max(from, since), until: Math.min(ended, now), rules: ours }];
  });
}
