import { expect, test } from 'vitest';
import { admin } from '../../../src/slack/commands/admin.ts';
import { help } from '../../../src/slack/commands/help.ts';
import { commandContext, said } from '../../support/asking.ts';
import { viewer } from '../../support/viewers.ts';

const context = { ...commandContext(), viewer: viewer({ admin: true }) };

test('what admins may do is listed to admins, and to nobody else', async () => {
  expect(said(await admin.run('', context))).toContain('/ready admin sources');
  await expect(admin.run('', commandContext())).rejects.toThrow('Only admins may do this.');
  expect(said(await help.run('', context))).toContain('/ready admin sources');
  expect(said(await help.run('', commandContext()))).not.toContain('admin');
});

test('a misspelt one is answered with those that there are', async () => {
  await expect(admin.run('surces', context)).rejects.toThrow(
    'There is no `/ready admin surces`. There are: `admin',
  );
});
