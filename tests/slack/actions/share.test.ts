import { expect, test } from 'vitest';
import { share } from '../../../src/slack/actions/share.ts';
import { actionContext, press, said } from '../../support/asking.ts';

test('sharing answers everybody, with who shared it and without what is private', async () => {
  const answer = said(await share.run(press('payments-api'), actionContext()));
  expect(answer).toMatch(/^public [\s\S]*Shared by Ana/);
  expect(answer).not.toContain('3 secrets');
});

test('it asks who presses anew', () => {
  expect(share.fresh).toBe(true);
});
