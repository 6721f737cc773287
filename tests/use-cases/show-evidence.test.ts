/** The real use-cases over a real app and database, with a clock that moves through several changes. */
import { describe, expect, test } from 'vitest';
import { newException } from '../../src/domain/exceptions/exception.ts';
import { DAY, HOUR } from '../../src/domain/instant.ts';
import { dailySnapshot } from '../../src/jobs/daily-snapshot.ts';
import { CATALOG, factsFile, openSmallHome, SCORECARD, START, viewerOf } from '../support/small-home.ts';

const CONTROLLED = `${SCORECARD.replace('{id: approval, title: Merge approval,', '{id: approval, controls: [SOC2-CC8.1], title: Merge approval,')}
  - {id: drill, title: Restore drill, level: bronze, attest: {valid_for: 90d}, controls: [SOC2-A1.2], why: Backups., fix: Restore it.}
`;

const iso = (at: number) => new Date(at).toISOString();

async function world(files: Readonly<Record<string, string>> = {}) {
  const home = await openSmallHome({
    'facts.yml': factsFile({ approvals: 0 }),
    'scorecards/readiness.yml': CONTROLLED,
    ...files,
  });
  const ana = await viewerOf(home.app, 'ana@acme.test');
  const key = (await home.app.store.catalog.find('payments-api'))?.key ?? '';
  /** As the past is asked about, from the app as it is now. */
  const evidence = (at: number | string, control?: string, viewer = ana) =>
    home.app.verbs.showEvidence(viewer, {
      service: 'payments-api',
      at: typeof at === 'string' ? at : iso(at),
      ...(control === undefined ? {} : { control }),
    });
  const rule = async (at: number, id: string) =>
    (await evidence(at)).scorecards.flatMap(({ rules }) => rules).find((one) => one.rule.endsWith(`/${id}`));
  return { ...home, ana, key, evidence, rule, store: home.app.store };
}

/** Where the coverage passes, and goes on passing. */
async function covered(first: number) {
  const home = await world({ 'facts.yml': factsFile({ percent: first }) });
  return {
    ...home,
    async percent(after: number, percent: number) {
      home.advance(after);
      home.write('facts.yml', factsFile({ percent }));
      await home.app.settle();
    },
  };
}

function exception(serviceKey: string, now: number) {
  return {
    ...newException({
      ...{
        id: 'e1',
        serviceKey,
        rules: [{ rule: 'readiness/approval', meaning: 'm' }],
        kind: 'one-time' as const,
      },
      ...{ requester: { id: 'UOMAR', name: 'Omar' }, requestedAt: now, reason: 'New module', risk: 'Bugs' },
      ...{ followUp: null, askedUntil: now + 3 * DAY, tier: 'tier-1', approvalsRequired: 1 },
      ...{ extends: null, batch: null },
    }),
    state: 'approved' as const,
    from: now,
    approvals: [{ by: { id: 'UVERA', name: 'Vera' }, at: now, until: now + 3 * DAY }],
  };
}

