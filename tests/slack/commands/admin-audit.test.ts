import { expect, test } from 'vitest';
import { adminAudit } from '../../../src/slack/commands/admin-audit.ts';
import { commandContext, said } from '../../support/asking.ts';
import { auditView } from '../../support/view-models.ts';

test('the log of one service, or of everything, is shown to the asker alone', async () => {
  const asked: unknown[] = [];
  const context = commandContext({
    showAudit: async (_viewer, question) => {
      asked.push(question.service);
      return auditView();
    },
  });
  expect(said(await adminAudit.run('ledger', context))).toMatch(/^private [\s\S]*# Who did what/);
  await adminAudit.run('', context);
  expect(asked).toEqual(['ledger', undefined]);
});

test('of a service that is archived the message says so', async () => {
  const service = { id: 'old-api', name: 'Old API', archivedAt: 1 };
  const context = commandContext({ showAudit: async () => auditView({ service }) });
  expect(said(await adminAudit.run('old-api', context))).toContain('# Who did what at Old API (archived)');
});
