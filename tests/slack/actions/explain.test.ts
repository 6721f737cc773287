import { expect, test } from 'vitest';
import { explain } from '../../../src/slack/actions/explain.ts';
import { explainValue } from '../../../src/slack/views/targets.ts';
import { actionContext, press, said } from '../../support/asking.ts';

test('an explanation turns its pages in place', async () => {
  const value = explainValue({ words: 'production-readiness', offset: 20 });
  expect(said(await explain.run(press(value), actionContext()))).toMatch(/^in-place [\s\S]*21–40 of 60/);
});

test('a value that no button of ours has is refused kindly', async () => {
  await expect(explain.run(press('nonsense'), actionContext())).rejects.toThrow('from an older message');
});
