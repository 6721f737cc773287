import { describe, expect, test } from 'vitest';
import { groupMessage, mineMessage } from '../../../src/slack/views/group.ts';
import { expectGoodMessage, poisoned, survivesHostileText } from '../../support/hostile.ts';
import { sketch } from '../../support/sketch.ts';
import { group, mine, serviceLine, summary } from '../../support/view-models.ts';

const KEEP = ['bar', 'kind', 'ready'];
const MANY = Array.from({ length: 200 }, (_, nth) => serviceLine(`service-${nth}-${'x'.repeat(40)}`));

describe('a team', () => {
  test('shows its services, worst first', () => {
    const message = groupMessage(group());
    expectGoodMessage(message);
    expect(sketch(message)).toMatchInlineSnapshot(`
      "
      says: Payments, team: 4 services. 1 Gold, 1 Silver, 1 Starting; minimum bar met by 2 of 3.
      # Payments · 4 services
      ❌ *Not ready yet*: 1 of 3 services below the minimum bar
      🥇 Gold 1   🥈 Silver 1   🥉 Bronze 0   ⚪ Starting 1
      . Team · #team-payments
      | ⚪ *payments-api* · tier-1 · Starting · ❌ minimum bar not met · 5 not yet
      | 🥈 *ledger* · tier-2 · Silver · 2 not yet · 1 not known
      | 🥇 *refunds-worker* · tier-2 · Gold, 1 by exception · all ok
      | ➖ *old-importer* · tier-3 · no scorecard applies
      [static_select open: payments-api → payments-api, ledger → ledger, refunds-worker → refunds-worker, old-importer → old-importer]
      "
    `);
  });

  test('without services says what to do', () => {
    const empty = { lines: [], offset: 0, size: 12, total: 0 };
    const message = groupMessage(
      group({ page: empty, ready: 'empty', summary: summary({ services: 0, without: 0 }) }),
    );
    expectGoodMessage(message);
    expect(sketch(message)).toContain('List all services → say list]');
  });
});

describe('a system', () => {
  test.each([
    ['yes', '✅ *Ready*: every part of it meets the minimum bar'],
    ['no', '❌ *Not ready yet*: 1 of 3 services below the minimum bar'],
    ['unknown', "❔ *Can't tell yet*"],
    ['empty', 'No scorecard applies to its services yet'],
  ] as const)('is ready: %s', (ready, words) => {
    const message = groupMessage(group({ kind: 'system', id: 'checkout', name: 'Checkout', ready }));
    expectGoodMessage(message);
    expect(sketch(message)).toContain(words);
  });

  test('turns pages forth and back by its own id', () => {
    const page = { lines: MANY.slice(12, 24), offset: 12, size: 12, total: 200 };
    const message = groupMessage(group({ kind: 'system', id: 'checkout', page }));
    expect(sketch(message)).toContain('13–24 of 200');
    expect(sketch(message)).toContain('turn-page:0 system 0 checkout');
    expect(sketch(message)).toContain('turn-page:1 system 24 checkout');
  });
});

describe('groups', () => {
  survivesHostileText((text) => groupMessage(poisoned(group(), text, KEEP)));

  test('fit at 200 services, and the next page begins where this one ends', () => {
    const message = groupMessage(group({ page: { lines: MANY, offset: 0, size: 12, total: 200 } }));
    expectGoodMessage(message);
    const shown = sketch(message).match(/service-\d+-x+\* · tier/g)?.length ?? 0;
    expect(shown).toBeGreaterThan(9);
    expect(sketch(message)).toContain(`turn-page:1 team ${shown} payments`);
  });
});

describe('one’s own services', () => {
  test('stand by team, worst first', () => {
    const message = mineMessage(mine());
    expectGoodMessage(message);
    expect(sketch(message)).toMatchInlineSnapshot(`
      "
      says: Your services: 4 in 1 team, 1 below the minimum bar.
      # Your services
      *Payments* · 4 services · minimum bar met by 2 of 3 · 1 service without a scorecard
      🥇 Gold 1   🥈 Silver 1   🥉 Bronze 0   ⚪ Starting 1
      | ⚪ *payments-api* · tier-1 · Starting · ❌ minimum bar not met · 5 not yet
      | 🥈 *ledger* · tier-2 · Silver · 2 not yet · 1 not known
      | 🥇 *refunds-worker* · tier-2 · Gold, 1 by exception · all ok
      | ➖ *old-importer* · tier-3 · no scorecard applies
      [static_select open: payments-api → payments-api, ledger → ledger, refunds-worker → refunds-worker, old-importer → old-importer] [All services → say list] [Help → say:1 help]
      "
    `);
  });

  test('of a newcomer: how to find one', () => {
    const message = mineMessage(mine({ newcomer: true, groups: [] }));
    expectGoodMessage(message);
    expect(sketch(message)).toMatchInlineSnapshot(`
      "
      says: You are in no team of the catalog yet. Type /ready and the name of a service to see how ready it is.
      # Production readiness
      You are in no team of the catalog yet, so there is nothing of your own to show. The catalog has 42 services.
      Type \`/ready payments-api\` with any service, team, repository, channel or address. When you should be in a team, ask whoever keeps the catalog to add your e-mail address.
      [List all services → say list] [What is checked → say:1 explain] [Help → say:2 help]
      "
    `);
  });

  survivesHostileText((text) => mineMessage(poisoned(mine(), text, KEEP)));

  test('fit at 200 teams of 200 services', () => {
    const big = group({
      summary: summary({ services: 200 }),
      page: { lines: MANY, offset: 0, size: 12, total: 200 },
    });
    const message = mineMessage(mine({ groups: MANY.map(() => big) }));
    expectGoodMessage(message);
    expect(sketch(message)).toContain('and 194 more teams');
    expect(sketch(message)).toContain('[All 200 → show:0 team payments]');
  });
});
