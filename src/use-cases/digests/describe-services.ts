import { composeDigest } from '../../domain/compose-digest.ts';
import type { Digest, InitiativeProgress, Move, TimedException } from '../../domain/digest.ts';
import { type Exception, isInForce } from '../../domain/exceptions/exception.ts';
import type { Initiative, Participant } from '../../domain/initiative.ts';
import { type Instant, WEEK } from '../../domain/instant.ts';
import { weekBefore } from '../../domain/planner/digest-slot.ts';
import type { Context } from '../context.ts';
import { rulesInForce } from '../exceptions/rules-in-force.ts';
import type { ServiceFilter } from '../service-rows.ts';
import { weeklyScores } from '../weekly-scores.ts';
import { relabelledOf } from './relabelled-of.ts';
import { standingsBefore } from './standings-before.ts';
import { countingRules, READ_AT_ONCE, tallyChecks } from './tally-checks.ts';

export interface Described {
  readonly name: string;
  /** Id; null = the organisation. */
  readonly team: string | null;
  readonly filter: ServiceFilter;
}

type Reading = Pick<Context, 'store' | 'scorecards' | 'policy'>;

interface Known {
  readonly key: string;
  readonly id: string;
}

/** Of moves that are explained, of each kind: more of them nobody reads. */
const EXPLAINED = 10;

/**
 * What moved among these services within a week, and how they stand. Days are the organisation's, as are those of the
 * snapshots: what happened on the first of them may have been told already, so that nothing goes untold.
 */
export async function describeServices(
  context: Reading,
  { name, team, filter }: Described,
  now: Instant,
): Promise<Digest> {
  const services = await servicesOf(context, filter);
  const { primary } = await context.scorecards();
  const since = weekBefore(now, context.policy.timezone);
  const keys = services.map(({ key }) => key);
  const tallied = await tallyChecks(context, services, now);
  const scorecard = primary?.compiled.scorecard;
  const digest = composeDigest({
    name,
    team,
    services: services.length,
    levels: scorecard?.levels ?? [],
    now: tallied.standings,
    before: await standingsBefore(context.store, services, since.day, scorecard?.id ?? null),
    since: since.day,
    relabelled: await relabelledOf(context, services, since.from),
    failing: tallied.failing,
    unknown: tallied.unknown,
    ...(await exceptionsOf(context, services, { from: since.from, now })),
    initiatives: await initiativesOf(context, keys, since.from),
    ends: now + WEEK,
  });
  const weekly =
    primary === null
      ? []
      : await weeklyScores(context, { keys, scorecard: primary, score: digest.score.now, at: now });
  return {
    ...digest,
    score: { ...digest.score, weekly },
    dropped: await explained(context, services, digest.dropped, { from: since.from, now }),
  };
}

async function servicesOf({ store }: Reading, filter: ServiceFilter): Promise<readonly Known[]> {
  const found: Known[] = [];
  for (;;) {
    const { items } = await store.catalog.list(filter, { offset: found.length, limit: READ_AT_ONCE }, null);
    found.push(...items.map(({ key, id }) => ({ key, id })));
    if (items.length < READ_AT_ONCE) return found;
  }
}

async function exceptionsOf(
  { store, scorecards }: Reading,
  services: readonly Known[],
  { from, now }: { readonly from: Instant; readonly now: Instant },
): Promise<Pick<Digest, 'granted' | 'ending'>> {
  const rules = rulesInForce(await scorecards());
  const titleOf = (rule: string) => rules.get(rule)?.rule.title ?? rule;
  const told: { readonly exception: Exception; readonly line: TimedException }[] = [];
  for (const slice of slicesOf(services)) {
    const open = await store.exceptions.open(slice.map(({ key }) => key));
    for (const { key, id } of slice)
      for (const exception of open.get(key) ?? [])
        if (isInForce(exception, now)) told.push({ exception, line: lineOf(id, exception, titleOf) });
  }
  const sooner = told.toSorted((a, b) => a.exception.until - b.exception.until);
  return {
    granted: sooner.filter(({ exception }) => (exception.from ?? 0) >= from).map(({ line }) => line),
    ending: sooner.filter(({ exception }) => exception.until <= now + WEEK).map(({ line }) => line),
  };
}

function lineOf(
  service: string,
  { rules, until, approvals }: Exception,
  titleOf: (rule: string) => string,
): TimedException {
  return {
    service,
    titles: rules.map(({ rule }) => titleOf(rule)),
    until,
    by: approvals.map(({ by }) => by.name),
  };
}

/** Running ones, by their deadline, with how far these services are. */
async function initiativesOf(
  { store }: Reading,
  keys: readonly string[],
  from: Instant,
): Promise<readonly InitiativeProgress[]> {
  const parts = new Map<string, { readonly initiative: Initiative; readonly parts: Participant[] }>();
  for (const slice of slicesOf(keys)) {
    for (const { initiative, part } of [...(await store.initiatives.of(slice)).values()].flat()) {
      const known = parts.get(initiative.id) ?? { initiative, parts: [] };
      known.parts.push(part);
      parts.set(initiative.id, known);
    }
  }
  return [...parts.values()]
    .map(({ initiative, parts: own }) => progressOf(initiative, own, from))
    .toSorted((a, b) => a.deadline - b.deadline);
}

function progressOf(
  { id, title, deadline }: Initiative,
  parts: readonly Participant[],
  from: Instant,
): InitiativeProgress {
  const having = (progress: Participant['progress']) => parts.filter((part) => part.progress === progress);
  const done = having('done');
  return {
    id,
    title,
    deadline,
    done: done.length,
    open: having('open').length,
    excused: having('excused').length,
    unknown: having('unknown').length,
    fresh: done.filter(({ since }) => since >= from).length,
  };
}

/** The deepest falls with the rules that have failed since: what to look at first. */
async function explained(
  { store, scorecards }: Reading,
  services: readonly Known[],
  moves: readonly Move[],
  { from, now }: { readonly from: Instant; readonly now: Instant },
): Promise<readonly Move[]> {
  const rules = countingRules(await scorecards(), now);
  const keys = new Map(services.map(({ key, id }) => [id, key]));
  const told = await Promise.all(
    moves.slice(0, EXPLAINED).map(async (move) => {
      const changes = await store.evaluations.changesAfter(keys.get(move.service) ?? '', from - 1);
      const last = new Map(
        changes.flatMap(({ kind, scorecard, rule, to }) =>
          kind === 'outcome' && rule !== undefined ? [[`${scorecard}/${rule}`, to] as const] : [],
        ),
      );
      const failed = [...last].flatMap(([rule, to]) => (to === 'fail' ? [rules.get(rule)?.title] : []));
      return { ...move, because: failed.filter((title) => title !== undefined) };
    }),
  );
  return [...told, ...moves.slice(EXPLAINED)];
}

function* slicesOf<T>(all: readonly T[]): Iterable<readonly T[]> {
  for (let start = 0; start < all.length; start += READ_AT_ONCE) yield all.slice(start, start + READ_AT_ONCE);
}
