/** The real job over a real app and database; what it queues is rendered as it would be sent. */
import { describe, expect, test } from 'vitest';
import { DAY, HOUR } from '../../src/domain/instant.ts';
import { attestations as job } from '../../src/jobs/attestations.ts';
import { attestationEnding } from '../../src/slack/messages/attestation-ending.ts';
import { sketch } from '../support/sketch.ts';
import { openSmallHome, READY_YML, SCORECARD, viewerOf } from '../support/small-home.ts';

const ATTESTED = `${SCORECARD}
  - {id: drill, title: Restore drill, level: bronze, attest: {valid_for: 30d}, why: Backups., fix: Restore it.}
`;
const ASK = {
  ...{ service: 'payments-api', rule: 'readiness/drill', statement: 'Restored', evidence: '' },
  date: '2026-03-04',
};

/** Another scorecard that reads the same statement. */
const SAME = `id: security
name: Security
maintainers: [vera@acme.test]
levels: [one]
rules:
  - {id: drill, title: Restore drill, level: one, attest: {valid_for: 60d}, why: Backups., fix: Restore it.}
`;

async function world(files: Readonly<Record<string, string>> = {}, rollout = '{mode: on}') {
  const home = await openSmallHome({
    'scorecards/readiness.yml': ATTESTED,
    'ready.yml': `${READY_YML}rollout: ${rollout}\n`,
    ...files,
  });
  const { app, log } = home;
  const { attestations } = app.verbs;
  const [ana, bo] = await Promise.all([viewerOf(app, 'ana@acme.test'), viewerOf(app, 'bo@acme.test')]);
  const now = () => app.context.clock.now();
  const tick = () => job.run(now(), { ...app.context, log, importDue: app.importDue });
  /** What is to be said since it was last asked, as it would be sent. */
  const said = async () => {
    const claimed = await app.store.messages.claim(now(), 100, []);
    const told = await Promise.all(
      claimed.map(async ({ audience, subject }) => {
        const deps = {
          store: app.store,
          policy: app.context.policy,
          now: now(),
          vendorOf: (name: string) => name,
        };
        // It reads no more than this.
        const rendered = await attestationEnding.render({ subject, audience }, deps as never);
        const to = audience.kind === 'person' ? audience.person : audience.channel;
        return rendered === null ? `${to}: nothing` : `${to}: ${rendered.message.text}`;
      }),
    );
    await app.store.messages.settle(claimed, { state: 'dropped', at: now(), error: '' });
    return told;
  };
  return { ...home, attestations, ana, bo, tick, said };
}

const ENDS = (to: string, when: string) =>
  `${to}: payments-api: what bo attested ends ${when}: Restore drill. Attest it again, or the rule fails.`;

describe('what is about to end', () => {
  test('is told a week and a day before, to who attested it, once', async () => {
    const { attestations, bo, tick, said, advance } = await world();
    await attestations.attest(bo, ASK);
    const told: string[][] = [];
    for (let day = 0; day <= 31; day += 1) {
      await tick();
      await tick();
      const lines = await said();
      if (lines.length > 0) told.push([`day ${day}`, ...lines.toSorted()]);
      advance(DAY);
    }
    expect(told).toEqual([
      ['day 23', ENDS('UBO', '3 April 2026')],
      ['day 29', ENDS('UBO', 'in 1 day')],
    ]);
  });

  test.each([
    ['{mode: silent}', 0],
    ['{mode: preview, teams: [search]}', 0],
    ['{mode: preview, teams: [payments]}', 1],
  ])('is told as far as the rollout has come: %s', async (rollout, told) => {
    const { attestations, bo, tick, said, advance } = await world({}, rollout);
    await attestations.attest(bo, ASK);
    advance(24 * DAY);
    await tick();
    expect(await said()).toHaveLength(told);
  });

  test('that was attested again, or withdrawn, is not told, not even where it was queued before', async () => {
    const { attestations, ana, tick, said, advance } = await world();
    await attestations.attest(ana, ASK);
    advance(24 * DAY);
    await tick();
    await attestations.attest(ana, { ...ASK, statement: 'Again', date: '2026-03-28' });
    expect(await said()).toEqual(['UANA: nothing']);
    await tick();
    expect(await said()).toEqual([]);
    advance(24 * DAY);
    const [line] = await attestations.of(ana, ASK.service);
    await attestations.withdraw(ana, ASK.service, line?.id ?? '');
    await tick();
    expect(await said()).toEqual([]);
  });

  test('that was attested again by another scorecard of the same rule is told of the newer one alone', async () => {
    const { attestations, ana, tick, said, advance } = await world({ 'scorecards/security.yml': SAME });
    await attestations.attest(ana, ASK);
    advance(24 * DAY);
    await attestations.attest(ana, { ...ASK, rule: 'security/drill', date: '2026-03-28' });
    await tick();
    expect(await said()).toEqual([]);
  });

  test('is said with a way to attest it again, and with its evidence', async () => {
    const { app, attestations, ana, advance } = await world();
    await attestations.attest(ana, { ...ASK, evidence: 'https://wiki.acme.test/drill' });
    advance(29 * DAY + HOUR);
    const [line] = await attestations.of(ana, ASK.service);
    const subject = { attestation: line?.id ?? '', service: line?.serviceKey ?? '', days: 1 };
    const audience = { kind: 'person', person: 'UANA' } as const;
    const deps = { store: app.store, now: app.context.clock.now() };
    // It reads no more than this.
    const rendered = await attestationEnding.render({ subject, audience }, deps as never);
    const blocks = JSON.stringify(rendered?.message.blocks);
    expect(blocks).toContain('payments-api readiness/drill');
    expect(rendered === null ? '' : sketch(rendered.message)).toContain('https://wiki.acme.test/drill');
  });
});
