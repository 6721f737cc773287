import { expect, test } from 'vitest';
import { explain } from '../../../src/slack/commands/explain.ts';
import { commandContext, said } from '../../support/asking.ts';

test.each([
  ['', '# What is checked'],
  ['merge-approval', '*Why: *'],
  ['facts', '# Facts that rules can ask for'],
  ['production-readiness', '1–20 of 60'],
  ['nothing', 'No rule or scorecard is called “nothing”'],
])('“explain %s” is answered', async (words, shown) => {
  expect(said(await explain.run(words, commandContext()))).toContain(shown);
});
