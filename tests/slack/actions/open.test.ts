import { expect, test } from 'vitest';
import { open } from '../../../src/slack/actions/open.ts';
import { actionContext, press, said } from '../../support/asking.ts';

test('a service chosen from a list opens beside it', async () => {
  expect(said(await open.run(press('ledger'), actionContext()))).toMatch(/^private [\s\S]*# 🥉 ledger/);
});
