/** What a week is compared with, and what was changed in it, from literal rows. */
import { describe, expect, test } from 'vitest';
import type { AuditEntry } from '../../../src/use-cases/audit-ports.ts';
import type { SnapshotRow } from '../../../src/use-cases/digest-ports.ts';
import { relabelledOf } from '../../../src/use-cases/digests/relabelled-of.ts';
import { standingsBefore } from '../../../src/use-cases/digests/standings-before.ts';

const SERVICES = [{ key: 'k1', id: 'ledger' }];

function row(more: Partial<SnapshotRow> = {}): SnapshotRow {
  const day = { serviceKey: 'k1', scorecard: 'readiness', day: '2026-03-01', scorecardVersion: 'v1' };
  return { ...day, bar: 'met', earned: 'silver', held: 'silver', score: 70, ...more };
}

describe('how services stood', () => {
  async function stood(...rows: readonly SnapshotRow[]) {
    const asked: string[] = [];
    const digests = {
      snapshotsAt: async (_keys: readonly string[], day: string, oldest: string) => {
        asked.push(day, oldest);
        return rows;
      },
    };
    // Nothing else of the port is read.
    const found = await standingsBefore({ digests } as never, SERVICES, '2026-03-02', 'readiness');
    return { asked, ledger: found.get('k1') };
  }

  test('when a day began is what the day before it ended with, a week of downtime apart at most', async () => {
    expect((await stood()).asked).toEqual(['2026-03-01', '2026-02-23']);
  });

  test('is the bar of all scorecards, and the level and score of the primary one', async () => {
    const { ledger } = await stood(row(), row({ scorecard: 'security', bar: 'not_met', held: null }));
    expect(ledger).toEqual({
      ...{ key: 'k1', id: 'ledger', bar: 'not_met' },
      primary: { held: 'silver', score: 70, version: 'v1' },
    });
  });

  test('is no level where the primary scorecard said nothing of the service', async () => {
    expect(
      (await stood(row({ bar: 'none', earned: null, held: null, score: null }))).ledger?.primary,
    ).toBeNull();
    expect((await stood(row({ scorecard: 'security' }))).ledger?.primary).toBeNull();
  });

  test('leaves out what a scorecard said on an earlier day than the others', async () => {
    const older = row({ scorecard: 'gone', bar: 'not_met', day: '2026-02-26' });
    expect((await stood(row(), older)).ledger?.bar).toBe('met');
  });
});

describe('labels that ask less', () => {
  const labels = { tier: 'tier-1', lifecycle: 'production', type: 'service' };
  const act = (details: object, serviceKey = 'k1') =>
    ({
      serviceKey,
      details: { from: labels, to: { ...labels, tier: 'tier-2' }, in: 'elsewhere', ...details },
    }) as never;

  async function told(...entries: readonly AuditEntry[]) {
    const store = { audit: { list: async () => entries } };
    const policy = { tiers: [{ id: 'tier-1' }, { id: 'tier-2' }] };
    // Nothing else of them is read.
    return relabelledOf({ store, policy } as never, SERVICES, 0);
  }

  test('are told with what they were, of these services alone', async () => {
    const changed = [{ label: 'tier', from: 'tier-1', to: 'tier-2' }];
    expect(await told(act({}), act({}, 'k2'))).toEqual([{ service: 'ledger', labels: changed }]);
  });

  test('are not told where somebody had to agree to it in Slack, nor where they ask more', async () => {
    expect(await told(act({ in: 'slack' }))).toEqual([]);
    expect(
      await told(act({ from: { ...labels, tier: 'tier-2' }, to: labels }), act({ from: 'strange' })),
    ).toEqual([]);
  });
});
