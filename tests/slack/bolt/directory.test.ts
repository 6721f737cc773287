/** Who names of ready.yml are, asked of a local workspace by the real client. */
import { expect, onTestFinished, test } from 'vitest';
import { ExternalServiceError } from '../../../src/domain/errors.ts';
import { createSlack } from '../../../src/slack/bolt.ts';
import { type BotOptions, startBot } from '../../support/slack-bot.ts';

const WORKSPACE: BotOptions['workspace'] = {
  people: [
    { name: 'ana' },
    { name: 'bo', email: 'bo@acme.test' },
    { name: 'gil', isRestricted: true, email: 'gil@acme.test' },
    { name: 'ug', isUltraRestricted: true },
    { name: 'gone', deleted: true, email: 'gone@acme.test' },
    { name: 'robot', isBot: true },
    { name: 'foreign', teamId: 'T0OTHER' },
    ...Array.from({ length: 30 }, (_, nth) => ({ name: `sre${nth}` })),
  ],
  groups: [
    { handle: 'approvers', members: ['ana', 'bo', 'gil', 'ug', 'gone', 'robot', 'foreign'] },
    { handle: 'sre', members: Array.from({ length: 30 }, (_, nth) => `sre${nth}`) },
    { handle: 'nobody', members: [] },
  ],
};

async function directory(options: BotOptions = {}) {
  const bot = await startBot('socket', { workspace: WORKSPACE, ...options });
  onTestFinished(() => bot.close());
  const idOf = (name: string) =>
    [...bot.workspace.slack.people.values()].find((one) => one.name === name)?.id ?? '';
  const names = async (...asked: string[]) =>
    (await bot.slack.directory.resolve(asked)).people.map(
      ({ id }) => [...bot.workspace.slack.people.values()].find((one) => one.id === id)?.name,
    );
  return { ...bot, idOf, names, resolve: bot.slack.directory.resolve };
}

test('an e-mail, a Slack user id and a user group are the people that they mean, each once', async () => {
  const it = await directory();
  expect(await it.names('bo@acme.test', it.idOf('ana'), '@Approvers')).toEqual(['ana', 'bo']);
});

test.each(['gil', 'ug', 'gone', 'robot', 'foreign'])('%s decides nothing: no full member', async (name) => {
  const it = await directory();
  const id = it.idOf(name);
  expect(await it.resolve([id])).toEqual({ people: [], unresolved: [id] });
});

test('names that mean nobody are told', async () => {
  const it = await directory();
  const unknown = [
    'nobody@acme.test',
    'gone@acme.test',
    'gil@acme.test',
    '@nobody',
    '@never-heard',
    'U0NOBODY',
    'what',
  ];
  const found = await it.resolve([...unknown, 'bo@acme.test']);
  expect(found.unresolved.toSorted()).toEqual(unknown.toSorted());
  expect(found.people).toHaveLength(1);
});

test('an address that the catalog maps to another account is that account', async () => {
  const accounts = { known: '' };
  const it = await directory({
    slack: { accountOf: async (email) => (email === 'ana.private@home.test' ? accounts.known : undefined) },
  });
  accounts.known = it.idOf('ana');
  expect(await it.names('ana.private@home.test')).toEqual(['ana']);
});

test('who was deactivated, or left the group, a moment ago decides nothing any more', async () => {
  const it = await directory();
  expect(await it.names('@approvers')).toEqual(['ana', 'bo']);
  const { people, groups } = it.workspace.slack;
  const ana = people.get(it.idOf('ana'));
  if (ana !== undefined) ana.deleted = true;
  expect(await it.names('@approvers')).toEqual(['bo']);
  for (const group of groups.values()) group.members = [];
  expect(await it.names('@approvers')).toEqual([]);
});

test('whoever only looks gets an answer that is up to a minute old', async () => {
  const time = { now: 0 };
  const it = await directory({ slack: { clock: { now: () => time.now } } });
  const calls = () => it.workspace.calls.filter(({ method }) => method.startsWith('user')).length;
  await it.resolve(['@approvers']);
  const asked = calls();
  await it.resolve(['@approvers'], true);
  expect(calls()).toBe(asked);
  await it.resolve(['@approvers']);
  expect(calls()).toBeGreaterThan(asked);
  const again = calls();
  time.now += 60_000;
  await it.resolve(['@approvers'], true);
  expect(calls()).toBeGreaterThan(again);
});

test('a large group is asked for in turns', async () => {
  const it = await directory();
  expect(await it.names('@sre')).toHaveLength(30);
});

test.each(['users.info', 'users.lookupByEmail', 'usergroups.list', 'usergroups.users.list'])(
  'a %s that is refused for its rate is Slack’s trouble, and nobody is taken for nobody',
  async (method) => {
    const it = await directory();
    it.workspace.faults.push({ method, times: 1, kind: 'ratelimited', retryAfter: 30 });
    await expect(it.resolve(['bo@acme.test', it.idOf('ana'), '@approvers'])).rejects.toThrow(
      ExternalServiceError,
    );
  },
);

test('before it is connected it knows nobody, and says so', async () => {
  const idle = createSlack({ credentials: {}, clock: { now: () => 0 } } as never);
  await expect(idle.directory.resolve(['x'])).rejects.toThrow(ExternalServiceError);
});
