import { describe, expect, test } from 'vitest';
import type { Remark } from '../../../src/domain/exceptions/exception.ts';
import { DAY, HOUR } from '../../../src/domain/instant.ts';
import {
  denyModal,
  questionModal,
  revokeModal,
  shortenModal,
} from '../../../src/slack/views/exception-decisions.ts';
import { heardMessage, outcomeMessage, toldMessage } from '../../../src/slack/views/exception-notices.ts';
import { refusalMessage } from '../../../src/slack/views/exception-refusals.ts';
import { endingMessage, reminderMessage } from '../../../src/slack/views/exception-reminders.ts';
import type { ExceptionView } from '../../../src/use-cases/exception-views.ts';
import { visibleText } from '../../../src/workspace/driver/visible-text.ts';
import { expectGoodMessage, expectGoodModal, poisoned, survivesHostileText } from '../../support/hostile.ts';
import { ANA, BO, exception, exceptionView, OMAR } from '../../support/literal-exceptions.ts';
import { sketch } from '../../support/sketch.ts';
import { NOW } from '../../support/view-models.ts';

const KEEP = ['outcome', 'standing', 'kind', 'state', 'id', 'bar'];
const TALK: readonly Remark[] = [{ by: ANA, at: NOW - HOUR, text: 'Which flag?' }];
const ANSWERED = [...TALK, { by: OMAR, at: NOW, text: 'refunds-v2', answers: 0 }];
const WAITS = { why: 'waiting', talk: null };
const question = (view: ExceptionView) => toldMessage(view, 'question', 0);

const approved = exceptionView({
  exception: exception({
    state: 'approved',
    from: NOW - DAY,
    until: NOW + 7 * DAY - HOUR,
    approvals: [ANA, BO].map((by) => ({ by, at: NOW - DAY, until: NOW + 7 * DAY - HOUR })),
  }),
  missing: 0,
});
const denied = exceptionView({
  exception: exception({
    state: 'denied',
    end: { at: NOW - HOUR, by: BO, reason: 'the flag is on for all' },
  }),
});

describe.each<[string, (view: ExceptionView) => ReturnType<typeof heardMessage>, ExceptionView]>([
  ['owners hear that it was asked', (view) => heardMessage(view), exceptionView()],
  ['everybody reads what was decided', outcomeMessage, approved],
  ['everybody reads that it was denied', outcomeMessage, denied],
  ['the requester is told of an approval', (view) => toldMessage(view, 'approved', 0), approved],
  ['the requester is told why not', (view) => toldMessage(view, 'denied', 0), denied],
  [
    'the requester is told that approvals no longer count',
    (view) => toldMessage(view, 'voided', 0),
    exceptionView(),
  ],
  [
    'the requester is told that the admins are asked',
    (view) => toldMessage(view, 'asked-admins', 0),
    exceptionView(),
  ],
  ['the requester is asked', (view) => toldMessage(view, 'question', 0), exceptionView({ talk: TALK })],
  ['approvers are reminded', (view) => reminderMessage(view, WAITS, NOW), exceptionView()],
  [
    'approvers are asked again',
    (view) => reminderMessage(view, { why: 'again', talk: null }, NOW),
    exceptionView(),
  ],
  [
    'an approver hears the answer to their question',
    (view) => reminderMessage(view, { why: 'answered', talk: 1 }, NOW),
    exceptionView({ talk: ANSWERED }),
  ],
  [
    'a reminder that was overtaken says what became of it',
    (view) => reminderMessage(view, WAITS, NOW),
    denied,
  ],
  ['the requester sees what they answered', question, exceptionView({ talk: ANSWERED })],
  ['of a question nobody waits for after the decision', question, { ...denied, talk: TALK }],
  ['its end is told before', (view) => endingMessage(view, NOW), approved],
  ['what became of it meanwhile is told', (view) => endingMessage(view, NOW), denied],
])('%s', (_name, render, view) => {
  test('in few words', () => {
    const message = render(view);
    expectGoodMessage(message);
    expect(sketch(message)).toMatchSnapshot();
  });

  survivesHostileText((text) => render(poisoned(view, text, KEEP)));
});

test('of several questions each shows what was answered to it, and how often', () => {
  const talk = [...TALK, { by: BO, at: NOW, text: 'Until when?' }, ...ANSWERED.slice(1)];
  const shown = (at: number, more = talk) =>
    sketch(toldMessage(exceptionView({ talk: more }), 'question', at));
  expect(shown(0)).toMatch(/\*You\* <!date[^>]*answered[^>]*>: refunds-v2/);
  expect(shown(1)).not.toContain('refunds-v2');
  expect(shown(0, [...talk, { by: OMAR, at: NOW, text: 'and v3', answers: 0 }])).toMatch(
    /refunds-v2.*and v3/s,
  );
});

describe('a refusal', () => {
  const words = (
    ...[why, view, actor]: [Parameters<typeof refusalMessage>[0], ExceptionView | null, string?]
  ) => {
    const message = refusalMessage(why, view, actor ?? 'UANA', NOW);
    expectGoodMessage(message);
    return message.text;
  };

  test('says who decided and when', () => {
    expect(words('already-decided', denied)).toBe(
      'It is decided already, 1 hour ago. Denied by Bo: the flag is on for all',
    );
  });

  test('says that one has agreed already, and what is missing', () => {
    const view = exceptionView({
      exception: exception({ approvals: [{ by: ANA, at: NOW - HOUR, until: NOW + DAY }] }),
      missing: 1,
    });
    expect(words('already-agreed', view)).toBe('You agreed 1 hour ago already. 1 more approval is needed.');
  });

  test.each([
    ['not-an-approver', 'not among those who decide'],
    ['own-request', 'your own request'],
    ['not-the-requester', 'Only Omar'],
    ['seen-another', 'changed after you saw it'],
    ['no-such-end', '26 March 2026'],
  ] as const)('is kind: %s', (why, said) => {
    expect(words(why, exceptionView())).toContain(said);
  });

  test('of what is gone leads to what there is', () => {
    expect(words('gone', null)).toContain('/ready exceptions');
  });
});

describe('modals of decisions', () => {
  const modals = (view: ExceptionView) => [
    denyModal('id 1 message', view),
    revokeModal('id 1 message', view),
    shortenModal('id 1 message', view),
    questionModal('id 1 message', view, { reader: 'UANA' }),
    questionModal('id 1 message', view, { reader: OMAR.id }),
  ];

  test('say what they are about, and of several questions that which was pressed', () => {
    const view = exceptionView({ talk: [...TALK, { by: BO, at: NOW, text: 'Until when?' }] });
    for (const modal of modals(view)) expectGoodModal(modal);
    const lead = (question?: number) =>
      visibleText(
        questionModal('', view, { reader: OMAR.id, ...(question === undefined ? {} : { question }) }),
      );
    expect(lead()).toContain('*Bo*: Until when?');
    expect(lead(0)).toContain('*Ana*: Which flag?');
  });

  survivesHostileText((text) => {
    const view = poisoned(exceptionView({ talk: TALK }), text, KEEP);
    for (const modal of modals(view)) expectGoodModal(modal);
    return denyModal('id 1 message', view);
  });
});
