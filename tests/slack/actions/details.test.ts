import { expect, test } from 'vitest';
import { details } from '../../../src/slack/actions/details.ts';
import { detailsValue } from '../../../src/slack/views/targets.ts';
import { actionContext, press, said } from '../../support/asking.ts';

const value = detailsValue({ service: 'payments-api', tab: 'history', offset: 0 });

test('a modal opens at once under the service’s name', () => {
  expect(details.opens?.(press(value))).toMatchObject({
    callback_id: 'details',
    title: { text: 'payments-api' },
  });
});

test('it is filled with the tab that was asked for, and stays the same modal', async () => {
  const answer = await details.run(press(value), actionContext());
  expect(answer).toMatchObject({ kind: 'modal', modal: { callback_id: 'details' } });
  expect(said(answer)).toContain('What changed, newest first');
});

test('a value that no button of ours has is refused kindly', async () => {
  await expect(details.run(press('nonsense'), actionContext())).rejects.toThrow('from an older message');
});
