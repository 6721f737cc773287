import type { KnownBlock } from '@slack/types';
import { describe, expect, test } from 'vitest';
import { type AskScene, askModal } from '../../../src/slack/views/exception-ask.ts';
import { askedModal } from '../../../src/slack/views/exception-asked.ts';
import {
  askOf,
  blockOf,
  emptyForm,
  keyOf,
  readForm,
  ruleValue,
} from '../../../src/slack/views/exception-form.ts';
import { elementsOf } from '../../../src/workspace/blocks.ts';
import { visibleText } from '../../../src/workspace/driver/visible-text.ts';
import { expectGoodModal, poisoned, survivesHostileText } from '../../support/hostile.ts';
import { effect, exceptionDraft, exceptionLine } from '../../support/literal-exceptions.ts';
import { check, checkView } from '../../support/view-models.ts';

const KEEP = ['outcome', 'standing', 'kind', 'state', 'id', 'bar', 'timezone', 'end', 'date'];
const TARGET = { kind: 'new', service: 'payments-api', rule: null } as const;
const [COVERAGE, APPROVAL] = exceptionDraft().rules;
if (COVERAGE === undefined || APPROVAL === undefined) throw new Error('the draft has two rules');

function scene(more: Partial<AskScene> = {}): AskScene {
  const { draft = exceptionDraft() } = more;
  return {
    draft,
    rules: draft.rules,
    form: { ...emptyForm(TARGET), end: 'fortnight' },
    preview: null,
    timezone: 'Europe/London',
    ...more,
  };
}

const chosen = { ...emptyForm(TARGET), rules: [ruleValue(keyOf(COVERAGE))], end: 'fortnight' };

describe('the request', () => {
  test('asks in the order in which one thinks of it, and says what will happen before the button', () => {
    const view = askModal(
      scene({ form: chosen, preview: { services: 1, trouble: null, effect: [effect()] } }),
    );
    expectGoodModal(view);
    expect(visibleText(view)).toMatchInlineSnapshot(`
      "Request exception
      *payments-api (tier-1: a shopper pays)*
      For which checks
      ❌ Code coverage over 85 %
      Not to be chosen: No leaked secrets. Its scorecard allows no exception (\`exceptions: never\`).
      Why it cannot pass now
      What could hurt customers meanwhile, and what limits it
      Link to the follow-up work
      https://…
      Until when
      At most 14 days for tier-1: until 26 March 2026.
      Two weeks, until 26 March 2026
      What for
      Once: the gap will be closed
      The same check for many services
      Ids are asked for besides this one; a filter stands for all that match it. Press Enter to count them.
      ledger refunds-worker, or team:payments tier:tier-1
      🛡️ *Effect*  Silver instead of Bronze, score 78 instead of 72
      Ana and Bo will be asked; 2 approvals are needed. The outcome is public."
    `);
  });

  test('shows rules that never allow one, greyed, with why', () => {
    expect(visibleText(askModal(scene()))).toContain(
      'Not to be chosen: No leaked secrets. Its scorecard allows no exception',
    );
  });

  test('leads to what is asked or granted already', () => {
    const known = [{ rule: 'production-readiness/slo', exception: exceptionLine() }];
    const view = askModal(scene({ draft: exceptionDraft({ known }) }));
    expectGoodModal(view);
    expect(visibleText(view)).toContain('Code coverage over 85 %: asked by Omar, waits for 2 more');
    expect(JSON.stringify(view.blocks)).toContain('exception-open');
  });

  test('where there is nothing to ask for, says so and has no button to send', () => {
    const view = askModal(scene({ draft: exceptionDraft({ rules: [] }) }));
    expectGoodModal(view);
    expect(view.submit).toBeUndefined();
    expect(visibleText(view)).toContain('Nothing to ask for');
  });

  test('asks for the day only where one is wanted', () => {
    const blocks = (end: string) =>
      askModal(scene({ form: { ...chosen, end } })).blocks.map((block) => block.block_id);
    expect(blocks('fortnight')).not.toContain('date');
    expect(blocks('date')).toContain('date');
  });

  test('takes more services for one check, and says how many before they are asked for', () => {
    const many = { ...chosen, services: 'team:payments', counted: 7 };
    const view = askModal(scene({ form: many, preview: { services: 7, trouble: null, effect: [] } }));
    expectGoodModal(view);
    expect(visibleText(view)).toContain('Covers 7 services.');
    expect(view.submit?.text).toBe('Send for 7 services');
    const trouble = 'That means 72 services, and one request holds at most 50. Narrow it.';
    const full = askModal(
      scene({ form: { ...many, counted: 72 }, preview: { services: 72, trouble, effect: [] } }),
    );
    expect(visibleText(full)).toContain(trouble);
    expect(full.submit?.text).toBe('Send request');
    const two = { ...chosen, rules: [...chosen.rules, ruleValue(keyOf(APPROVAL))] };
    expect(askModal(scene({ form: two })).blocks.map(({ block_id: id }) => id)).not.toContain('services');
  });

  test('a standing one needs one approval more, and says so', () => {
    expect(visibleText(askModal(scene()))).toContain('2 approvals are needed');
    expect(visibleText(askModal(scene({ form: { ...chosen, kind: 'standing' } })))).toContain(
      '3 approvals are needed',
    );
  });

  test('where only the admins can be asked, says so', () => {
    const draft = exceptionDraft({ askedAdmins: true, deciders: ['Root'] });
    expect(visibleText(askModal(scene({ draft })))).toContain('so the admins are asked: Root will be asked');
  });

  test('of 200 rules with long names is a field to search in', () => {
    const rules = Array.from({ length: 200 }, (_, nth) =>
      checkView(`${'long '.repeat(40)}${nth}`, 'unknown', {
        scorecard: 'x'.repeat(64),
        rule: `${'y'.repeat(60)}${nth}`,
        check: check('x', 'unknown', { reason: 'z'.repeat(2_000) }),
      }),
    );
    const draft = exceptionDraft({ rules, never: rules, deciders: rules.map(({ title }) => title) });
    const view = askModal(
      scene({ draft, form: { ...chosen, rules: rules.map((rule) => ruleValue(keyOf(rule))) } }),
    );
    expectGoodModal(view);
    const field = elementsOf(view.blocks as KnownBlock[]).find(({ blockId }) => blockId === 'rules')?.element;
    expect(field).toMatchObject({ type: 'multi_static_select' });
    expect(new Set(rules.map((rule) => ruleValue(keyOf(rule)))).size).toBe(200);
  });

  describe('', () =>
    survivesHostileText((text) =>
      askModal({
        ...poisoned(scene({ preview: { services: 2, trouble: null, effect: [effect()] } }), text, KEEP),
        form: chosen,
      }),
    ));
});

