import { expect, test } from 'vitest';
import { ConfigError } from '../../src/domain/errors.ts';
import { onBothDatabases } from '../support/databases.ts';

onBothDatabases('the workspace', (database) => {
  test('a new database belongs to nobody', async () => {
    const { workspace } = await database.open();
    expect(await workspace.stamped()).toBeNull();
  });

  test('a database belongs to the workspace that stamped it first', async () => {
    const { workspace } = await database.open();
    await workspace.stamp({ teamId: 'T1', enterpriseId: null });
    await expect(workspace.stamp({ teamId: 'T2', enterpriseId: null })).rejects.toThrow(ConfigError);
    await expect(workspace.stamp({ teamId: 'T2', enterpriseId: null })).rejects.toThrow(
      'this database belongs to the Slack workspace T1, not to T2. Give each workspace a database of its own',
    );
    expect(await workspace.stamped()).toEqual({ teamId: 'T1', enterpriseId: null });
  });

  test('a workspace that joined an organisation keeps its database', async () => {
    const { workspace } = await database.open();
    await workspace.stamp({ teamId: 'T1', enterpriseId: null });
    await workspace.stamp({ teamId: 'T1', enterpriseId: 'E1' });
    expect(await workspace.stamped()).toEqual({ teamId: 'T1', enterpriseId: 'E1' });
  });
});
