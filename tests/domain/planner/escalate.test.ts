import { expect, test } from 'vitest';
import { DAY } from '../../../src/domain/instant.ts';
import { type EscalationQuestion, escalate } from '../../../src/domain/planner/escalate.ts';

/** In days, counted from some morning. */
function question(more: Partial<EscalationQuestion>): EscalationQuestion {
  const { delivered = [], answeredAt = null, taken = {}, ...rest } = more;
  return {
    kind: 'bar',
    after: 3,
    everyDays: 1,
    hasChannel: true,
    ...rest,
    delivered: delivered.map((day) => day * DAY),
    answeredAt: answeredAt === null ? null : answeredAt * DAY,
    taken: Object.fromEntries(Object.entries(taken).map(([step, day]) => [step, day * DAY])),
  };
}

test.each<[string, Partial<EscalationQuestion>, ReturnType<typeof escalate>]>([
  ['two reminders are not three', { delivered: [1, 2] }, null],
  ['after three the team’s channel hears of it', { delivered: [1, 2, 3] }, 'channel'],
  ['an initiative escalates too', { kind: 'initiative', delivered: [1, 2, 3] }, 'channel'],
  ['a regression does not', { kind: 'regression', delivered: [1, 2, 3, 4, 5, 6, 7] }, null],
  ['an answer begins anew', { delivered: [1, 2, 3], answeredAt: 1 }, null],
  ['an answer at the last one too', { delivered: [1, 2, 3], answeredAt: 3 }, null],
  ['three after an answer', { delivered: [1, 2, 4, 5, 6], answeredAt: 3 }, 'channel'],
  ['what rides along with others does not count', { delivered: [1, 2, 3, 4, 5, 6], everyDays: 3 }, null],
  ['what comes at the tier’s interval does', { delivered: [1, 2, 3, 4, 5, 6, 7], everyDays: 3 }, 'channel'],
  ['the channel hears of it once', { delivered: [1, 2, 3, 5], taken: { channel: 4 } }, null],
  ['three more, and the approvers do', { delivered: [1, 2, 3, 5, 6, 7], taken: { channel: 4 } }, 'approvers'],
  [
    'unless somebody answered since',
    { delivered: [1, 2, 3, 5, 6, 8], taken: { channel: 4 }, answeredAt: 7 },
    null,
  ],
  [
    'the approvers hear of it once',
    { delivered: [1, 2, 3, 5, 6, 7, 9, 10, 11], taken: { channel: 4, approvers: 8 } },
    null,
  ],
  ['without a channel the approvers wait as long', { delivered: [1, 2, 3, 4, 5], hasChannel: false }, null],
  ['and then hear of it', { delivered: [1, 2, 3, 4, 5, 6], hasChannel: false }, 'approvers'],
])('%s', (_fact, more, expected) => {
  expect(escalate(question(more))).toBe(expected);
});
