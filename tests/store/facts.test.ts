import { describe, expect, test } from 'vitest';
import type { FactDocument } from '../../src/domain/fact.ts';
import { onBothDatabases } from '../support/databases.ts';
import { changeOf, documentOf, NOW, recordOf } from '../support/store-records.ts';

onBothDatabases('facts', (database) => {
  async function withServices(...ids: string[]) {
    const store = await database.open();
    const services = ids.map((id) => recordOf({ id }, { key: id }));
    await store.catalog.apply(changeOf({ services }));
    return store;
  }

  test('gives back the documents of the services asked for, by namespace and collector', async () => {
    const { facts } = await withServices('a', 'b', 'c');
    const documents = [
      documentOf({ namespace: 'vcs', collector: 'github', value: { note: '\u0000 \ud800 "' } }),
      documentOf({ namespace: 'git', absent: [{ path: 'x', reason: 'not linked' }] }),
      documentOf({
        namespace: 'vcs',
        collector: 'bitbucket',
        value: null,
        collectedAt: null,
        error: '503',
        failedAt: NOW,
      }),
    ];
    await facts.save(documents.map((document) => ({ key: 'a', document })));
    await facts.save([{ key: 'b', document: documentOf() }]);
    const found = await facts.of(['a', 'c', 'nobody']);
    expect([...found.keys()]).toEqual(['a']);
    expect(found.get('a')).toEqual([documents[1], documents[2], documents[0]]);
  });

  test('a document replaces the one of the same namespace and collector', async () => {
    const { facts } = await withServices('a');
    await facts.save([{ key: 'a', document: documentOf({ value: { n: 1 } }) }]);
    await facts.save([
      { key: 'a', document: documentOf({ value: { n: 2 } }) },
      { key: 'a', document: documentOf({ value: { n: 3 } }) },
    ]);
    expect((await facts.of(['a'])).get('a')).toEqual([documentOf({ value: { n: 3 } })]);
  });

  test('facts of a service that is not there are refused', async () => {
    const { facts } = await withServices('a');
    await expect(facts.save([{ key: 'nobody', document: documentOf() }])).rejects.toThrow(/foreign key/i);
  });

  describe('the fingerprint', () => {
    const other: [what: string, document: FactDocument][] = [
      ['value', documentOf({ value: { default_branch: 'trunk' } })],
      ['time', documentOf({ collectedAt: NOW + 1 })],
      ['failure', documentOf({ error: '503', failedAt: NOW })],
      ['note', documentOf({ unreadable: [{ path: 'x', reason: 'forbidden' }] })],
      ['collector', documentOf({ collector: 'github' })],
    ];

    test.each(other)('differs with another %s', async (_what, document) => {
      const { facts } = await withServices('a');
      await facts.save([{ key: 'a', document: documentOf() }]);
      const before = (await facts.fingerprints(['a'])).get('a');
      await facts.save([{ key: 'a', document }]);
      expect((await facts.fingerprints(['a'])).get('a')).not.toBe(before);
    });

    test('is the same for the same documents, in whatever order they came', async () => {
      const { facts } = await withServices('a', 'b', 'c');
      const documents = ['git', 'ci', 'vcs'].map((namespace) => documentOf({ namespace }));
      await facts.save(documents.map((document) => ({ key: 'a', document })));
      await facts.save(documents.toReversed().map((document) => ({ key: 'b', document })));
      const found = await facts.fingerprints(['a', 'b', 'c']);
      expect(found.get('a')).toBe(found.get('b'));
      expect(found.get('a')?.length).toBeLessThan(40);
      expect(found.has('c')).toBe(false);
    });
  });

  test('when it was asked alone makes no difference to the fingerprint: nobody could judge by it', async () => {
    const { facts } = await withServices('a');
    const asked = documentOf({ attemptedAt: 11 });
    await facts.save([{ key: 'a', document: asked }]);
    const before = (await facts.fingerprints(['a'])).get('a');
    await facts.save([{ key: 'a', document: { ...asked, attemptedAt: 99 } }]);
    expect((await facts.fingerprints(['a'])).get('a')).toBe(before);
  });
});
