import { expect, test } from 'vitest';
import { nearestMessage } from '../../../src/slack/views/nearest.ts';
import { expectGoodMessage, survivesHostileText } from '../../support/hostile.ts';
import { sketch } from '../../support/sketch.ts';

test('the nearest are buttons that replace the answer, each with what it is', () => {
  const message = nearestMessage({
    kind: 'nearest',
    asked: 'paymets',
    nearest: [
      { id: 'payments-api', name: 'Payments API', kind: 'service' },
      { id: 'payments', name: 'Payments', kind: 'team' },
      { id: 'payment', name: 'Payment', kind: 'system' },
    ],
  });
  expectGoodMessage(message);
  expect(sketch(message)).toMatchInlineSnapshot(`
    "
    says: Nothing is called “paymets”. Did you mean one of these? payments-api, payments (team) and payment (system).
    Nothing is called “paymets”. Did you mean one of these?
    [payments-api → show:0 service payments-api] [payments (team) → show:1 team payments] [payment (system) → show:2 system payment] [None: register it → register paymets]
    "
  `);
});

test('when nothing comes near, it says what finds a service', () => {
  const message = nearestMessage({ kind: 'nearest', asked: 'zzz', nearest: [] });
  expectGoodMessage(message);
  expect(sketch(message)).toContain('[List all services → say list]');
});

survivesHostileText((text) =>
  nearestMessage({
    kind: 'nearest',
    asked: text,
    nearest: Array.from({ length: 200 }, () => ({
      id: text.slice(0, 150) || 'x',
      name: text,
      kind: 'service' as const,
    })),
  }),
);
