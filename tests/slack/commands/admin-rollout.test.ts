import { expect, test } from 'vitest';
import { adminJobs } from '../../../src/slack/commands/admin-jobs.ts';
import { adminRollout } from '../../../src/slack/commands/admin-rollout.ts';
import { commandContext, said } from '../../support/asking.ts';
import { literalNudges, rolloutView } from '../../support/literal-nudges.ts';

test.each([
  ['', 'rollout'],
  ['add payments', 'add payments'],
  ['Remove @payments', 'remove payments'],
])('“admin rollout %s” shows who is told then', async (words, done) => {
  const calls: string[] = [];
  const note = (what: string) => {
    calls.push(what);
    return Promise.resolve(rolloutView());
  };
  const nudges = literalNudges({
    rollout: () => note('rollout'),
    addTeam: (_viewer, team) => note(`add ${team}`),
    removeTeam: (_viewer, team) => note(`remove ${team}`),
  });
  expect(said(await adminRollout.run(words, commandContext({ nudges })))).toContain('Who is reminded');
  expect(calls).toEqual([done]);
});

test('“admin rollout sample” shows what a team would get', async () => {
  expect(said(await adminRollout.run('sample payments', commandContext()))).toContain(
    'nothing was sent to anybody',
  );
});

test.each(['add', 'burn payments', 'add payments search'])(
  '“admin rollout %s” says what to type',
  async (words) => {
    await expect(adminRollout.run(words, commandContext())).rejects.toThrow(
      'Say `add`, `remove` or `sample`',
    );
  },
);

test('“admin jobs” shows what runs by itself', async () => {
  expect(said(await adminJobs.run('', commandContext()))).toContain('What runs by itself');
});
