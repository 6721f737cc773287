import { expect, test } from 'vitest';
import { checkAgain } from '../../../src/slack/actions/check-again.ts';
import { actionContext, press, said } from '../../support/asking.ts';

test('checking again changes the card in place', async () => {
  const answer = said(await checkAgain.run(press('payments-api'), actionContext()));
  expect(answer).toMatch(/^in-place [\s\S]*Checked again just now:/);
});

test('in a modal it keeps the search field above the card', async () => {
  const answer = said(await checkAgain.run(press('payments-api', { from: 'modal' }), actionContext()));
  expect(answer).toMatch(/^modal [\s\S]*external_select pick[\s\S]*Checked again just now:/);
});

test('it asks who presses anew', () => {
  expect(checkAgain.fresh).toBe(true);
});
