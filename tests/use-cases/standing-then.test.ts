/** Whatever happens to a service, what is asked about a moment is what was stored at that moment. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY, HOUR, type Instant } from '../../src/domain/instant.ts';
import { beganAt, daysLater, localDate, startOfDate } from '../../src/domain/local-date.ts';
import type { Check, Outcome } from '../../src/domain/outcome.ts';
import type { Store } from '../../src/store/open-store.ts';
import { diffEvaluation } from '../../src/use-cases/diff-evaluation.ts';
import { idMaker } from '../../src/use-cases/new-ids.ts';
import type { StoredCheck, StoredEvaluation } from '../../src/use-cases/ports.ts';
import { standingThen } from '../../src/use-cases/standing-then.ts';
import { valuesBy } from '../../src/use-cases/values-by.ts';
import { onBothDatabases } from '../support/databases.ts';
import { changeOf, NOW, recordOf } from '../support/store-records.ts';

const RULES = ['a', 'b', 'c'];
const OUTCOMES: readonly Outcome[] = ['pass', 'fail', 'unknown', 'exempt', 'not_applicable'];
/** Its clocks are put forward in the first week. */
const ZONE = 'America/New_York';

/** What one evaluation finds: of each rule the outcome and a value, or that the rule is not there; null = no scorecard. */
const anEvaluation = fc.option(
  fc.array(
    fc.option(fc.tuple(fc.constantFrom(...OUTCOMES, 'pass', 'pass', 'pass'), fc.nat(2)), { freq: 8 }),
    {
      minLength: RULES.length,
      maxLength: RULES.length,
    },
  ),
  { freq: 9 },
);

/** Evaluations with the hours before each: some at once, some a day and more later. */
const aHistory = fc.array(fc.tuple(fc.constantFrom(0, 1, 5, 9, 20, 33, 70), anEvaluation), {
  minLength: 1,
  maxLength: 14,
});

type Found = typeof anEvaluation extends fc.Arbitrary<infer T> ? T : never;

function checksOf(found: NonNullable<Found>, at: Instant): readonly Check[] {
  return found.flatMap((one, place) => {
    if (one === null) return [];
    const [outcome, value] = one;
    const rule = RULES[place] ?? '';
    const evidence = [{ path: `git.${rule}`, value, collector: 'git', collectedAt: at }];
    return [{ rule, outcome, standing: outcome, evidence }];
  });
}

function evaluationAt(found: NonNullable<Found>, at: Instant) {
  const checks = checksOf(found, at);
  const held = checks.some(({ outcome }) => outcome === 'fail') ? null : 'bronze';
  const counts = { pass: 0, fail: 0, unknown: 0, exempt: 0, not_applicable: 0 };
  const verdict = {
    ...({ scorecard: 'card', bar: held === null ? 'not_met' : 'met', earned: held, held } as const),
    ...{ heldByExceptions: 0, score: checks.length * 10, counts },
  };
  return {
    ...{ scorecard: 'card', scorecardVersion: 'v', checks, verdict },
    ...{ inputDigest: `${at}`, nextChangeAt: null, evaluatedAt: at },
  };
}

/** A new service that goes through this, and all that was ever stored of it: what a store that forgets nothing knows. */
async function lived(store: Store, history: readonly (readonly [number, Found])[]) {
  const record = recordOf({ id: `s${crypto.randomUUID()}` });
  await store.catalog.apply(changeOf({ services: [record] }));
  const { key } = record;
  const current = async () => (await store.evaluations.of([key])).get(key)?.[0];
  const states: { at: Instant; was: StoredEvaluation | undefined }[] = [{ at: NOW, was: undefined }];
  let at = NOW + HOUR;
  for (const [hours, found] of history) {
    at += hours * HOUR;
    const previous = (await current()) ?? null;
    if (previous === null && found === null) continue;
    const next = found === null ? null : evaluationAt(found, at);
    const began = beganAt(at, ZONE);
    const change = { key, scorecard: 'card', previous, next, cause: 'x', at, began, newId: idMaker() };
    await store.evaluations.write([diffEvaluation(change)]);
    states.push({ at, was: await current() });
  }
  const asOf = (asked: Instant) => states.findLast((state) => state.at <= asked)?.was;
  return { key, states, asOf, end: at + 2 * DAY };
}

