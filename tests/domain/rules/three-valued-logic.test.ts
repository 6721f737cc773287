import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Answer, answerIn, worldOf } from '../../support/judging.ts';

/** One expression for each thing that a question can come to. Nobody answers for `oncall`. */
const EXPRESSION: Readonly<Record<Answer, string>> = {
  yes: 'git.archived',
  no: 'ci.passing',
  missing: 'vcs.default_branch.protected',
  unknown: 'oncall.staffed',
  error: '(custom.text > 3)',
};
const ANSWERS = Object.keys(EXPRESSION) as Answer[];

const world = worldOf({
  git: { archived: true },
  ci: { passing: false },
  vcs: {},
  deploys: {},
  custom: { text: 'x' },
});
const ask = (expression: string) => answerIn(world, expression);

test.each(ANSWERS)('the expression for %s comes to just that', (answer) => {
  expect(ask(EXPRESSION[answer])).toBe(answer);
});

/** Of a chain the first one present wins. */
const AND: readonly Answer[] = ['no', 'unknown', 'error', 'missing', 'yes'];
const OR: readonly Answer[] = ['yes', 'unknown', 'error', 'missing', 'no'];

function first(order: readonly Answer[], ...present: readonly Answer[]): Answer {
  return order.find((answer) => present.includes(answer)) ?? 'error';
}

describe('of two', () => {
  const pairs = ANSWERS.flatMap((a) => ANSWERS.map((b) => [a, b] as const));

  test.each(pairs)('%s && %s: a no decides, else unknown outweighs error outweighs missing', (a, b) => {
    expect(ask(`${EXPRESSION[a]} && ${EXPRESSION[b]}`)).toBe(first(AND, a, b));
  });

  test.each(pairs)('%s || %s: a yes decides, else unknown outweighs error outweighs missing', (a, b) => {
    expect(ask(`${EXPRESSION[a]} || ${EXPRESSION[b]}`)).toBe(first(OR, a, b));
  });
});

test.each<[Answer, Answer]>([
  ['yes', 'no'],
  ['no', 'yes'],
  ['missing', 'missing'],
  ['unknown', 'unknown'],
  ['error', 'error'],
])('!%s is %s', (a, b) => {
  expect(ask(`!${EXPRESSION[a]}`)).toBe(b);
});

test.each<[Answer, Answer]>([
  ['yes', 'no'],
  ['no', 'yes'],
  ['missing', 'missing'],
  ['unknown', 'unknown'],
  ['error', 'error'],
])('%s ? no : yes is %s', (condition, answer) => {
  expect(ask(`${EXPRESSION[condition]} ? ci.passing : git.archived`)).toBe(answer);
});

describe('has()', () => {
  test.each<[string, Answer]>([
    ['has(git.archived)', 'yes'],
    ['has(git.readme)', 'no'],
    ['has(vcs.default_branch)', 'no'],
    ['has(vcs.default_branch.protected)', 'no'],
    ['has(oncall.staffed)', 'unknown'],
    ['!has(oncall.staffed)', 'unknown'],
    ['has(custom.text)', 'yes'],
    ['has(custom.other.deep)', 'no'],
    ['"text" in custom', 'yes'],
    ['"other" in custom', 'no'],
    ['!("other" in custom)', 'yes'],
    ['"pagerduty.com/service-id" in service.annotations', 'unknown'],
    // An absent map has no keys.
    ['"staging" in deploys.environments', 'no'],
    ['!("staging" in deploys.environments)', 'yes'],
    ['git.archived || has(oncall.staffed)', 'yes'],
  ])('%s is %s', (expression, answer) => {
    expect(ask(expression)).toBe(answer);
  });
});

describe('what is not known goes through', () => {
  test.each<[string, Answer]>([
    ['oncall.escalation_levels >= 2', 'unknown'],
    ['vcs.default_branch.required_approvals >= 1', 'missing'],
    // Unknown outweighs missing, whichever side it stands on.
    ['oncall.escalation_levels >= vcs.default_branch.required_approvals', 'unknown'],
    ['vcs.default_branch.required_approvals >= oncall.escalation_levels', 'unknown'],
    ['oncall.escalation_levels + 1 == 2', 'unknown'],
    ['size(oncall.now) > 0', 'unknown'],
    ['oncall.policy.startsWith("x")', 'unknown'],
    ['oncall.policy in ["a", "b"]', 'unknown'],
    ['"a" in oncall.now.map(p, p.name)', 'unknown'],
    ['oncall.now.exists(p, true)', 'unknown'],
    ['git.last_commit_at < now', 'missing'],
    ['[oncall.policy, "x"].size() == 2', 'unknown'],
    ['custom.text == oncall.policy', 'unknown'],
    ['custom.text.matches(oncall.policy)', 'unknown'],
  ])('%s is %s', (expression, answer) => {
    expect(ask(expression)).toBe(answer);
  });
});

