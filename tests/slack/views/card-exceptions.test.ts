/** What the card says of exceptions: those in force, and those that wait. */
import { expect, test } from 'vitest';
import { DAY } from '../../../src/domain/instant.ts';
import { readinessCard } from '../../../src/slack/views/readiness-card.ts';
import { expectGoodMessage } from '../../support/hostile.ts';
import { ANA, BO, exception, exceptionLine } from '../../support/literal-exceptions.ts';
import { sketch } from '../../support/sketch.ts';
import { card, check, checkView, NOW, scorecardView } from '../../support/view-models.ts';

const approvals = [ANA, BO].map((by) => ({ by, at: NOW, until: NOW + 14 * DAY }));
const granted = exceptionLine({
  exception: exception({ id: 'e1', state: 'approved', approvals }),
  missing: 0,
});
const waiting = exceptionLine({
  exception: exception({ id: 'e2' }),
  titles: ['Runbook linked'],
  missing: 1,
});

function excused(id: string) {
  return checkView('No vulnerabilities', 'exempt', { check: check('v', 'exempt', { exception: id }) });
}

function aside(exceptions: Parameters<typeof exceptionLine>[0][], exempt = [excused('e1')]) {
  const message = readinessCard(
    card('payments-api', {
      exceptions: exceptions.map((one) => exceptionLine(one)),
      primary: scorecardView({ exempt }),
    }),
    { now: NOW },
  );
  expectGoodMessage(message);
  return sketch(message)
    .split('\n')
    .find((line) => line.startsWith('. 🛡️'));
}

test('an exception in force is said with its end and who approved it', () => {
  expect(aside([granted])).toBe(
    '. 🛡️ By exception: No vulnerabilities, until <!date^1774518060^{date}|26 March 2026>, Ana and Bo',
  );
});

test('of several the first end is said', () => {
  const sooner = { ...granted, exception: { ...granted.exception, id: 'e3', until: NOW + 2 * DAY } };
  expect(aside([granted, sooner], [excused('e1'), excused('e3')])).toContain(
    'No vulnerabilities, the first until <!date^1773481260^{date}|14 March 2026>',
  );
});

test('one that waits is said too', () => {
  expect(aside([granted, waiting])).toContain('; asked by Omar: Runbook linked, waits for 1 more');
  expect(aside([waiting, waiting], [])).toBe(
    '. 🛡️ asked by Omar: Runbook linked, waits for 1 more, and 1 more request',
  );
});

test('without any nothing is said', () => {
  expect(aside([], [])).toBeUndefined();
});