describe('what was typed', () => {
  const about = '1 new payments-api';
  const values = {
    rules: [ruleValue(keyOf(COVERAGE))],
    reason: ['tests follow'],
    risk: ['behind a flag'],
    'follow-up': ['https://jira.acme.test/PAY-812'],
    end: ['week'],
    kind: ['one-time'],
    services: ['ledger, refunds finder'],
  };

  test('is read back into an ask', () => {
    const form = readForm({ about, values });
    expect(form && askOf(form, 'payments-api', [COVERAGE, APPROVAL])).toEqual({
      services: ['payments-api', 'ledger', 'refunds', 'finder'],
      rules: [keyOf(COVERAGE)],
      reason: 'tests follow',
      risk: 'behind a flag',
      followUp: 'https://jira.acme.test/PAY-812',
      kind: 'one-time',
      end: { preset: 'week' },
      extends: null,
    });
  });

  test('as a filter stands for what matches it, instead of the service that it was opened for', () => {
    const form = readForm({ about, values: { ...values, services: ['team:payments tier:tier-1'] } });
    expect(form && askOf(form, 'payments-api', [COVERAGE, APPROVAL]).services).toEqual([
      'team:payments',
      'tier:tier-1',
    ]);
  });

  test('of several checks is for one service', () => {
    const both = [COVERAGE, APPROVAL].map((rule) => ruleValue(keyOf(rule)));
    const form = readForm({ about, values: { ...values, rules: both } });
    expect(form && askOf(form, 'payments-api', [COVERAGE, APPROVAL]).services).toEqual(['payments-api']);
  });

  test('with a rule that could not be chosen leaves that out', () => {
    const form = readForm({
      about,
      values: { ...values, rules: ['production-readiness/no-leaked-secrets'] },
    });
    expect(form && askOf(form, 'payments-api', [COVERAGE]).rules).toEqual([]);
  });

  test.each(['', 'x', '1', '1 drop payments-api', '1 new a b c', 'new payments-api', '1 edit'])(
    'into a window of nobody’s making is not read: “%s”',
    (forged) => {
      expect(readForm({ about: forged, values })).toBeUndefined();
    },
  );

  test('errors are said at inputs that are on the screen', () => {
    const shown = (block: string) => ['rules', 'date', 'end'].includes(block);
    expect(blockOf('end', { ...chosen, end: 'date' }, shown)).toBe('date');
    expect(blockOf('end', chosen, shown)).toBe('end');
    expect(blockOf('services', chosen, shown)).toBe('rules');
  });
});

test('after it was sent the modal says who is asked', () => {
  const view = askedModal(
    { kind: 'asked', exceptions: [exceptionLine()], effect: [effect()] },
    exceptionDraft(),
    { target: TARGET },
  );
  expectGoodModal(view);
  expect(visibleText(view)).toContain('Ana and Bo are asked. You hear from me as soon as it is decided.');
});

test('after it was sent for many services the modal names them', () => {
  const exceptions = ['a', 'b', 'c'].map((id) => exceptionLine({ service: { id, name: id } }));
  const view = askedModal({ kind: 'asked', exceptions, effect: [] }, exceptionDraft(), { target: TARGET });
  expectGoodModal(view);
  expect(visibleText(view)).toContain('Asked: 3 services');
});
