import { expect, test } from 'vitest';
import { show } from '../../../src/slack/actions/show.ts';
import { shownValue } from '../../../src/slack/views/targets.ts';
import { actionContext, press, said } from '../../support/asking.ts';

test.each([
  ['service', 'ledger', '# 🥉 ledger'],
  ['team', 'payments', '# Payments'],
  ['system', 'checkout', '# Checkout'],
] as const)('a %s that was meant takes the question’s place', async (kind, id, shown) => {
  const answer = said(await show.run(press(shownValue(kind, id)), actionContext()));
  expect(answer).toMatch(/^in-place /);
  expect(answer).toContain(shown);
});

test('a value that no button of ours has is refused kindly', async () => {
  await expect(show.run(press('nonsense'), actionContext())).rejects.toThrow('from an older message');
});
