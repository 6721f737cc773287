import { expect, onTestFinished, test } from 'vitest';
import { openApp } from '../../src/app.ts';
import { slack } from '../../src/collectors/slack.ts';
import { readConfig } from '../../src/config.ts';
import { collectDue } from '../../src/use-cases/collect-due.ts';
import { startWorkspace } from '../../src/workspace/workspace.ts';
import { recordingLog } from '../support/recording-log.ts';
import { START } from '../support/small-home.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const CATALOG = `
teams:
  - {id: payments, name: Payments, members: [ana@acme.test, bo@acme.test, cy@acme.test], channel: "#legacy"}
services:
  - {id: shop, name: Shop, tier: tier-1, owner: payments}
`;

test('an app in Slack knows which channel of a service is there, and who of its team left', async () => {
  const workspace = await startWorkspace({
    app: { scopes: ['channels:read', 'users:read', 'users:read.email'] },
    people: [
      { name: 'ana', email: 'ana@acme.test' },
      { name: 'bo', email: 'bo@acme.test', deleted: true },
      { name: 'cy', id: 'U0CY', email: 'cy@home.test' },
    ],
    channels: [{ name: 'legacy', isArchived: true }],
  });
  onTestFinished(() => workspace.close());
  const folder = temporaryFolder({
    'ready.yml': 'organisation: Acme\ntiers: [{id: tier-1}]\npeople: [{email: cy@acme.test, slack: U0CY}]\n',
    'catalog/all.yml': CATALOG,
  });
  const { botToken, appToken } = workspace.credentials;
  const environment = {
    READY_HOME: folder,
    SLACK_BOT_TOKEN: botToken,
    SLACK_APP_TOKEN: appToken,
    SLACK_API_URL: workspace.apiUrl,
  };
  const config = await readConfig(environment, { cwd: folder });
  const app = await openApp({
    ...{ config, database: config.database, access: 'write', log: recordingLog() },
    clock: { now: () => START },
    collectors: [slack],
  });
  onTestFinished(() => app.close());
  await app.importCatalog({ by: 'test', confirm: false });
  await collectDue(app.context);
  const [service] = await app.store.catalog.keysAfter(null, 1);
  const documents = await app.store.facts.of([service?.key ?? '']);
  expect(documents.get(service?.key ?? '')?.map(({ value, error }) => ({ value, error }))).toEqual([
    {
      error: null,
      value: {
        members: 3,
        active_members: 2,
        gone: ['bo@acme.test'],
        channel: { exists: true, archived: true, shared_outside: false },
      },
    },
  ]);
});
