/** The real use-cases over a real app and database. */
import { describe, expect, test } from 'vitest';
import { DAY, HOUR } from '../../src/domain/instant.ts';
import { bindVerbs } from '../../src/use-cases/bind-verbs.ts';
import { factsFile, openSmallHome, READY_YML, SCORECARD, START, viewerOf } from '../support/small-home.ts';

const ATTESTED = `${SCORECARD}
  - {id: drill, title: Restore drill, level: bronze, required: true, attest: {valid_for: 90d, evidence: required, by: owner}, why: Backups., fix: Restore it.}
  - {id: review, title: Threat review, level: bronze, category: security, attest: {valid_for: 30d, by: approver}, why: Breaches., fix: Review it.}
`;

const ASK = {
  service: 'payments-api',
  rule: 'readiness/drill',
  statement: 'Restored in 20 minutes',
  evidence: 'https://wiki.acme.test/drill',
  date: '2026-03-04',
};

async function world(files: Readonly<Record<string, string>> = {}) {
  const home = await openSmallHome({
    'facts.yml': factsFile({}),
    'scorecards/readiness.yml': ATTESTED,
    ...files,
    'ready.yml': READY_YML.replace(
      'approvers: [vera@acme.test]',
      'approvers: [vera@acme.test], approvers_for: {"category:security": ["@appsec"]}',
    ),
  });
  const { app } = home;
  // Slack says who is in a group.
  const directory = {
    resolve: async (names: readonly string[]) => ({
      people: names.includes('@appsec') ? [{ id: 'UGUS', name: 'gus' }] : [],
      unresolved: [],
    }),
  };
  const { attestations } = bindVerbs({ ...app.context, directory });
  const record = await app.store.catalog.find('payments-api');
  const key = record?.key ?? '';
  const check = async (rule = 'drill') => {
    const [evaluation] = (await app.store.evaluations.of([key])).get(key) ?? [];
    return evaluation?.checks.find((one) => one.rule === rule);
  };
  const causes = async () => (await app.store.evaluations.history(key, 50)).map(({ cause }) => cause);
  const audited = async () =>
    (await app.store.audit.list({ serviceKey: key }, 50)).filter(({ act }) => act.startsWith('attestation'));
  const [ana, bo, cy, vera, gus] = await Promise.all(
    ['ana', 'bo', 'cy', 'vera', 'gus'].map((name) => viewerOf(app, `${name}@acme.test`)),
  );
  if (!ana || !bo || !cy || !vera || !gus) throw new Error('somebody is missing');
  return { ...home, attestations, key, check, causes, audited, ana, bo, cy, vera, gus };
}

describe('who attests a rule', () => {
  test('makes it pass at once and until it ends, with the statement in history and audit log', async () => {
    const { attestations, check, causes, audited, ana, advance, app } = await world();
    expect((await check())?.outcome).toBe('fail');
    const outcome = await attestations.attest(ana, ASK);
    expect(outcome).toMatchObject({ kind: 'attested', line: { byName: 'ana', until: START + 90 * DAY } });
    expect(await check()).toMatchObject({
      outcome: 'pass',
      evidence: [{ collector: 'attestation.drill', collectedAt: START }],
    });
    expect(await causes()).toContain('attested by ana until 2 June');
    expect(await audited()).toMatchObject([
      {
        act: 'attestation.state',
        actor: 'UANA',
        actorName: 'ana',
        details: { rule: 'readiness/drill', statement: ASK.statement, evidence: ASK.evidence },
      },
    ]);
    advance(90 * DAY - 1);
    await app.settle();
    expect((await check())?.outcome).toBe('pass');
    advance(1);
    await app.settle();
    expect((await check())?.outcome).toBe('fail');
  });

  test('keeps nothing of a statement with something wrong in it', async () => {
    const { attestations, check, audited, ana } = await world();
    const outcome = await attestations.attest(ana, { ...ASK, evidence: '', date: '2026-03-05' });
    expect(outcome).toMatchObject({
      kind: 'invalid',
      problems: [{ field: 'evidence' }, { field: 'date' }],
    });
    expect([(await check())?.outcome, await audited(), await attestations.of(ana, ASK.service)]).toEqual([
      'fail',
      [],
      [],
    ]);
  });

  test('is of the team that owns the service, for a rule of owners', async () => {
    const { attestations, cy, vera, bo } = await world();
    await expect(attestations.attest(cy, ASK)).rejects.toThrow('attested by the team that owns payments-api');
    await expect(attestations.attest(vera, ASK)).rejects.toThrow('attested by the team that owns');
    expect((await attestations.attest(bo, ASK)).kind).toBe('attested');
  });

  test('is not of a team that only sees the service', async () => {
    const { attestations, ana } = await world();
    await expect(attestations.attest(ana, { ...ASK, service: 'finder' })).rejects.toThrow(
      'attested by the team that owns finder',
    );
  });

  test('is an approver for a rule of approvers, also by a group of Slack; never a guest', async () => {
    const { attestations, ana, vera, gus, check, app } = await world();
    const ask = { ...ASK, rule: 'readiness/review', evidence: '' };
    await expect(attestations.attest(ana, ask)).rejects.toThrow('attested by the approvers of tier-1');
    const guest = await viewerOf(app, 'ana@acme.test', { guest: true });
    await expect(attestations.attest(guest, ASK)).rejects.toThrow();
    expect((await attestations.attest(gus, ask)).kind).toBe('attested');
    expect((await attestations.attest(vera, { ...ask, statement: 'Looked at it too' })).kind).toBe(
      'attested',
    );
    expect((await check('review'))?.outcome).toBe('pass');
  });

  test('states the same thing once, however often it is sent', async () => {
    const { attestations, audited, ana, advance } = await world();
    await Promise.all([attestations.attest(ana, ASK), attestations.attest(ana, ASK)]);
    advance(HOUR);
    await attestations.attest(ana, ASK);
    expect(await attestations.of(ana, ASK.service)).toHaveLength(1);
    expect(await audited()).toHaveLength(1);
  });

  test('does it for every scorecard that reads the same statement, on the strictest of their terms', async () => {
    const { attestations, ana, vera } = await world({
      'scorecards/security.yml': `id: security
name: Security
maintainers: [vera@acme.test]
levels: [one]
rules:
  - {id: drill, title: Drilled, level: one, attest: {valid_for: 7d, by: approver}, why: Backups., fix: Restore it.}
`,
    });
    await expect(attestations.attest(ana, ASK)).rejects.toThrow('attested by the approvers');
    expect(await attestations.attest(vera, { ...ASK, evidence: '' })).toMatchObject({ kind: 'invalid' });
    expect(await attestations.attest(vera, ASK)).toMatchObject({ line: { until: START + 7 * DAY } });
    const { chosen } = await attestations.draft(vera, ASK.service, 'security/drill');
    expect(chosen).toMatchObject({ rule: 'security/drill', current: { byName: 'vera' } });
  });

  test('is told where there is no such rule', async () => {
    const { attestations, ana } = await world();
    await expect(attestations.attest(ana, { ...ASK, rule: 'readiness/runbook' })).rejects.toThrow(
      'has no rule “readiness/runbook” that is attested',
    );
  });
});

