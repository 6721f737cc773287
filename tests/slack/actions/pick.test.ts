import { expect, test } from 'vitest';
import { pick } from '../../../src/slack/actions/pick.ts';
import { actionContext, press, said } from '../../support/asking.ts';

test('the search field offers what fits', async () => {
  const answer = await pick.options?.('pay', actionContext());
  expect(answer && said(answer)).toBe('options payments-api');
});

test('the chosen service’s card stands below it', async () => {
  expect(said(await pick.run(press('ledger'), actionContext()))).toMatch(
    /^modal [\s\S]*pick[\s\S]*# 🥉 ledger/,
  );
});
