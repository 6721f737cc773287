import { expect, test } from 'vitest';
import { auditMessage } from '../../../src/slack/views/audit.ts';
import { expectGoodMessage, poisoned, survivesHostileText } from '../../support/hostile.ts';
import { sketch } from '../../support/sketch.ts';
import { auditView, NOW } from '../../support/view-models.ts';

test('who did what is told in a line each, newest first', () => {
  const message = auditMessage(auditView(), NOW);
  expectGoodMessage(message);
  expect(sketch(message)).toMatchInlineSnapshot(`
    "
    says: Who did what: the newest 3 entries.
    # Who did what
    | *exception approve* payments-api · Ana · 3 minutes ago
    | *token create* load tests · root · 2 minutes ago
    | *catalog import* · the bot · 1 minute ago
    "
  `);
});

test('nothing done is said', () => {
  const service = { id: 'ledger', name: 'Ledger', archivedAt: null };
  expect(sketch(auditMessage(auditView({ service, entries: [] }), NOW))).toContain(
    'Nobody has done anything that is kept here at Ledger.',
  );
});

test('fits with 200 entries', () => {
  const [one] = auditView().entries;
  const entries = Array.from({ length: 200 }, () => ({ ...one, service: 'x'.repeat(80) }) as never);
  expectGoodMessage(auditMessage(auditView({ entries }), NOW));
});

survivesHostileText((text) => auditMessage(poisoned(auditView(), text, []), NOW));
