import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openCheckout } from '../../../src/collectors/git/command.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** A `git` on a search path of its own, that does this instead. */
async function opened(script: string, signal = new AbortController().signal) {
  const searchPath = temporaryFolder();
  writeFileSync(join(searchPath, 'git'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  const { git } = await openCheckout(temporaryFolder(), searchPath, signal);
  return git;
}

test('git that does not end is ended when time is up', async () => {
  const stop = new AbortController();
  const git = await opened('exec /bin/sleep 60', stop.signal);
  const answer = git(['rev-parse']);
  stop.abort(new Error('time is up'));
  await expect(answer).rejects.toThrow('time is up');
});

test('git that prints more than we keep is ended, and said to have', async () => {
  const git = await opened('exec /usr/bin/head -c 40000000 /dev/zero');
  expect(await git(['ls-tree'])).toMatchObject({ ok: false, tooLarge: true });
});

test('git sees no configuration but its own, and none of our environment', async () => {
  const git = await opened('/usr/bin/env; printf "%s\\n" "$@"');
  const answer = await git(['rev-list', '--end-of-options', 'HEAD']);
  const text = answer.ok ? answer.text : answer.said;
  expect(text).toContain('GIT_CONFIG_NOSYSTEM=1\n');
  expect(text).toContain('GIT_CONFIG_GLOBAL=/dev/null\n');
  expect(text).toContain('GIT_ALLOW_PROTOCOL=none\n');
  expect(text).not.toMatch(/^(HOME|VITEST|SSH_AUTH_SOCK)=/m);
  expect(text).toMatch(/-c\ncore\.fsmonitor=false\n/);
  expect(text).toMatch(/rev-list\n--end-of-options\nHEAD\n$/);
});
