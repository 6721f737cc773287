import { expect, test } from 'vitest';
import { help } from '../../../src/slack/commands/help.ts';
import { commands } from '../../../src/slack/commands/index.ts';
import { commandContext, said } from '../../support/asking.ts';
import { viewer } from '../../support/viewers.ts';

test('help shows every verb of the registry', async () => {
  const answer = said(await help.run('', { ...commandContext(), viewer: viewer({ admin: true }) }));
  for (const { usage, summary } of commands) {
    expect(answer).toContain(`/ready ${usage}`.trim());
    expect(answer).toContain(summary);
  }
});