describe('over lists', () => {
  const lists = worldOf({
    custom: {
      all: [true, true],
      some: [true, false],
      none: [],
      odd: [true, 3],
      odd_no: [false, 3],
      gap: [{ a: true }, {}],
    },
  });
  test.each<[string, Answer]>([
    ['custom.all.all(x, x)', 'yes'],
    ['custom.some.all(x, x)', 'no'],
    ['custom.none.all(x, x)', 'yes'],
    ['custom.odd.all(x, x)', 'error'],
    ['custom.odd_no.all(x, x)', 'no'],
    ['custom.some.exists(x, x)', 'yes'],
    ['custom.none.exists(x, x)', 'no'],
    ['custom.odd.exists(x, x)', 'yes'],
    ['custom.odd_no.exists(x, x)', 'error'],
    ['custom.gap.exists(x, x.a)', 'yes'],
    ['custom.gap.all(x, x.a)', 'missing'],
    ['custom.gap.all(x, x.a || oncall.staffed)', 'unknown'],
    ['custom.gap.exists_one(x, has(x.a))', 'yes'],
    ['custom.some.exists_one(x, x)', 'yes'],
    ['custom.all.exists_one(x, x)', 'no'],
    ['custom.gap.exists_one(x, x.a)', 'missing'],
    ['custom.gap.filter(x, x.a).size() == 1', 'missing'],
    ['custom.gap.filter(x, has(x.a)).size() == 1', 'yes'],
    ['custom.gap.map(x, x.a).size() == 2', 'missing'],
    ['custom.gap.map(x, has(x.a), x.a) == [true]', 'yes'],
    ['custom.odd.filter(x, x).size() == 1', 'error'],
    ['custom.text.all(x, x)', 'missing'],
    ['custom.all.all(x, oncall.staffed)', 'unknown'],
    ['custom.none.all(x, oncall.staffed)', 'yes'],
  ])('%s is %s', (expression, answer) => {
    expect(answerIn(lists, expression)).toBe(answer);
  });
});

/** A question of `&&`, `||`, `!` and the five leaves, with what the chains say it comes to. */
const { question } = fc.letrec<{ question: { text: string; answer: Answer } }>((tie) => ({
  question: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom(...ANSWERS).map((answer) => ({ text: EXPRESSION[answer], answer })),
    fc.tuple(tie('question'), tie('question')).map(([a, b]) => ({
      text: `(${a.text} && ${b.text})`,
      answer: first(AND, a.answer, b.answer),
    })),
    fc.tuple(tie('question'), tie('question')).map(([a, b]) => ({
      text: `(${a.text} || ${b.text})`,
      answer: first(OR, a.answer, b.answer),
    })),
    tie('question').map(({ text, answer }) => ({
      text: `!${text}`,
      answer: answer === 'yes' ? ('no' as const) : answer === 'no' ? ('yes' as const) : answer,
    })),
  ),
}));

describe('any question', () => {
  test('comes to what the two chains say, however it is nested', () => {
    fc.assert(
      fc.property(question, ({ text, answer }) => {
        expect(ask(text)).toBe(answer);
      }),
      { numRuns: 150 },
    );
  });

  test("obeys Kleene's laws: order, De Morgan, absorption of the decisive side", () => {
    fc.assert(
      fc.property(question, question, (a, b) => {
        expect(ask(`${a.text} && ${b.text}`)).toBe(ask(`${b.text} && ${a.text}`));
        expect(ask(`!(${a.text} && ${b.text})`)).toBe(ask(`!${a.text} || !${b.text}`));
        expect(ask(`${a.text} && ci.passing`)).toBe('no');
        expect(ask(`${a.text} || git.archived`)).toBe('yes');
      }),
      { numRuns: 60 },
    );
  });
});
