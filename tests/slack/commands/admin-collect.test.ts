import { expect, test } from 'vitest';
import { adminCollect } from '../../../src/slack/commands/admin-collect.ts';
import { commandContext, said } from '../../support/asking.ts';
import { collectionRun } from '../../support/view-models.ts';

test.each([
  ['all', { kind: 'all' }],
  ['All', { kind: 'all' }],
  ['@payments', { kind: 'team', id: 'payments' }],
  ['checkout', { kind: 'system', id: 'checkout' }],
])('“admin collect %s” begins, and says that a message follows', async (words, what) => {
  const asked: unknown[] = [];
  const context = commandContext({
    beginCollection: async (_viewer, meant) => {
      asked.push(meant);
      return collectionRun();
    },
  });
  expect(said(await adminCollect.run(words, context))).toContain(
    'The facts of all services are being collected: 200 services.',
  );
  expect(asked).toEqual([what]);
});

test('without a word it says which there are', async () => {
  await expect(adminCollect.run('', commandContext())).rejects.toThrow('Say which: `all`');
});
