import { describe, expect, test } from 'vitest';
import { explanationMessage } from '../../../src/slack/views/explain.ts';
import type { Explanation } from '../../../src/use-cases/explain-rule.ts';
import { expectGoodMessage, poisoned, survivesHostileText } from '../../support/hostile.ts';
import { sketch } from '../../support/sketch.ts';
import { factsExplanation, NOW, ruleExplanation, scorecardExplanation } from '../../support/view-models.ts';

const KEEP = ['kind', 'stage'];
const FIRST = { words: 'x', offset: 0 };
const RULE: Explanation = { kind: 'rule', rule: ruleExplanation() };

function explain(explanation: Explanation, target = FIRST) {
  return explanationMessage(explanation, target, NOW);
}

describe('a rule', () => {
  test('is explained by why, what to do, what it reads, and who is not there yet', () => {
    const message = explain(RULE);
    expectGoodMessage(message);
    expect(sketch(message)).toMatchInlineSnapshot(`
      "
      says: At least one approval is required to merge, for Silver. A second pair of eyes catches what reaches customers otherwise. 8 services not there yet.
      # 🥈 At least one approval is required to merge
      | *Why: *A second pair of eyes catches what reaches customers otherwise.
      | *To do: *Require one review in the repository’s branch rules. · <https://wiki.acme.test/branch-rules|How>
      . Silver of Production readiness · minimum bar · weight 2 · code quality
      . Reads vcs.default_branch.required_approvals: Reviews that the default branch asks for before a merge.
      \`\`\`vcs.default_branch.required_approvals >= 1\`\`\`
      ✅ 30 ok   ❌ 8 not yet   ❔ 2 not known   🛡️ 1 by exception
      Not there yet, longest first:
      | *payments-api* · payments · since {10 March 2026 at 09:41 UTC} · 0 approvals required, needs 1
      | *vault* · since {12 December 2025 at 09:41 UTC} · details are private to its team
      . and 6 more: \`list failing:merge-approval\`
      [static_select open: payments-api → payments-api, vault → vault] [All rules → explain 0 production-readiness]
      "
    `);
  });

  survivesHostileText((text) => explain(poisoned(RULE, text, KEEP)));

  test('fits when 200 services fail it and it reads 200 facts', () => {
    const [first] = ruleExplanation().failing.first;
    const [fact] = ruleExplanation().facts;
    if (first === undefined || fact === undefined) throw new Error('the model has both');
    const many = Array.from({ length: 200 }, () => ({ ...first, reason: '"'.repeat(500) }));
    const facts = Array.from({ length: 200 }, () => ({ ...fact, description: '"'.repeat(500) }));
    const message = explain({
      kind: 'rule',
      rule: ruleExplanation({ failing: { total: 200, first: many }, facts }),
    });
    expectGoodMessage(message);
    expect(sketch(message)).toContain('more: `list failing:merge-approval`');
  });
});

describe('a scorecard', () => {
  test('is explained by its questions, level by level', () => {
    const message = explain({ kind: 'scorecard', scorecard: scorecardExplanation(3) });
    expectGoodMessage(message);
    expect(sketch(message)).toMatchInlineSnapshot(`
      "
      says: Production readiness asks 3 questions in 2 levels.
      # Production readiness
      . What every production service owes its customers
      🥉 *Bronze*
      | *Question 0* · minimum bar
      🥈 *Silver*
      | *Question 1* · 1 not yet
      | *Question 2* · minimum bar · 2 not yet
      [static_select explain: Question 0 → 0 production-readiness/rule-0, Question 1 → 0 production-readiness/rule-1, Question 2 → 0 production-readiness/rule-2]
      "
    `);
  });

  test('turns 200 questions into pages', () => {
    const explanation: Explanation = { kind: 'scorecard', scorecard: scorecardExplanation(200) };
    const first = explain(explanation);
    expectGoodMessage(first);
    const end = Number(/1–(\d+) of 200/.exec(sketch(first))?.[1]);
    expect(sketch(first)).toContain(`[Next ▶ → explain:11 ${end} production-readiness]`);
    const next = explain(explanation, { words: 'production-readiness', offset: end });
    expectGoodMessage(next);
    expect(sketch(next)).toContain('_(continued)_');
    expect(sketch(next)).toContain('[◀ Previous → explain:10 0 production-readiness]');
  });

  test('alone stands for all scorecards', () => {
    const all: Explanation = { kind: 'scorecards', scorecards: [scorecardExplanation(2)] };
    expect(sketch(explain(all))).toContain('# Production readiness');
  });

  survivesHostileText((text) =>
    explain(poisoned({ kind: 'scorecard', scorecard: scorecardExplanation(3) } as const, text, KEEP)),
  );
});

describe('several scorecards', () => {
  const many: Explanation = {
    kind: 'scorecards',
    scorecards: Array.from({ length: 200 }, (_, nth) =>
      scorecardExplanation(3, { id: `card-${nth}`, name: `Card ${nth}` }),
    ),
  };

  test('stand in one list with a menu, also at 200', () => {
    const message = explain(many);
    expectGoodMessage(message);
    expect(sketch(message)).toContain('Card 0 → 0 card-0');
  });

  test('that do not exist say what to do', () => {
    const message = explain({ kind: 'scorecards', scorecards: [] });
    expectGoodMessage(message);
    expect(sketch(message)).toContain('`scorecards/`');
  });

  survivesHostileText((text) => explain(poisoned(many, text, KEEP)));
});

describe('facts', () => {
  test('are told by namespace', () => {
    const message = explain(factsExplanation(), { words: 'facts', offset: 0 });
    expectGoodMessage(message);
    expect(sketch(message)).toMatchInlineSnapshot(`
      "
      says: 4 facts in 2 namespaces that rules can ask for.
      # Facts that rules can ask for
      *version control* (vcs0): How code is kept.
      | *vcs0.field_0* int: Reviews that the default branch asks for.
      | *vcs0.field_1* int: Reviews that the default branch asks for.
      *version control* (vcs1): How code is kept.
      | *vcs1.field_0* int: Reviews that the default branch asks for.
      | *vcs1.field_1* int: Reviews that the default branch asks for.
      "
    `);
  });

  test('turn 200 namespaces into pages', () => {
    const message = explain(factsExplanation(200, 5), { words: 'facts', offset: 40 });
    expectGoodMessage(message);
    expect(sketch(message)).toContain('of 1000');
  });

  survivesHostileText((text) => explain(poisoned(factsExplanation(), text, KEEP)));
});

describe('a misspelt rule', () => {
  const nearest: Explanation = {
    kind: 'nearest',
    asked: 'merge-aproval',
    nearest: ['production-readiness/merge-approval'],
  };

  test('offers the nearest as buttons', () => {
    const message = explain(nearest);
    expectGoodMessage(message);
    expect(sketch(message)).toMatchInlineSnapshot(`
      "
      says: No rule or scorecard is called “merge-aproval”. Did you mean one of these? production-readiness/merge-approval
      No rule or scorecard is called “merge-aproval”. Did you mean one of these?
      [production-readiness/merge-approval → explain:0 0 production-readiness/merge-approval] [All rules → explain:5 0 ]
      "
    `);
  });

  survivesHostileText((text) =>
    explain({ kind: 'nearest', asked: text, nearest: Array.from({ length: 200 }, () => text) }),
  );
});
