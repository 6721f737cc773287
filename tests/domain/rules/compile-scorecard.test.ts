import { expect, test } from 'vitest';
import { compileScorecard } from '../../../src/domain/rules/compile-scorecard.ts';
import { factCatalogue } from '../../../src/facts/index.ts';
import { rule, scorecard } from '../../support/judging.ts';

function compiled(expression: string, appliesTo?: string) {
  const card = scorecard([rule('it', expression)], appliesTo === undefined ? {} : { appliesTo });
  return compileScorecard(card, factCatalogue).rules[0];
}

test.each<[expression: string, paths: string[]]>([
  ['vcs.default_branch.required_approvals >= 1', ['vcs.default_branch.required_approvals']],
  ['has(service.link.runbook) || "logs" in service.link', ['service.link.runbook', 'service.link.logs']],
  ['service.annotations["pagerduty.com/service-id"] != ""', ['service.annotations.pagerduty.com/service-id']],
  ['service.links.exists(l, l.type == "x" && l.url != custom.a.b)', ['service.links', 'custom.a.b']],
  ['ci.passing && ci.passing', ['ci.passing']],
  ['"load-test" in custom', ['custom.load-test']],
  ['custom.exists(k, k == "x")', ['custom']],
  ['service.links.exists(service, service.type == "x")', ['service.links']],
  ['now < timestamp(attested["drill"].expires_at)', ['attested.drill.expires_at']],
])('%s reads %j', (expression, paths) => {
  expect(compiled(expression)?.paths).toEqual(paths);
});

test('a rule reads what its filter reads, and asks for the time when that does', () => {
  const one = compiled('ci.passing', 'now - git.last_commit_at < duration("30d")');
  expect(one?.paths).toEqual(['ci.passing', 'git.last_commit_at']);
  expect(one?.asksTime).toBe(true);
  expect(compiled('ci.passing')?.asksTime).toBe(false);
  expect(compiled('incidents.recent.exists(now, now.paged)')?.asksTime).toBe(false);
});

test('rules that read the same share it, unless one wants it younger', () => {
  const rules = [
    rule('a', 'coverage.percent > 1'),
    rule('b', 'coverage.percent > 2'),
    rule('c', 'coverage.percent > 3', { maxAge: 1 }),
  ];
  const { slots } = compileScorecard(scorecard(rules), factCatalogue);
  expect(slots.map(({ name, maxAge }) => [name, maxAge])).toEqual([
    ['coverage.percent', null],
    ['coverage.percent', 1],
  ]);
});
