/** Buttons and modals of exceptions, without Slack: what they ask of the verbs, and what is answered. */
import { describe, expect, test } from 'vitest';
import { DAY } from '../../../src/domain/instant.ts';
import type { Action, Form } from '../../../src/slack/actions/action.ts';
import { exceptionApprove } from '../../../src/slack/actions/exception-approve.ts';
import { exceptionDeny } from '../../../src/slack/actions/exception-deny.ts';
import { exceptionNew } from '../../../src/slack/actions/exception-new.ts';
import { exceptionPage } from '../../../src/slack/actions/exception-page.ts';
import { exceptionQuestion } from '../../../src/slack/actions/exception-question.ts';
import { exceptionRevoke } from '../../../src/slack/actions/exception-revoke.ts';
import { exceptionShorten } from '../../../src/slack/actions/exception-shorten.ts';
import { exceptionWithdraw } from '../../../src/slack/actions/exception-withdraw.ts';
import { exceptions } from '../../../src/slack/commands/exceptions.ts';
import { exceptionsNew } from '../../../src/slack/commands/exceptions-new.ts';
import type { ExceptionVerbs, PersonsAct } from '../../../src/use-cases/exception-views.ts';
import { actionContext, commandContext, press, said } from '../../support/asking.ts';
import {
  exceptionDraft,
  exceptionLine,
  exceptionView,
  literalExceptions,
} from '../../support/literal-exceptions.ts';
import { checkView, NOW } from '../../support/view-models.ts';

const VALUE = '0195f2f0-0000-7000-8000-0000000000e1 1';

function scene(changes: Partial<ExceptionVerbs> = {}) {
  const acts: PersonsAct[] = [];
  const verbs = literalExceptions({
    async act(_viewer, _id, act) {
      acts.push(act);
      return { kind: 'done', view: exceptionView() };
    },
    ...changes,
  });
  return { acts, context: actionContext({ exceptions: verbs }) };
}

function submitted(action: Action, form: Form, changes: Partial<ExceptionVerbs> = {}) {
  const { acts, context } = scene(changes);
  const answer = action.submit?.(form, context);
  if (answer === undefined) throw new Error(`${action.name} has no modal`);
  return answer.then((given) => ({ answer: given, acts }));
}

describe('a decision', () => {
  test.each([exceptionApprove, exceptionWithdraw])(
    'is committed before it is acknowledged: $name',
    (action) => {
      expect(action.ack).toBe('after-commit');
    },
  );

  test('is about what its presser saw; in a message nothing is to be said, a modal shows it anew', async () => {
    const { acts, context } = scene();
    expect(await exceptionApprove.run(press(VALUE), context)).toEqual({ kind: 'nothing' });
    expect(said(await exceptionApprove.run(press(VALUE, { from: 'modal' }), context))).toContain(
      'modal: Exception',
    );
    expect(acts[0]).toEqual({ kind: 'approve', seen: 1 });
  });

  test.each(['', 'x', 'a b c', `${VALUE} 2`, 'drop;table 1'])(
    'about nothing of ours is refused kindly: “%s”',
    async (value) => {
      for (const action of [
        exceptionApprove,
        exceptionDeny,
        exceptionShorten,
        exceptionQuestion,
        exceptionRevoke,
      ])
        await expect(action.run(press(value), scene().context)).rejects.toThrow('older message');
    },
  );

  test.each<[Action, string, PersonsAct]>([
    [exceptionDeny, 'too risky', { kind: 'deny', seen: 1, reason: 'too risky' }],
    [exceptionRevoke, 'it is over', { kind: 'revoke', reason: 'it is over' }],
    [exceptionQuestion, 'Which flag?', { kind: 'say', text: 'Which flag?' }],
    [exceptionShorten, '2026-03-14', { kind: 'approve', seen: 1, date: '2026-03-14' }],
  ])('of %o takes what was typed', async (action, typed, act) => {
    const { answer, acts } = await submitted(action, {
      about: `${VALUE} message`,
      values: { said: [typed] },
    });
    expect(acts).toEqual([act]);
    expect(answer).toEqual({ kind: 'nothing' });
  });

  test.each([
    [exceptionDeny, 'no-reason'],
    [exceptionRevoke, 'no-reason'],
    [exceptionQuestion, 'no-reason'],
    [exceptionShorten, 'no-such-end'],
  ] as const)('without its word stays open: %o', async (action, why) => {
    const refused = async () => ({ kind: 'refused', why, view: exceptionView() }) as const;
    const { answer } = await submitted(action, { about: `${VALUE} message`, values: {} }, { act: refused });
    expect(answer).toMatchObject({ kind: 'errors', errors: { said: expect.any(String) } });
  });

  test.each([
    [exceptionDeny, 'deny'],
    [exceptionShorten, 'approve'],
    [exceptionQuestion, 'say'],
    [exceptionRevoke, 'revoke'],
  ] as const)(
    'is refused at the press to who may not, before any window asks for a word: %o',
    async (action, kind) => {
      const asked: unknown[] = [];
      const { context } = scene({
        async begin(_viewer, _id, act) {
          asked.push(act);
          return { kind: 'refused', why: 'not-an-approver', view: exceptionView() };
        },
      });
      const answer = said(await action.run(press(VALUE), context));
      expect(answer).toMatch(/^private .*not among those who decide/s);
      expect(asked).toEqual([{ kind, seen: 1 }]);
      // What opens at once, while that is found out, cannot be submitted.
      expect(action.opens?.(press(VALUE))?.submit).toBeUndefined();
    },
  );

  test.each([exceptionApprove, exceptionDeny, exceptionShorten, exceptionQuestion, exceptionRevoke])(
    'reads the presser’s profile anew, and leaves strangers to the verb that logs them: $name',
    ({ fresh, ack, refusesStrangers }) => {
      expect(fresh === true || ack === 'after-commit').toBe(true);
      expect(refusesStrangers).toBe(true);
    },
  );

  test('of a question names the one that was pressed', async () => {
    const { answer, acts } = await submitted(exceptionQuestion, {
      about: `${VALUE} q3 modal`,
      values: { said: ['refunds-v2'] },
    });
    expect(acts).toEqual([{ kind: 'say', text: 'refunds-v2', answers: 3 }]);
    expect(said(answer)).toContain('modal: Exception');
  });

  test('that came too late is told to its actor alone', async () => {
    const refused = async () => ({ kind: 'refused', why: 'already-decided', view: exceptionView() }) as const;
    const { context } = scene({ act: refused });
    expect(said(await exceptionApprove.run(press(VALUE), context))).toMatch(/^private .*decided already/s);
  });
});