type Life = Awaited<ReturnType<typeof lived>>;

async function askedOf({ evaluations }: Store, { key, states }: Life, at: Instant) {
  const now = states.at(-1)?.was;
  const later = await evaluations.changesAfter(key, at);
  const superseded = await evaluations.supersededAfter(key, at);
  const pool = [now, ...superseded].flatMap((one) => one?.checks ?? []);
  const valuesThen = valuesBy(at, 0, [...pool, ...later.flatMap(({ ended = [] }) => ended)]);
  return { standing: standingThen(now, later, superseded), valuesThen };
}

/** The instants of all changes, the last ones before them, and when each day ended. */
function momentsOf({ states, end }: Life) {
  const days: Instant[] = [];
  for (let day = localDate(NOW, ZONE); startOfDate(day, ZONE) < end; day = daysLater(day, 1))
    days.push(startOfDate(day, ZONE) - 1);
  const ends = days.filter((at) => at >= NOW);
  const changes = states.flatMap(({ at }) => [at, at - 1]).filter((at) => at >= NOW);
  return {
    ends,
    weekEnds: ends.filter((at) => beganAt(at + 1, ZONE).week === at + 1),
    all: [...changes, ...ends],
  };
}

/** What of an evaluation is known of any moment. */
function told(level: string | null, checks: readonly StoredCheck[]) {
  return {
    level,
    checks: checks.map(({ rule, outcome, since }) => `${rule} ${outcome} since ${since}`).toSorted(),
  };
}

/** All of it, and never another value than that of then without saying so; none at all at the moments that are kept. */
async function expectTruth(store: Store, life: Life, kept: readonly Instant[]): Promise<void> {
  for (const at of momentsOf(life).all) {
    const was = life.asOf(at);
    const { standing, valuesThen } = await askedOf(store, life, at);
    if (was === undefined || standing === null) {
      expect([standing, was]).toEqual([null, undefined]);
      continue;
    }
    const checks = standing.checks.map(({ check }) => check);
    expect(told(standing.level, checks)).toEqual(told(was.verdict.held ?? 'none', was.checks));
    if (standing.bar !== null) expect(standing.bar).toBe(was.verdict.bar);
    for (const { check, valuesUntil } of standing.checks) {
      const { since, facts } = valuesThen(check);
      const saysLater = facts.some(({ later }) => later);
      expect(saysLater).toBe(kept.includes(at) ? false : since > at);
      const { evidence = [] } = was.checks.find(({ rule }) => rule === check.rule) ?? {};
      if (!saysLater) expect(facts[0]?.value).toEqual(evidence[0]?.value);
      if (valuesUntil !== null) expect(valuesUntil).toBeGreaterThanOrEqual(Math.max(at + 1, since));
    }
  }
}

onBothDatabases('a moment of the past', ({ open }) => {
  test('stands as it was stored then, with its values at the end of each day, through any changes', async () => {
    const store = await open();
    await fc.assert(
      fc.asyncProperty(aHistory, async (history) => {
        const life = await lived(store, history);
        await expectTruth(store, life, momentsOf(life).ends);
      }),
      { numRuns: 25 },
    );
  });

  test('has its values at the end of each week when older days are thinned', async () => {
    const store = await open();
    await fc.assert(
      fc.asyncProperty(aHistory, fc.nat(13), async (history, place) => {
        const life = await lived(store, history);
        const before = life.states.at(Math.min(place, life.states.length - 1))?.at ?? NOW;
        while ((await store.evaluations.thinSuperseded(before, 1)) > 0);
        const { ends, weekEnds } = momentsOf(life);
        await expectTruth(store, life, [...weekEnds, ...ends.filter((at) => at >= before)]);
      }),
      { numRuns: 15 },
    );
  });
});
