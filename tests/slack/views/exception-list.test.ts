import { describe, expect, test } from 'vitest';
import { exceptionList, readExceptionPage } from '../../../src/slack/views/exception-list.ts';
import { expectGoodMessage, poisoned, survivesHostileText } from '../../support/hostile.ts';
import { exception, exceptionLine, exceptionListing } from '../../support/literal-exceptions.ts';
import { sketch } from '../../support/sketch.ts';

const KEEP = ['kind', 'state', 'id'];

test('each exception is one line, with how it stands', () => {
  const items = [
    exceptionLine(),
    exceptionLine({ exception: exception({ state: 'approved' }), titles: ['SLO defined', 'Runbook'] }),
    exceptionLine({ exception: exception({ state: 'denied' }) }),
  ];
  const message = exceptionList(exceptionListing({ page: { items, total: 3, offset: 0, size: 12 } }));
  expectGoodMessage(message);
  expect(sketch(message)).toMatchInlineSnapshot(`
    "
    says: 3 exceptions that match pending: Code coverage over 85 % at payments-api, waits for 2 more, SLO defined and 1 more at payments-api, approved and Code coverage over 85 % at payments-api, denied.
    # 3 exceptions
    . Only: pending
    | 🛡️ *payments-api* · Code coverage over 85 % · waits for 2 more, until {26 March 2026} · Omar
    | 🛡️ *payments-api* · SLO defined and 1 more · approved, until {26 March 2026} · Omar
    | ➖ *payments-api* · Code coverage over 85 % · denied · Omar
    [static_select exception-open: payments-api: Code coverage over 85 % → 0195f2f0-0000-7000-8000-0000000000e1, payments-api: SLO defined and 1 more → 0195f2f0-0000-7000-8000-0000000000e1, payments-api: Code coverage over 85 % → 0195f2f0-0000-7000-8000-0000000000e1] [New → exception-new new]
    . Filters: \`pending\`, \`mine\`, \`to-decide\`, \`expiring\`, \`service:ID\`, \`rule:ID\`.
    "
  `);
});

test('200 of them are turned page by page, and New leads on', () => {
  const items = Array.from({ length: 20 }, () => exceptionLine({ titles: ['x'.repeat(500)] }));
  const message = exceptionList(exceptionListing({ page: { items, total: 200, offset: 20, size: 20 } }));
  expectGoodMessage(message);
  expect(sketch(message)).toMatch(
    /◀ Previous → exception-page:0 0 pending.*Next ▶ → exception-page:1 \d+ pending.*New → exception-new new\]/,
  );
});

test.each(['', 'service:ledger'])('none says what to do next: “%s”', (query) => {
  const message = exceptionList(
    exceptionListing({ query, page: { items: [], total: 0, offset: 0, size: 12 } }),
  );
  expectGoodMessage(message);
  expect(sketch(message)).toContain('[New → exception-new new]');
});

test.each(['', 'x', 'x pending', '99999999 a'])(
  'a page that no button leads to is not read: “%s”',
  (value) => {
    expect(readExceptionPage(value)).toBeUndefined();
  },
);

test('a page is read as it was written', () => {
  expect(readExceptionPage('20 service:ledger pending')).toEqual({
    offset: 20,
    query: 'service:ledger pending',
  });
});

describe('', () => survivesHostileText((text) => exceptionList(poisoned(exceptionListing(), text, KEEP))));
