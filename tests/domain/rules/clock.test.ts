import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY, HOUR, type Instant, MINUTE } from '../../../src/domain/instant.ts';
import type { JsonObject } from '../../../src/domain/json.ts';
import { RECHECK } from '../../../src/domain/rules/clock.ts';
import { document, evaluateIn, NOW, rule, scorecard, source } from '../../support/judging.ts';

const iso = (instant: Instant) => new Date(instant).toISOString();

/** Facts that never grow old, so that nothing but the expression asks for the time. */
function worldAt(now: Instant, facts: Readonly<Record<string, JsonObject>>) {
  return {
    documents: Object.entries(facts).map(([namespace, value]) => document(namespace, namespace, value)),
    sources: Object.keys(facts).map((name) => source(name, [name], { maxAge: Number.POSITIVE_INFINITY })),
    now,
  };
}

function look(expression: string, now: Instant, facts: Readonly<Record<string, JsonObject>>) {
  const { checks, nextChangeAt } = evaluateIn(worldAt(now, facts), scorecard([rule('it', expression)]));
  return { outcome: checks[0]?.outcome, nextChangeAt };
}

const facts = {
  git: { last_commit_at: iso(NOW - 2 * DAY) },
  incidents: {
    recent: [
      { began_at: iso(NOW - 13 * DAY) },
      { began_at: iso(NOW - 3 * DAY) },
      { began_at: iso(NOW - 40 * DAY) },
    ],
  },
  custom: { ends: iso(NOW + 5 * DAY), begun: iso(NOW - 1), not: 'a date' },
};

describe('the first instant at which the clock alone changes an answer', () => {
  test.each<[string, Instant | null]>([
    // At seven days it is no longer less than seven days ago.
    ['now - git.last_commit_at < duration("7d")', NOW + 5 * DAY],
    ['now - git.last_commit_at <= duration("7d")', NOW + 5 * DAY + 1],
    ['now - git.last_commit_at > duration("7d")', NOW + 5 * DAY + 1],
    ['now - git.last_commit_at >= duration("7d")', NOW + 5 * DAY],
    ['duration("7d") > now - git.last_commit_at', NOW + 5 * DAY],
    ['!(now - git.last_commit_at < duration("7d"))', NOW + 5 * DAY],
    ['now - git.last_commit_at < duration("1d")', null],
    ['git.last_commit_at > now - duration("7d")', NOW + 5 * DAY],
    ['git.last_commit_at + duration("7d") > now', NOW + 5 * DAY],
    ['now - duration("7d") < git.last_commit_at', NOW + 5 * DAY],
    ['now == git.last_commit_at + duration("3d")', NOW + DAY],
    ['now != git.last_commit_at + duration("2d")', NOW + 1],
    ['timestamp(custom.ends) > now', NOW + 5 * DAY],
    ['timestamp(custom.ends) - now > duration("1d")', NOW + 4 * DAY],
    ['now > timestamp(custom.begun)', null],
    ['now < timestamp("2026-03-10T13:00:00Z")', NOW + HOUR],
    // The sooner of two.
    ['timestamp(custom.ends) > now && now - git.last_commit_at < duration("3d")', NOW + DAY],
    ['git.archived ? now < timestamp(custom.ends) : now - git.last_commit_at < duration("3d")', NOW + DAY],
    // Of a list the soonest that is still to come.
    ['incidents.recent.filter(i, now - i.began_at < duration("14d")).size() < 2', NOW + DAY],
    ['incidents.recent.exists(i, now - i.began_at < duration("4d"))', NOW + DAY],
    ['incidents.recent.all(i, now - i.began_at > duration("10d"))', NOW + 7 * DAY + 1],
    [
      'incidents.recent.exists(i, incidents.recent.exists(j, now - j.began_at < duration("5d")))',
      NOW + 2 * DAY,
    ],
    // What does not depend on the time, although it says `now`.
    ['now - git.last_commit_at < now - timestamp("2026-01-01")', null],
    ['incidents.recent.exists(now, now.began_at > git.last_commit_at)', null],
    ['size(incidents.recent) > 2', null],
    // What cannot be worked out.
    ['timestamp(custom.not) > now', null],
    ['now.getHours() < 13', NOW + RECHECK],
    ['now.getDayOfWeek() == 2 && timestamp(custom.ends) > now', NOW + RECHECK],
  ])('%s: %s', (expression, instant) => {
    const { nextChangeAt } = look(expression, NOW, { ...facts, git: { ...facts.git, archived: false } });
    expect(nextChangeAt).toBe(instant);
  });
});

describe('between now and that instant', () => {
  const moment = fc.integer({ min: -20 * DAY, max: 20 * DAY });
  const limit = fc.integer({ min: -200, max: 200 }).map((hours) => `duration("${hours}h")`);
  const op = fc.constantFrom('<', '<=', '>', '>=', '==', '!=');
  const comparison = fc
    .tuple(
      fc.constantFrom('git.last_commit_at', 'deploys.last_at'),
      op,
      limit,
      fc.integer({ min: 0, max: 4 }),
    )
    .map(
      ([x, sign, d, shape]) =>
        [
          `now - ${x} ${sign} ${d}`,
          `${x} - now ${sign} ${d}`,
          `${x} + ${d} ${sign} now`,
          `now - ${d} ${sign} ${x}`,
          `incidents.recent.exists(i, now - i.began_at ${sign} ${d})`,
        ][shape] ?? '',
    );
  const question = fc
    .tuple(comparison, fc.constantFrom('&&', '||'), comparison, fc.boolean())
    .map(([a, sign, b, turned]) => `${turned ? '!' : ''}(${a} ${sign} ${b})`);

  test('an answer never changes', () => {
    fc.assert(
      fc.property(
        question,
        fc.array(moment, { minLength: 2, maxLength: 5 }),
        fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
        (expression, [commit = 0, deploy = 0, ...incidents], share) => {
          const known = {
            git: { last_commit_at: iso(NOW + commit) },
            deploys: { last_at: iso(NOW + deploy) },
            incidents: { recent: incidents.map((at) => ({ began_at: iso(NOW + at) })) },
          };
          const today = look(expression, NOW, known);
          const end = today.nextChangeAt ?? NOW + 365 * DAY;
          expect(end).toBeGreaterThan(NOW);
          for (const instant of [NOW + Math.floor((end - NOW) * share), end - 1]) {
            expect(look(expression, instant, known).outcome).toBe(today.outcome);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  test('and of a single comparison it does change then', () => {
    fc.assert(
      fc.property(
        comparison.filter((text) => !text.includes('exists')),
        moment,
        moment,
        (expression, commit, deploy) => {
          const known = {
            git: { last_commit_at: iso(NOW + commit) },
            deploys: { last_at: iso(NOW + deploy) },
          };
          const today = look(expression, NOW, known);
          if (today.nextChangeAt === null) return;
          expect(look(expression, today.nextChangeAt, known).outcome).not.toBe(today.outcome);
        },
      ),
      { numRuns: 200 },
    );
  });
});

test('looking again where there is no exact answer is frequent enough for a clock', () => {
  expect(RECHECK).toBeGreaterThanOrEqual(MINUTE);
  expect(RECHECK).toBeLessThanOrEqual(HOUR);
});