describe('what held at a moment', () => {
  test('is each outcome with its value, source and time, through several changes', async () => {
    const { app, advance, write, rule } = await world();
    advance(DAY);
    write('facts.yml', factsFile({ approvals: 2 }));
    await app.settle();
    advance(DAY);
    write('facts.yml', factsFile({ approvals: 0 }));
    await app.settle();
    advance(DAY);
    expect(await rule(START + HOUR, 'approval')).toMatchObject({
      check: { outcome: 'fail', since: START },
      heldUntil: START + DAY,
      facts: [{ path: 'vcs.default_branch.required_approvals', value: 0, collector: 'file', later: false }],
    });
    expect(await rule(START + DAY, 'approval')).toMatchObject({
      check: { outcome: 'pass', since: START + DAY },
      facts: [{ value: 2 }],
      heldUntil: START + 2 * DAY,
    });
    expect(await rule(START + 3 * DAY, 'approval')).toMatchObject({
      check: { outcome: 'fail', since: START + 2 * DAY },
      heldUntil: null,
    });
  });

  test('is the value of then, with its source and time, though the outcome has stayed the same', async () => {
    const { rule, percent } = await covered(88);
    await percent(DAY, 91);
    await percent(DAY, 95);
    expect(await rule(START + HOUR, 'coverage')).toMatchObject({
      check: { outcome: 'pass', since: START },
      heldUntil: null,
      values: { since: START, until: START + DAY },
      facts: [{ value: 88, collector: 'file', collectedAt: START - HOUR, later: false }],
    });
    expect(await rule(START + DAY, 'coverage')).toMatchObject({
      values: { since: START + DAY, until: START + 2 * DAY },
      facts: [{ value: 91, collectedAt: START + DAY - HOUR }],
    });
    expect(await rule(START + 2 * DAY, 'coverage')).toMatchObject({
      values: { since: START + 2 * DAY, until: null },
      facts: [{ value: 95, later: false }],
    });
  });

  test('has the reasons of then, where a rule fails by other values or other words', async () => {
    const { app, advance, write, rule } = await world({ 'facts.yml': factsFile({ percent: 40 }) });
    advance(DAY);
    write('facts.yml', factsFile({ percent: 50 }));
    await app.settle();
    expect((await rule(START + HOUR, 'coverage'))?.check.reason).toContain('is 40 %');
    expect((await rule(START + DAY, 'coverage'))?.check.reason).toContain('is 50 %');
  });

  test('stays the same since the first reading when the same is read again', async () => {
    const { rule, percent } = await covered(88);
    await percent(2 * DAY, 88);
    expect(await rule(START + DAY, 'coverage')).toMatchObject({
      values: { since: START, until: null },
      facts: [{ value: 88, collectedAt: START + 2 * DAY - HOUR, later: false }],
    });
  });

  test('between changes of one day is what the day ended with, and said to be later', async () => {
    const { rule, percent } = await covered(88);
    await percent(DAY, 91);
    await percent(2 * HOUR, 93);
    await percent(2 * HOUR, 95);
    await percent(DAY, 96);
    expect(await rule(START + DAY - 1, 'coverage')).toMatchObject({ facts: [{ value: 88, later: false }] });
    expect(await rule(START + DAY + 3 * HOUR, 'coverage')).toMatchObject({
      values: { since: START + DAY + 4 * HOUR },
      facts: [{ value: 95, collectedAt: START + DAY + 3 * HOUR, later: false }],
    });
    expect(await rule(START + DAY + HOUR, 'coverage')).toMatchObject({
      values: { since: START + DAY + 4 * HOUR },
      facts: [{ value: 95, later: true }],
    });
  });

  test('is kept for the end of each day for a quarter, and then for the end of each week', async () => {
    const { app, rule, percent, advance, log } = await covered(88);
    await percent(DAY, 91);
    await percent(DAY, 93);
    await percent(3 * DAY, 95);
    const passOf = async (days: number) => {
      advance(days * DAY);
      const { context, importDue } = app;
      await dailySnapshot.run(context.clock.now(), { ...context, log, importDue });
    };
    const [wednesday, thursday] = [Date.parse('2026-03-04T23:59Z'), Date.parse('2026-03-05T23:59Z')];
    await passOf(89);
    expect(await rule(wednesday, 'coverage')).toMatchObject({ facts: [{ value: 91, later: true }] });
    expect(await rule(thursday, 'coverage')).toMatchObject({ facts: [{ value: 91, later: false }] });
    await passOf(9);
    for (const [at, later] of [
      [thursday, true],
      [Date.parse('2026-03-06T23:59Z'), false],
      [Date.parse('2026-03-08T23:59Z'), false],
    ] as const)
      expect(await rule(at, 'coverage')).toMatchObject({
        values: { since: START + 2 * DAY, until: START + 5 * DAY },
        facts: [{ value: 93, later }],
      });
  });

  test('says of a value that was last read after the moment that it is later, where an older version kept none', async () => {
    const { rule, percent, store } = await covered(88);
    await percent(DAY, 88);
    await store.marks.write('values kept since', String(START + DAY));
    expect(await rule(START + HOUR, 'coverage')).toMatchObject({
      check: { outcome: 'pass', since: START },
      values: { since: START + DAY, until: null },
      facts: [{ value: 88, later: true }],
    });
    expect(await rule(START + DAY, 'coverage')).toMatchObject({ facts: [{ value: 88, later: false }] });
  });

  test('shows the value of that time where another rule that read it has changed since', async () => {
    const stricter = `${CONTROLLED}  - {id: two, title: Two approvals, level: silver, expression: vcs.default_branch.required_approvals >= 2, why: Six eyes., fix: Require two.}\n`;
    const { app, advance, write, rule } = await world({
      'facts.yml': factsFile({ approvals: 1 }),
      'scorecards/readiness.yml': stricter,
    });
    advance(DAY);
    write('facts.yml', factsFile({ approvals: 3 }));
    await app.settle();
    expect(await rule(START + 2 * HOUR, 'approval')).toMatchObject({
      check: { outcome: 'pass', since: START },
      facts: [{ value: 1, collectedAt: START - HOUR, later: false }],
    });
    expect(await rule(START + DAY, 'approval')).toMatchObject({ facts: [{ value: 3, later: false }] });
  });

  test('is known of a service that was archived, by an earlier id too', async () => {
    const { app, advance, write, ana } = await world();
    advance(DAY);
    write('catalog/all.yml', CATALOG.replace(/ {2}- \{id: payments-api[\s\S]*?\n(?= {2}- )/, ''));
    await app.importCatalog({ by: 'test', confirm: true });
    await app.settle();
    advance(DAY);
    const asked = (at: number) => app.verbs.showEvidence(ana, { service: 'payment-gateway', at: iso(at) });
    const then = await asked(START + HOUR);
    expect(then.service).toMatchObject({ id: 'payments-api', archivedAt: START + DAY });
    expect(then.scorecards[0]?.rules.length).toBeGreaterThan(3);
    expect((await asked(START + 2 * DAY)).scorecards).toEqual([]);
  });

  test('names the exceptions in force then and who approved them, and none before or after', async () => {
    const { app, advance, key, rule, store } = await world();
    advance(DAY);
    await store.exceptions.add(exception(key, START + DAY));
    await app.settle();
    advance(3 * DAY);
    await app.settle();
    const then = await rule(START + 2 * DAY, 'approval');
    expect(then).toMatchObject({
      check: { outcome: 'exempt', exception: 'e1' },
      exceptions: [{ requester: { name: 'Omar' }, approvals: [{ by: { name: 'Vera' } }] }],
    });
    expect(await rule(START + HOUR, 'approval')).toMatchObject({
      check: { outcome: 'fail' },
      exceptions: [],
    });
    expect(await rule(START + 4 * DAY, 'approval')).toMatchObject({
      check: { outcome: 'fail' },
      exceptions: [],
    });
  });

  test('names what was attested then, and not what was withdrawn or came later', async () => {
    const { app, advance, ana, rule } = await world();
    const { attestations } = app.verbs;
    advance(DAY);
    await attestations.attest(ana, {
      ...{ service: 'payments-api', rule: 'readiness/drill', statement: 'Restored', evidence: '' },
      date: '2026-03-05',
    });
    advance(DAY);
    const [line] = await attestations.of(ana, 'payments-api');
    await attestations.withdraw(ana, 'payments-api', line?.id ?? '');
    advance(DAY);
    expect(await rule(START + HOUR, 'drill')).toMatchObject({
      check: { outcome: 'fail' },
      attestation: null,
    });
    expect(await rule(START + DAY, 'drill')).toMatchObject({
      check: { outcome: 'pass' },
      attestation: { byName: 'ana', statement: 'Restored' },
    });
    expect(await rule(START + 2 * DAY, 'drill')).toMatchObject({
      check: { outcome: 'fail' },
      attestation: null,
    });
  });

  test('is told by the scorecard of that time, also after a return to an earlier one', async () => {
    const { advance, write, reopen, ana } = await world();
    const renamed = CONTROLLED.replace('title: Merge approval', 'title: Four eyes');
    const titles: (string | undefined)[] = [];
    const versions: (string | null | undefined)[] = [];
    advance(DAY);
    write('scorecards/readiness.yml', renamed);
    await reopen();
    advance(DAY);
    write('scorecards/readiness.yml', CONTROLLED);
    const app = await reopen();
    await app.settle();
    advance(DAY);
    for (const day of [0.5, 1.5, 2.5]) {
      const { scorecards } = await app.verbs.showEvidence(ana, {
        service: 'payments-api',
        at: iso(START + day * DAY),
      });
      titles.push(scorecards[0]?.rules.find((one) => one.rule.endsWith('/approval'))?.title);
      versions.push(scorecards[0]?.version);
    }
    expect(titles).toEqual(['Merge approval', 'Four eyes', 'Merge approval']);
    expect(versions[0]).toBe(versions[2]);
    expect(versions[0]).not.toBe(versions[1]);
  });

  test('of a control is its rules alone', async () => {
    const { evidence } = await world();
    const { scorecards, control } = await evidence(START, 'soc2-cc8.1');
    expect([control, scorecards.flatMap(({ rules }) => rules.map(({ rule }) => rule))]).toEqual([
      'soc2-cc8.1',
      ['readiness/approval'],
    ]);
    expect((await evidence(START, 'ISO-1')).scorecards).toEqual([]);
  });

  test('keeps values of sensitive rules from others, and rules on trial from all but their maintainers', async () => {
    const { app, evidence } = await world();
    const cy = await viewerOf(app, 'cy@acme.test');
    const rules = (await evidence(START, undefined, cy)).scorecards.flatMap((one) => one.rules);
    expect(rules.find(({ rule }) => rule === 'readiness/secrets')).toMatchObject({
      ...{ hidden: true, values: null, facts: [] },
      check: { outcome: 'pass', evidence: [] },
    });
    expect(rules.map(({ rule }) => rule)).not.toContain('readiness/tried');
  });
});

describe('the moment', () => {
  test('of a day is its end in the organisation’s zone, and of today now', async () => {
    const { evidence, advance } = await world();
    advance(2 * DAY);
    expect((await evidence('2026-03-04')).at).toBe(Date.parse('2026-03-04T23:59:59.999Z'));
    expect((await evidence('2026-03-06')).at).toBe(START + 2 * DAY);
  });

  test.each([
    ['yesterday', 'is no moment'],
    ['2026-02-30', 'is no moment'],
    ['2026-03-05', 'has not come yet'],
    ['2026-03-04T12:00:01Z', 'has not come yet'],
    ['2026-03-01', 'came on 2026-03-04'],
  ])('%s is refused: %s', async (at, message) => {
    const { evidence } = await world();
    await expect(evidence(at)).rejects.toThrow(message);
  });
});
