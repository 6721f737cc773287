import { expect, test } from 'vitest';
import { onBothDatabases } from '../support/databases.ts';

onBothDatabases('marks', (database) => {
  test('a mark is what was last written, also after a restart, and undefined before', async () => {
    const url = await database.url();
    const store = await database.open(url);
    expect(await store.marks.read('files')).toBeUndefined();
    await store.marks.write('files', 'one');
    await store.marks.write('files', 'two');
    await store.marks.write('other', 'three');
    await store.close();
    expect(await (await database.open(url)).marks.read('files')).toBe('two');
  });
});