describe('a request', () => {
  const form = (values: Form['values'], about = '1 new payments-api'): Form => ({ about, values });
  const chosen = { rules: ['production-readiness/merge-approval'], end: ['week'] };

  test('is opened with the service that it is for, or asks for one', async () => {
    expect(said(await exceptionNew.run(press('new payments-api'), scene().context))).toContain(
      '*payments-api',
    );
    expect(said(await exceptionNew.run(press('new'), scene().context))).toContain('For which service?');
    await expect(exceptionNew.run(press('forged'), scene().context)).rejects.toThrow('older message');
  });

  test('begins with the check that was meant, or with the weightiest of them', async () => {
    const rules = [
      checkView('Later', 'fail', { rule: 'later', required: true, from: NOW + DAY }),
      checkView('Unknown', 'unknown', { rule: 'unknown', required: true }),
      checkView('Runbook', 'fail', { rule: 'runbook' }),
      checkView('On-call', 'fail', { rule: 'on-call', required: true }),
    ];
    const { context } = scene({ draft: async () => exceptionDraft({ rules }) });
    const begun = async (value: string) => {
      const answer = await exceptionNew.run(press(value), context);
      const [, chosen] = /"initial_options":(\[.*?\])/.exec(JSON.stringify(answer)) ?? [];
      return (JSON.parse(chosen ?? '[]') as { value: string }[]).map((one) => one.value);
    };
    expect(await begun('new payments-api *')).toEqual(['production-readiness/on-call']);
    expect(await begun('new payments-api production-readiness/runbook')).toEqual([
      'production-readiness/runbook',
    ]);
    expect(await begun('new payments-api runbook')).toEqual(['production-readiness/runbook']);
    expect(await begun('new payments-api production-readiness/mended-since')).toEqual([]);
    expect(await begun('new payments-api')).toEqual([]);
  });

  test('with mistakes says them at their fields', async () => {
    const problems = [
      { field: 'reason', message: 'Say why.' },
      { field: 'services', message: 'No such service.' },
    ] as const;
    const { answer } = await submitted(exceptionNew, form({ ...chosen, reason: [] }), {
      ask: async () => ({ kind: 'invalid', problems }),
    });
    expect(answer).toEqual({ kind: 'errors', errors: { reason: 'Say why.', rules: 'No such service.' } });
  });

  test('for what was asked already leads to that', async () => {
    const { answer } = await submitted(exceptionNew, form(chosen), {
      ask: async () => ({ kind: 'known', exception: exceptionLine() }),
    });
    expect(said(answer)).toContain('asked for already, so no second request was made');
  });

  test('for more services than its sender has seen the number of is not sent', async () => {
    const preview = async () => ({ services: 7, trouble: null, effect: [] });
    const ask: ExceptionVerbs['ask'] = async () => {
      throw new Error('it was sent');
    };
    const { answer } = await submitted(exceptionNew, form(chosen), { preview, ask });
    expect(said(answer)).toContain('This asks for 7 services');
  });

  test('for more services than one request holds says so at their field, and asks for no second press', async () => {
    const trouble = 'That means 72 services.';
    const preview = async () => ({ services: 72, trouble, effect: [] });
    const ask: ExceptionVerbs['ask'] = async () => ({
      kind: 'invalid',
      problems: [{ field: 'services', message: trouble }],
    });
    const typed = form({ ...chosen, services: ['tier:tier-1'] });
    const { answer } = await submitted(exceptionNew, typed, { preview, ask });
    expect(answer).toEqual({ kind: 'errors', errors: { services: trouble } });
  });

  test('of a window of nobody’s making is refused', async () => {
    await expect(submitted(exceptionNew, form(chosen, 'forged'))).rejects.toThrow('older version');
  });
});

test('the list is turned page by page', async () => {
  expect(said(await exceptionPage.run(press('12 pending'), scene().context))).toMatch(
    /^in-place .*1 exception/s,
  );
  await expect(exceptionPage.run(press('x'), scene().context)).rejects.toThrow('older message');
});

test('the verbs list and ask', async () => {
  expect(said(await exceptions.run('pending', commandContext()))).toContain('1 exception');
  expect(await exceptionsNew.run('ledger coverage', commandContext())).toMatchObject({
    kind: 'press',
    action: 'exception-new',
    value: 'new ledger coverage',
  });
});
