import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkScorecard } from '../../../src/domain/rules/check-scorecard.ts';
import { FUNCTION_NAMES } from '../../../src/domain/rules/function-names.ts';
import { STEP_BUDGET } from '../../../src/domain/rules/program.ts';
import { factCatalogue } from '../../../src/facts/index.ts';
import { rule, scorecard } from '../../support/judging.ts';

const page = readFileSync(join(import.meta.dirname, '..', '..', '..', 'docs', 'expressions.md'), 'utf8');
const examples = [...page.matchAll(/^expression: (.+)$/gm)].map(([, expression = '']) => expression);

test.each(examples)('the page of the language shows what works: %s', (expression) => {
  expect(
    checkScorecard(scorecard([rule('it', expression)], { levels: ['bronze'] }), factCatalogue),
  ).toMatchObject(
    // Reading nothing but `custom`, the only rule of a scorecard rests on what people state.
    expression.startsWith('custom') ? [{ severity: 'warning', key: 'rules' }] : [],
  );
});

test('the page of the language names every function, and the budget', () => {
  expect(examples.length).toBeGreaterThan(3);
  for (const name of FUNCTION_NAMES) expect(page).toContain(name);
  expect(page).toContain(STEP_BUDGET.toLocaleString('en-GB'));
});