describe('what was attested', () => {
  test('is withdrawn by who attested it, and the rule fails again', async () => {
    const { attestations, check, causes, audited, ana, bo, advance } = await world();
    await attestations.attest(ana, ASK);
    const [line] = await attestations.of(ana, ASK.service);
    advance(HOUR);
    await expect(attestations.withdraw(bo, ASK.service, line?.id ?? '')).rejects.toThrow('Only ana');
    await attestations.withdraw(ana, ASK.service, line?.id ?? '');
    await attestations.withdraw(ana, ASK.service, line?.id ?? '');
    expect((await check())?.outcome).toBe('fail');
    expect(await causes()).toContain('attestation withdrawn by ana');
    expect((await audited()).map(({ act }) => act)).toEqual(['attestation.withdraw', 'attestation.state']);
    expect(await attestations.of(bo, ASK.service)).toMatchObject([
      { withdrawal: true, counts: false, at: START + HOUR },
      { withdrawal: false, counts: false, statement: ASK.statement, byName: 'ana' },
    ]);
  });

  test('is read by everybody, with who and until when', async () => {
    const { attestations, ana, bo, cy, advance } = await world();
    await attestations.attest(ana, ASK);
    advance(DAY);
    await attestations.attest(bo, { ...ASK, statement: 'Again', date: '2026-03-05' });
    expect(await attestations.of(cy, ASK.service)).toMatchObject([
      { byName: 'bo', statement: 'Again', counts: true, title: 'Restore drill' },
      { byName: 'ana', counts: false },
    ]);
  });

  test('survives collections and a new start', async () => {
    const { attestations, ana, advance, reopen } = await world();
    await attestations.attest(ana, ASK);
    advance(2 * DAY);
    const app = await reopen();
    await app.settle();
    const card = await app.verbs.showReadiness(ana, ASK.service);
    expect(card.primary?.gaps.map(({ rule }) => rule)).not.toContain('drill');
  });
});

describe('the modal', () => {
  test('begins with what is open, and offers only what is the viewer’s', async () => {
    const { attestations, ana, gus } = await world();
    expect(await attestations.draft(ana, ASK.service, null)).toMatchObject({
      rules: [{ rule: 'readiness/drill' }],
      chosen: { title: 'Restore drill', evidence: 'required', current: null },
      today: '2026-03-04',
      own: false,
    });
    expect((await attestations.draft(gus, ASK.service, null)).rules).toMatchObject([
      { rule: 'readiness/review' },
    ]);
  });

  test('shows what counts now, and whether it is one’s own', async () => {
    const { attestations, ana, bo } = await world();
    await attestations.attest(ana, ASK);
    expect(await attestations.draft(ana, ASK.service, null)).toMatchObject({
      own: true,
      chosen: { current: { byName: 'ana' } },
    });
    expect(await attestations.draft(bo, ASK.service, null)).toMatchObject({ own: false });
  });

  test('is refused to whoever may attest nothing here', async () => {
    const { attestations, cy } = await world();
    await expect(attestations.draft(cy, ASK.service, null)).rejects.toThrow('attested by the team that owns');
  });
});
