import { describe, expect, onTestFinished, test } from 'vitest';
import { describeProblem } from '../../src/domain/errors.ts';
import { discoverCatalog } from '../../src/sources/index.ts';
import { slackGroups } from '../../src/sources/slack-groups.ts';
import { startWorkspace } from '../../src/workspace/workspace.ts';

const NOW = Date.parse('2026-03-12T09:41:00Z');

async function workspace(scopes = ['users:read', 'users:read.email', 'usergroups:read']) {
  const slack = await startWorkspace({
    app: { scopes },
    people: [
      { name: 'ana', id: 'U0ANA', email: 'Ana@acme.test', realName: 'Ana Lima', tz: 'Europe/Paris' },
      { name: 'bo', id: 'U0BO', email: 'bo@acme.test', deleted: true },
      { name: 'cy', id: 'U0CY', email: null },
      { name: 'dee', id: 'U0DEE', email: 'dee@acme.test' },
      { name: 'botty', id: 'U0BOTTY', isBot: true },
    ],
    groups: [
      { handle: 'Payments-Team', id: 'S0PAY', name: 'Payments', members: ['ana', 'bo', 'cy', 'botty'] },
      { handle: 'search-team', id: 'S0SEARCH', name: 'Search', members: [] },
      { handle: 'lunch', id: 'S0LUNCH', name: 'Lunch', members: ['dee'] },
    ],
  });
  onTestFinished(() => slack.close());
  const environment: Readonly<Record<string, string>> = {
    SLACK_BOT_TOKEN: 'xoxb-local',
    SLACK_API_URL: slack.apiUrl,
  };
  const asking = (given = environment) => ({
    secrets: (names: readonly string[]) =>
      Object.fromEntries(Object.entries(given).filter(([name]) => names.includes(name))),
    people: [],
    clock: { now: () => NOW },
    wait: async () => {},
    signal: new AbortController().signal,
  });
  const discover = (userGroups: readonly string[] = ['*-team'], given = environment) =>
    slackGroups.discover({ userGroups }, asking(given));
  return { slack, discover, asking };
}

describe('user groups of Slack', () => {
  test('are teams with their members: by e-mail, by id where there is none, without those who left', async () => {
    const { discover } = await workspace();
    const { reading } = await discover();
    expect(reading.teams.map(({ entry }) => entry)).toEqual([
      {
        id: 'payments-team',
        name: 'Payments',
        members: ['ana@acme.test', 'U0CY'],
        stewards: [],
        nudges: 'dm',
        slackUsergroup: 'S0PAY',
      },
      expect.objectContaining({ id: 'search-team', members: [] }),
    ]);
    expect(reading.teams[0]?.origin).toEqual({ source: 'slack-groups', file: 'slack.com/usergroups' });
    expect(reading.discovered).toBe(true);
  });

  test('bring their members as people, and nobody else', async () => {
    const { discover } = await workspace();
    const { reading } = await discover();
    expect(reading.people.map(({ entry }) => entry)).toEqual([
      { email: 'ana@acme.test', slack: 'U0ANA', name: 'Ana Lima', timezone: 'Europe/Paris' },
    ]);
  });

  test.each([
    [['*'], ['payments-team', 'search-team', 'lunch']],
    [['@lunch'], ['lunch']],
    [['PAY*'], ['payments-team']],
    [
      ['lunch*', 'search-team'],
      ['search-team', 'lunch'],
    ],
    [['.*'], []],
  ])('are chosen by their handles: %j', async (patterns, ids) => {
    const { discover } = await workspace();
    const { reading } = await discover(patterns);
    expect(reading.teams.map(({ entry }) => entry.id)).toEqual(ids);
    const left = 3 - ids.length;
    expect(reading.skipped).toEqual(
      left === 0 ? [] : [{ what: 'user group of Slack that the patterns leave out', count: left }],
    );
  });

  test.each([
    ['the token is not accepted', { SLACK_BOT_TOKEN: 'xoxb-wrong' }, 'Slack answers invalid_auth'],
    ['there is none', { SLACK_BOT_TOKEN: undefined }, 'SLACK_BOT_TOKEN is not set'],
  ])('stay as they were when %s', async (_name, change, words) => {
    const { slack, discover } = await workspace();
    const given = { SLACK_API_URL: slack.apiUrl, ...change };
    const { reading } = await discover(['*'], JSON.parse(JSON.stringify(given)));
    expect(reading.teams).toEqual([]);
    expect(reading.rejections.flatMap(({ problems }) => problems.map(describeProblem))).toEqual([
      `The user groups of Slack could not be read: ${words}. What was found there before stays.`,
    ]);
    // Of no kind and no id: everything that is kept of it stays.
    expect(reading.rejections.map(({ kind, id }) => ({ kind, id }))).toEqual([{}]);
  });

  test('stay as they were when only half could be read', async () => {
    const { discover } = await workspace(['usergroups:read']);
    const { reading } = await discover();
    expect(reading.teams).toEqual([]);
    expect(reading.rejections[0]?.problems[0]?.message).toMatch(/Slack wants the scope users:read\.$/);
  });

  test('are not asked for before Slack wants to be asked', async () => {
    const { slack, discover } = await workspace();
    slack.faults.push({ method: 'users.list', times: 1, kind: 'ratelimited', retryAfter: 90 });
    expect(await discover()).toMatchObject({ notBefore: NOW + 90_000, reading: { teams: [] } });
    expect(slack.calls.map(({ method }) => method)).toEqual(['usergroups.list', 'users.list']);
  });

  test('give way to a team of the same id that was found before', async () => {
    const { asking } = await workspace();
    const twice = [{ userGroups: ['payments-team'] }, { userGroups: ['*-team'] }];
    const found = await discoverCatalog(twice, asking());
    expect(found.map(({ reading }) => reading.teams.map(({ entry }) => entry.id))).toEqual([
      ['payments-team'],
      ['search-team'],
    ]);
  });
});
