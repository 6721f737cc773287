import { expect, test } from 'vitest';
import type { Git, GitAnswer } from '../../../src/collectors/git/command.ts';
import { readContents } from '../../../src/collectors/git/contents.ts';
import { fileFacts, pipelineFacts } from '../../../src/collectors/git/facts.ts';

const STRETCH = { folder: '/shop', tip: 'abc', paths: [] };

function answering(answer: GitAnswer): Git {
  return () => Promise.resolve(answer);
}

test('a repository with more files than we read leaves all that they would tell unknown', async () => {
  const tooLarge = answering({ ok: false, code: -1, said: '', tooLarge: true });
  const contents = await readContents(tooLarge, STRETCH);
  expect(contents).toBeUndefined();
  const { value, unreadable, absent } = fileFacts(contents);
  expect([value, absent]).toEqual([{}, []]);
  expect(unreadable).toContainEqual({ path: 'readme', reason: 'the repository has more files than we read' });
  expect(pipelineFacts(contents)).toMatchObject({ value: {}, unreadable: [{ path: 'providers' }] });
});

test('any other refusal is the vendor’s failure', async () => {
  const refusing = answering({
    ok: false,
    code: 128,
    said: 'fatal: not a tree object\nmore',
    tooLarge: false,
  });
  await expect(readContents(refusing, STRETCH)).rejects.toThrow('git cannot read /shop: not a tree object');
});
