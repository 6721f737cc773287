import { expect, test } from 'vitest';
import { adminSources } from '../../../src/slack/commands/admin-sources.ts';
import { commandContext, said } from '../../support/asking.ts';

test('the sources are shown to the asker alone', async () => {
  expect(said(await adminSources.run('', commandContext()))).toMatch(
    /^private [\s\S]*# Where the facts come from/,
  );
});
