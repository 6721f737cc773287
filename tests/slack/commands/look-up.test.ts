import { expect, test } from 'vitest';
import { lookUp } from '../../../src/slack/commands/look-up.ts';
import { commandContext, said } from '../../support/asking.ts';

test.each([
  ['payments-api', '# 🥉 payments-api · Bronze'],
  ['payments-old', 'is now called *payments-api*'],
  ['@payments', '# Payments · 4 services'],
  ['checkout', '# Checkout · 4 services'],
  ['#payments', '3 services share #payments'],
  ['paymets', 'Did you mean one of these?'],
])('“%s” is answered by what it means, privately', async (words, shown) => {
  const answer = said(await lookUp.run(words, commandContext()));
  expect(answer).toMatch(/^private /);
  expect(answer).toContain(shown);
});
