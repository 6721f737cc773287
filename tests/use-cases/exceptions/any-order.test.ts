/** Whatever people, their clicks, Slack, time and the catalog do, in whatever order: a model says what must hold. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Exception } from '../../../src/domain/exceptions/exception.ts';
import { DAY, HOUR } from '../../../src/domain/instant.ts';
import { exceptionReminders } from '../../../src/jobs/exception-reminders.ts';
import { exceptions } from '../../../src/jobs/exceptions.ts';
import type { DecideOutcome } from '../../../src/use-cases/exception-views.ts';
import { askOf, CATALOG, type ExceptionsHome, openExceptionsHome } from '../../support/exceptions-home.ts';

const PEOPLE = ['ana', 'bo', 'vera', 'cto', 'omar', 'root', 'cy'] as const;
const RULES = ['readiness/coverage', 'readiness/approval'] as const;
const person = fc.constantFrom(...PEOPLE);
const decider = fc.oneof({ weight: 3, arbitrary: fc.constantFrom('ana', 'bo') }, person);
const which = fc.nat({ max: 3 });
/** An old message still has its buttons. */
const isOld = fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, fc.constant(true));

type Click =
  | { readonly do: 'ask'; readonly by: string; readonly rule: string; readonly service: string }
  | {
      readonly do: 'approve';
      readonly by: string;
      readonly which: number;
      readonly isOld: boolean;
      readonly days: number | null;
    }
  | { readonly do: 'deny' | 'revoke'; readonly by: string; readonly which: number; readonly isOld: boolean }
  | { readonly do: 'withdraw' | 'say' | 'edit'; readonly by: string; readonly which: number };

const click: fc.Arbitrary<Click> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('ask' as const),
      by: person,
      rule: fc.constantFrom(...RULES),
      service: fc.constantFrom('payments-api', 'ledger'),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('approve' as const),
      by: decider,
      which,
      isOld,
      days: fc.option(fc.integer({ min: 0, max: 9 }), { freq: 2 }),
    }),
  },
  fc.record({ do: fc.constantFrom('deny' as const, 'revoke' as const), by: decider, which, isOld }),
  fc.record({ do: fc.constantFrom('withdraw' as const, 'say' as const, 'edit' as const), by: person, which }),
);

/** Clicks of one step happen at the same time; some of them twice. */
const step = fc.oneof(
  {
    weight: 14,
    arbitrary: fc.record({
      at: fc.constant('once' as const),
      clicks: fc.array(click, { minLength: 1, maxLength: 4 }),
      twice: fc.boolean(),
    }),
  },
  fc.record({ at: fc.constant('later' as const), hours: fc.integer({ min: 1, max: 60 }) }),
  fc.record({ at: fc.constant('leaves' as const), who: person }),
  {
    weight: 2,
    arbitrary: fc.record({
      at: fc.constant('silence' as const),
      silent: fc.constantFrom(true, false, false),
    }),
  },
  fc.record({ at: fc.constant('tier' as const), raised: fc.boolean() }),
);

describe('whatever happens, in whatever order', () => {
  test('an exception is in force only while enough people who might agreed, and state, log, outcomes and messages agree', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 12 }), async (steps) => {
        const ends: (() => unknown)[] = [];
        const home = await openExceptionsHome({}, {}, (end) => void ends.push(end));
        try {
          await played(home, steps);
        } finally {
          for (const end of ends.toReversed()) await end();
        }
      }),
      { numRuns: 40 },
    );
  }, 120_000);
});

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

async function played(home: ExceptionsHome, steps: readonly Step[]): Promise<void> {
  for (const service of ['payments-api', 'ledger'])
    await home.asked({ services: [service], end: { preset: 'fortnight' } });
  const done: string[] = [];
  for (const one of steps) {
    if (one.at === 'later') {
      home.advance(one.hours * HOUR);
      await tick(home);
    } else if (one.at === 'leaves') home.members.delete(one.who);
    else if (one.at === 'silence') home.silence(one.silent);
    else if (one.at === 'tier') await setTier(home, one.raised ? 'tier-1' : 'tier-2');
    else {
      const clicks = one.twice ? [...one.clicks, ...one.clicks] : one.clicks;
      const outcomes = await Promise.all(clicks.map((what) => clicked(home, what)));
      for (const [place, outcome] of outcomes.entries()) {
        const what = clicks[place];
        if (outcome?.kind !== 'done' || what === undefined) continue;
        done.push(what.do);
        if (what.do === 'approve') expect(mightDecide(home, outcome.view.exception)).toContain(what.by);
      }
    }
    await holds(home);
  }
  home.silence(false);
  await tick(home);
  await holds(home);
  await holdsAtRest(home, done);
}

/** Who might decide about it, worked out from ready.yml as it is written above and from who is there. */
function mightDecide(
  { members }: ExceptionsHome,
  { tier, requester, approvalsRequired, asked }: Exception,
): readonly string[] {
  const there = (names: readonly string[]) =>
    names.filter((name) => members.has(name) && `U${name.toUpperCase()}` !== requester.id);
  const approvers = there(tier === 'tier-1' ? ['ana', 'bo', 'vera'] : ['ana']);
  const withFallback =
    asked.fallback || approvers.length < approvalsRequired ? [...approvers, ...there(['cto'])] : approvers;
  const isFew = asked.admins || withFallback.length < approvalsRequired;
  return isFew ? [...withFallback, ...there(['root'])] : withFallback;
}

