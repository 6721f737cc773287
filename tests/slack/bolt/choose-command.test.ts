import { expect, test } from 'vitest';
import { chooseCommand } from '../../../src/slack/bolt/choose-command.ts';
import { commands } from '../../../src/slack/commands/index.ts';

const isService = async (word: string) => ['list', 'help', 'payments-api'].includes(word);
const never = async () => false;

test.each([
  ['', 'mine', ''],
  ['   ', 'mine', ''],
  ['help', 'help', ''],
  ['HELP me', 'help', 'me'],
  ['list', 'look-up', 'list'],
  ['list team:x', 'look-up', 'list team:x'],
  ['explain merge-approval', 'explain', 'merge-approval'],
  ['payments-api', 'look-up', 'payments-api'],
  ['admin', 'admin', ''],
  ['Admin Sources', 'admin-sources', ''],
  ['admin surces', 'admin', 'surces'],
  ['admin-sources', 'look-up', 'admin-sources'],
  ['mine', 'look-up', 'mine'],
  ['look-up x', 'look-up', 'look-up x'],
])('“%s” is for %s, with “%s”', async (text, name, words) => {
  const chosen = await chooseCommand(text, commands, isService);
  expect([chosen.command.name, chosen.words]).toEqual([name, words]);
});

test('a verb that is no service is that verb', async () => {
  expect((await chooseCommand('list team:x', commands, never)).command.name).toBe('list');
});

test('nothing is looked up for words that are no verb', async () => {
  const looked: string[] = [];
  await chooseCommand('payments-api', commands, async (word) => looked.push(word) > 0);
  expect(looked).toEqual([]);
});
