import { expect, test } from 'vitest';
import { list } from '../../../src/slack/commands/list.ts';
import { commandContext, said } from '../../support/asking.ts';

test('a list begins with its first page and keeps the filters', async () => {
  const answer = said(await list.run('tier:tier-1', commandContext()));
  expect(answer).toContain('Filter: tier:tier-1');
  expect(answer).toContain('turn-page:1 list 12 tier:tier-1');
});

test('a filter that does not exist is the person’s to mend', async () => {
  await expect(list.run('nonsense:x', commandContext())).rejects.toThrow('There is no filter “nonsense”');
});