/** Without Slack some of it waits for the next time. */
async function tick({ app, log }: ExceptionsHome): Promise<void> {
  const deps = { ...app.context, log, importDue: app.importDue };
  for (const job of [exceptions, exceptionReminders])
    await job.run(app.context.clock.now(), deps).catch(expected);
}

async function setTier(home: ExceptionsHome, tier: string): Promise<void> {
  home.write('catalog/all.yml', CATALOG.replace('name: Ledger, tier: tier-2', `name: Ledger, tier: ${tier}`));
  await home.app.importCatalog({ by: 'test', confirm: false });
}

/** Null: it was refused with a sentence, or Slack did not answer. */
async function clicked(home: ExceptionsHome, what: Click): Promise<DecideOutcome | null> {
  const viewer = await home.as(what.by);
  const none = () => null;
  if (what.do === 'ask') {
    const ask = askOf({ rules: [what.rule], services: [what.service] });
    return home.verbs.ask(viewer, ask).then(none, expected);
  }
  const all = await stored(home);
  const { id = 'nothing', revision = 1 } = all[what.which % all.length] ?? {};
  switch (what.do) {
    case 'say':
      return home.verbs.act(viewer, id, { kind: 'say', text: 'Why?' }).then(none, expected);
    case 'edit':
      return home.verbs.edit(viewer, id, askOf({ reason: 'Another' })).then(none, expected);
    case 'approve': {
      const until = what.days === null ? {} : { until: home.app.context.clock.now() + what.days * DAY };
      return home.verbs
        .act(viewer, id, { kind: 'approve', seen: seenBy(what.isOld, revision), ...until })
        .catch(expected);
    }
    case 'withdraw':
      return home.verbs.act(viewer, id, { kind: 'withdraw' }).catch(expected);
    default:
      return home.verbs
        .act(viewer, id, { kind: what.do, seen: seenBy(what.isOld, revision), reason: 'No' })
        .catch(expected);
  }
}

function seenBy(isOld: boolean, revision: number): number {
  return isOld ? revision - 1 : revision;
}

function expected(error: unknown): null {
  if (error instanceof Error && ['UserError', 'ExternalServiceError'].includes(error.name)) return null;
  throw error;
}

async function holds(home: ExceptionsHome): Promise<void> {
  const now = home.app.context.clock.now();
  const open = new Map<string, number>();
  for (const one of await stored(home)) {
    const people = new Set(one.approvals.map(({ by }) => by.id));
    expect(people.size).toBe(one.approvals.length);
    expect(people.has(one.requester.id)).toBe(false);
    if (one.state === 'approved') expect(people.size).toBeGreaterThanOrEqual(one.approvalsRequired);
    if (one.state === 'pending') expect(people.size).toBeLessThan(one.approvalsRequired);
    for (const { at, until } of one.approvals) expect(at).toBeLessThan(until);
    expect(one.end === null).toBe(one.state === 'pending' || one.state === 'approved');
    if (one.end !== null || one.until <= now) continue;
    for (const { rule } of one.rules) {
      const key = `${one.serviceKey} ${rule}`;
      open.set(key, (open.get(key) ?? 0) + 1);
    }
  }
  for (const [rule, count] of open) expect([rule, count]).toEqual([rule, 1]);
}

/** Every act that was told done is in the log once, and state, log, outcomes and what is to be said agree. */
async function holdsAtRest(home: ExceptionsHome, done: readonly string[]): Promise<void> {
  const { store, clock } = home.app.context;
  const entries = (await store.audit.after(0, 10_000)).filter(({ act }) => act.startsWith('exception.'));
  for (const act of ['approve', 'deny', 'revoke', 'withdraw'])
    expect(entries.filter((one) => one.act === `exception.${act}`)).toHaveLength(
      done.filter((one) => one === act).length,
    );
  const intents = await home.said();
  const all = await stored(home);
  for (const one of all) {
    const changes = entries.filter(({ act, subject }) => subject === one.id && act !== 'exception.refused');
    expect(changes.map(({ details }) => details.version)).toEqual(
      Array.from({ length: one.version }, (_, nth) => nth + 1),
    );
    expect(changes.at(-1)?.details.state).toBe(one.state);
    const agreed = changes.filter(
      ({ act, details }) => act === 'exception.approve' && details.revision === one.revision,
    );
    expect(agreed.map(({ actor }) => actor)).toEqual(one.approvals.map(({ by }) => by.id));
    for (const person of one.asked.people) expect(intents).toContain(`request ${person}`);
  }
  expect((await store.audit.verify()).broken).toBeNull();
  const keys = [...new Set(all.map(({ serviceKey }) => serviceKey))];
  const inForce = await store.exceptions.inForce(keys, clock.now());
  for (const [key, evaluations] of await store.evaluations.of(keys))
    for (const { scorecard, checks } of evaluations)
      for (const { rule, outcome, exception } of checks) {
        const covers = (inForce.get(key) ?? []).filter((one) => one.rule === `${scorecard}/${rule}`);
        if (outcome === 'exempt') expect(covers.map(({ id }) => id)).toContain(exception);
        else expect(covers).toEqual([]);
      }
}

/** Oldest first, so that a place means the same one all the time. */
async function stored({ app }: ExceptionsHome): Promise<readonly Exception[]> {
  const { items } = await app.store.exceptions.list({}, { offset: 0, limit: 100 });
  return items.toReversed();
}
