import { describe, expect, test } from 'vitest';
import { serviceList, sharedReference } from '../../../src/slack/views/service-list.ts';
import { expectGoodMessage, poisoned, survivesHostileText } from '../../support/hostile.ts';
import { sketch } from '../../support/sketch.ts';
import { LINES, listing, serviceLine } from '../../support/view-models.ts';

const KEEP = ['bar', 'kind'];
const MANY = Array.from({ length: 200 }, (_, nth) => serviceLine(`service-${nth}-${'x'.repeat(40)}`));

describe('a list of services', () => {
  test('shows its filters and how all of them stand', () => {
    const message = serviceList(listing());
    expectGoodMessage(message);
    expect(sketch(message)).toMatchInlineSnapshot(`
      "
      says: 4 services that match team:payments, worst first. 1 Gold, 1 Silver, 1 Starting; minimum bar met by 2 of 3.
      # 4 services, worst first
      . Filter: team:payments
      🥇 Gold 1   🥈 Silver 1   🥉 Bronze 0   ⚪ Starting 1
      minimum bar met by 2 of 3 · 1 service without a scorecard
      | ⚪ *payments-api* · tier-1 · Starting · ❌ minimum bar not met · 5 not yet
      | 🥈 *ledger* · tier-2 · Silver · 2 not yet · 1 not known
      | 🥇 *refunds-worker* · tier-2 · Gold, 1 by exception · all ok
      | ➖ *old-importer* · tier-3 · no scorecard applies
      [static_select open: payments-api → payments-api, ledger → ledger, refunds-worker → refunds-worker, old-importer → old-importer]
      [Register a service → register]
      "
    `);
  });

  test('says of a service to which no rule applies just that', () => {
    const standing = {
      bar: 'none',
      failing: 0,
      unknown: 0,
      primary: { held: null, heldByExceptions: 0, score: null },
    } as const;
    const lines = [serviceLine('shared-ui', { standing })];
    expect(sketch(serviceList(listing({ page: { lines, offset: 0, size: 12, total: 1 } })))).toContain(
      '➖ *shared-ui* · tier-2 · no rule applies',
    );
  });

  test('gives no level to a service that only other scorecards judge', () => {
    const standing = { bar: 'not_met', failing: 2, unknown: 0, primary: null } as const;
    const lines = [serviceLine('shared-ui', { standing })];
    expect(sketch(serviceList(listing({ page: { lines, offset: 0, size: 12, total: 1 } })))).toContain(
      '➖ *shared-ui* · tier-2 · ❌ minimum bar not met · 2 not yet',
    );
  });

  test('keeps its filters when a page is turned', () => {
    const page = { lines: MANY.slice(12, 24), offset: 12, size: 12, total: 200 };
    const message = serviceList(listing({ query: 'tier:tier-1 failing:runbook', page }));
    expect(sketch(message)).toContain('turn-page:1 list 24 tier:tier-1 failing:runbook');
    expect(sketch(message)).toContain('turn-page:0 list 0 tier:tier-1 failing:runbook');
  });

  test('without a match says which filter, and offers a way out', () => {
    const message = serviceList(listing({ page: { lines: [], offset: 0, size: 12, total: 0 } }));
    expectGoodMessage(message);
    expect(sketch(message)).toContain('No service matches team:payments.');
    expect(sketch(message)).toContain('List all services → say list]');
  });

  test('of an empty catalog says how to fill it', () => {
    const message = serviceList(listing({ query: '', page: { lines: [], offset: 0, size: 12, total: 0 } }));
    expectGoodMessage(message);
    expect(sketch(message)).toContain('`npx ready import`');
  });

  survivesHostileText((text) => serviceList(poisoned(listing(), text, KEEP)));

  test('fits at 200 services, and the next page begins where this one ends', () => {
    const message = serviceList(listing({ page: { lines: MANY, offset: 0, size: 12, total: 400 } }));
    expectGoodMessage(message);
    const shown = sketch(message).match(/service-\d+-x+\* · tier/g)?.length ?? 0;
    expect(shown).toBeGreaterThan(9);
    expect(sketch(message)).toContain(`turn-page:1 list ${shown} team:payments`);
  });
});

describe('services that share a repository, channel or address', () => {
  test('stand in one list with a menu', () => {
    const message = sharedReference('github.com/acme/shop', LINES);
    expectGoodMessage(message);
    expect(sketch(message)).toContain('4 services share github.com/acme/shop');
    expect(sketch(message)).toContain('[static_select open: payments-api → payments-api, ledger → ledger');
  });

  survivesHostileText((text) => sharedReference(text, poisoned(LINES, text, KEEP)));

  test('fit at 200', () => {
    expectGoodMessage(sharedReference('#general', MANY));
  });
});
