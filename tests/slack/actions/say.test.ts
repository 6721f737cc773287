import { expect, test } from 'vitest';
import { say } from '../../../src/slack/actions/say.ts';
import { actionContext, press, said } from '../../support/asking.ts';

test('what is typed for the person takes the place of the message that offered it', async () => {
  expect(said(await say.run(press('list'), actionContext()))).toContain('in-place \nsays: said list');
});

test('an answer that is no message stays as it is', async () => {
  const context = { ...actionContext(), say: async () => ({ kind: 'nothing' }) as const };
  expect(await say.run(press(''), context)).toEqual({ kind: 'nothing' });
});
