import { expect, test } from 'vitest';
import { mine } from '../../../src/slack/commands/mine.ts';
import { commandContext, said } from '../../support/asking.ts';

test('the bare command shows one’s own services, privately', async () => {
  expect(said(await mine.run('', commandContext()))).toMatch(/^private [\s\S]*# Your services/);
});
