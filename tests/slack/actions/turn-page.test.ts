import { expect, test } from 'vitest';
import { turnPage } from '../../../src/slack/actions/turn-page.ts';
import { pageValue } from '../../../src/slack/views/targets.ts';
import { actionContext, press, said } from '../../support/asking.ts';

test.each([
  [{ listing: { kind: 'list', query: 'tier:tier-1' }, offset: 12 }, 'Filter: tier:tier-1'],
  [{ listing: { kind: 'team', id: 'payments' }, offset: 12 }, '# Payments'],
  [{ listing: { kind: 'system', id: 'checkout' }, offset: 12 }, '# Checkout'],
] as const)('the next page of %o takes the place of this one', async (page, shown) => {
  const answer = said(await turnPage.run(press(pageValue(page)), actionContext()));
  expect(answer).toMatch(/^in-place /);
  expect(answer).toContain(shown);
  expect(answer).toContain('13–24 of 40');
});

test('a value that no button of ours has is refused kindly', async () => {
  await expect(turnPage.run(press('nonsense'), actionContext())).rejects.toThrow('from an older message');
});
