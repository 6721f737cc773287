import { statSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { openStore } from '../../../src/store/open-store.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

test('the folder that is made for the database is its owner’s alone', async () => {
  const folder = `${temporaryFolder()}/data`;
  const store = await openStore(`sqlite:${folder}/ready.db`);
  onTestFinished(() => store.close());
  expect(statSync(folder).mode & 0o777).toBe(0o700);
});
