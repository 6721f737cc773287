import { describe, expect, onTestFinished, test } from 'vitest';
import type { Asked, Collected } from '../../src/collectors/collector.ts';
import { slack } from '../../src/collectors/slack.ts';
import type { Person, Team } from '../../src/domain/catalog.ts';
import { HOUR, MINUTE, SECOND } from '../../src/domain/instant.ts';
import type { Seed } from '../../src/workspace/seed.ts';
import { startWorkspace } from '../../src/workspace/workspace.ts';
import { given, NOW, service } from '../support/collecting.ts';
import { learned, notes } from '../support/vendor-at-work.ts';

const SEED: Seed = {
  people: [
    { name: 'ana', email: 'Ana@acme.test' },
    { name: 'bo', email: 'bo@acme.test', deleted: true },
    { name: 'cy', id: 'U0CY', email: 'cy@home.test' },
    { name: 'old-dee', email: 'dee@acme.test', deleted: true },
    { name: 'dee', email: 'dee@acme.test' },
  ],
  channels: [
    { name: 'payments' },
    { name: 'legacy', isArchived: true },
    { name: 'partners', isShared: true },
    { name: 'secret', isPrivate: true, bot: false },
    { name: 'war-room', isPrivate: true },
  ],
  groups: [{ handle: 'payments-team', id: 'S0PAY' }],
};

const SCOPES = ['channels:read', 'groups:read', 'users:read', 'users:read.email', 'usergroups:read'];

function team(more: Partial<Team> = {}): Team {
  const members = ['ana@acme.test', 'bo@acme.test', 'eve@acme.test'];
  return { id: 'payments', name: 'Payments', members, stewards: [], nudges: 'dm', ...more };
}

/** The collector over a local workspace, in a time that moves only by waiting. */
async function world(scopes: readonly string[] = SCOPES, settings = '{}', seed: Seed = SEED) {
  const workspace = await startWorkspace({ ...seed, app: { scopes: [...scopes] } });
  onTestFinished(() => workspace.close());
  const time = { now: NOW };
  const environment = { SLACK_BOT_TOKEN: 'xoxb-local', SLACK_API_URL: workspace.apiUrl };
  const { collector } = slack.configure({
    ...given('slack', { settings, environment }),
    clock: { now: () => time.now },
    wait: async (ms) => {
      time.now += ms;
    },
  });
  async function ask(asked: readonly Asked[]): Promise<Collected[]> {
    const told = await collector.collect(asked, { now: time.now, signal: new AbortController().signal });
    return [...told.values()].flat();
  }
  async function askOne(channel: string | undefined, owner?: Team, people: readonly Person[] = []) {
    const named = { ...(channel === undefined ? {} : { channel }), ...(owner ? { owner: owner.id } : {}) };
    const [told] = await ask([
      { service: service(named), flags: [], ...(owner ? { owner: { team: owner, people } } : {}) },
    ]);
    return told;
  }
  const calls = () => workspace.calls.map(({ method }) => method);
  return { workspace, time, collector, ask, askOne, calls };
}

describe('the members of the owning team', () => {
  test('are counted with those whose account is active; the others are named as the catalog names them', async () => {
    const { askOne } = await world();
    expect(learned(await askOne('#payments', team()))).toMatchObject({
      members: 3,
      active_members: 1,
      gone: ['bo@acme.test', 'eve@acme.test'],
    });
  });

  test('are found by the catalog’s mapping before their address, and by their id', async () => {
    const { askOne } = await world();
    const cy = { email: 'cy@acme.test', slack: 'U0CY' };
    expect(learned(await askOne('#payments', team({ members: ['cy@acme.test'] }), [cy]))).toMatchObject({
      gone: [],
    });
    expect(learned(await askOne('#payments', team({ members: ['cy@acme.test'] })))).toMatchObject({
      gone: ['cy@acme.test'],
    });
    expect(learned(await askOne('#payments', team({ members: ['U0CY'] })))).toMatchObject({ gone: [] });
  });

  test('are active when one of two accounts with their address is', async () => {
    const { askOne } = await world();
    expect(learned(await askOne('#payments', team({ members: ['dee@acme.test'] })))).toMatchObject({
      gone: [],
    });
  });

  test('are not known where Slack shows no addresses', async () => {
    const { askOne } = await world(SCOPES.filter((scope) => scope !== 'users:read.email'));
    const told = await askOne('#payments', team());
    expect(learned(told)).not.toHaveProperty('gone');
    expect(notes(told)).toMatchObject({ gone: expect.stringMatching(/users:read\.email$/) });
  });

  test('that the catalog does not list are to be added', async () => {
    const { askOne } = await world();
    const told = await askOne('#payments', team({ members: [] }));
    expect(learned(told)).toMatchObject({ members: 0 });
    expect(notes(told)).toMatchObject({ gone: expect.stringMatching(/lists no members: add them/) });
  });
});

describe('the owning team', () => {
  test.each([
    ['payments-team', true],
    ['@Payments-Team', true],
    ['S0PAY', true],
    ['gone-team', false],
  ])('exists when its user group does: %s', async (slackUsergroup, exists) => {
    const { askOne } = await world();
    expect(learned(await askOne(undefined, team({ slackUsergroup })))).toMatchObject({
      owner_exists: exists,
    });
  });

  test('that names no user group is nothing that Slack could know', async () => {
    const { askOne } = await world();
    const told = await askOne(undefined, team());
    expect(told).toMatchObject({
      fresh: {
        unreadable: [{ path: 'owner_exists', reason: 'the team payments names no user group of Slack' }],
      },
    });
  });
});

describe('the channel', () => {
  test.each([
    ['#payments', { exists: true, archived: false, shared_outside: false }],
    ['#Payments', { exists: true, archived: false, shared_outside: false }],
    ['#legacy', { exists: true, archived: true, shared_outside: false }],
    ['#partners', { exists: true, archived: false, shared_outside: true }],
    ['#war-room', { exists: true, archived: false, shared_outside: false }],
  ])('is as Slack has it: %s', async (channel, facts) => {
    const { askOne } = await world();
    expect(learned(await askOne(channel))).toMatchObject({ channel: facts });
  });

  test('is found by its id, and is the team’s where the service names none', async () => {
    const { workspace, askOne } = await world();
    const [id = ''] = [...workspace.slack.conversations.values()].map((one) => one.id);
    expect(learned(await askOne(id))).toMatchObject({ channel: { exists: true } });
    expect(learned(await askOne(undefined, team({ channel: '#legacy' })))).toMatchObject({
      channel: { archived: true },
    });
  });

  test.each(['#secret', '#no-such-channel'])(
    'that the app does not see may be private: %s',
    async (channel) => {
      const { askOne } = await world();
      const told = await askOne(channel);
      expect(learned(told)).toEqual({});
      expect(notes(told)).toMatchObject({
        channel: expect.stringMatching(/invite the app if it is private$/),
      });
    },
  );

  test('that the app does not see is gone where ready.yml says so', async () => {
    const { askOne } = await world(SCOPES, '{unseen_channels: gone}');
    expect(learned(await askOne('#no-such-channel'))).toEqual({ channel: { exists: false } });
  });
});

describe('a service', () => {
  test('that names nobody says what to add, and Slack is not asked', async () => {
    const { askOne, calls } = await world();
    expect(notes(await askOne(undefined))).toEqual({
      '': 'neither owner nor channel is named: add `owner` and `channel` to payments-api',
    });
    expect(calls()).toEqual([]);
  });

  test('of many shares the lists with the others', async () => {
    const { workspace, ask, calls, time } = await world();
    const all = Array.from({ length: 150 }, (_, number) => ({
      service: service({ id: `s-${number}`, channel: '#payments', owner: 'payments' }),
      flags: [],
      owner: { team: team(), people: [] },
    }));
    await ask(all);
    await ask(all);
    expect(calls().toSorted()).toEqual(['conversations.list', 'users.list']);
    time.now += HOUR;
    for (const conversation of workspace.slack.conversations.values()) conversation.isArchived = true;
    const [told] = await ask(all);
    expect(learned(told)).toMatchObject({ channel: { archived: true } });
  });
});

describe('Slack', () => {
  test('that refuses one list leaves the rest known', async () => {
    const { askOne } = await world(SCOPES.filter((scope) => !scope.startsWith('users:')));
    const told = await askOne('#payments', team());
    expect(learned(told)).toEqual({ channel: { exists: true, archived: false, shared_outside: false } });
    expect(notes(told)).toMatchObject({
      gone: 'Slack does not allow it: the app needs the scope users:read; install it again from manifest.yml',
    });
  });

  test('that answers nothing failed, after three tries', async () => {
    const { workspace, askOne } = await world();
    await workspace.close();
    expect(learned(await askOne('#payments', team()))).toBe('Slack cannot be reached');
  });

  test('that does not know the token failed', async () => {
    const { workspace, askOne } = await world();
    workspace.slack.app.botToken = 'xoxb-another';
    expect(learned(await askOne('#payments'))).toBe('Slack answers invalid_auth');
  });

  test('that wants a moment of silence gets it, and is asked again then', async () => {
    const { workspace, askOne, time, calls } = await world();
    workspace.faults.push({ method: 'conversations.list', times: 1, kind: 'ratelimited', retryAfter: 30 });
    expect(learned(await askOne('#payments'))).toMatchObject({ channel: { exists: true } });
    expect(time.now - NOW).toBe(30 * SECOND);
    expect(calls()).toEqual(['conversations.list', 'conversations.list']);
  });

  test('that wants a long silence is told to nobody as a failure, and not asked before', async () => {
    const { workspace, askOne, time, calls } = await world();
    workspace.faults.push({ method: 'conversations.list', times: 1, kind: 'ratelimited', retryAfter: 600 });
    expect(await askOne('#payments')).toMatchObject({ notBefore: NOW + 10 * MINUTE });
    time.now += 5 * MINUTE;
    expect(await askOne('#payments')).toMatchObject({ notBefore: NOW + 10 * MINUTE });
    expect(calls()).toEqual(['conversations.list']);
    time.now += 6 * MINUTE;
    expect(learned(await askOne('#payments'))).toMatchObject({ channel: { exists: true } });
  });

  test('that breaks is asked again, three times in all', async () => {
    const { workspace, askOne } = await world();
    workspace.faults.push({ method: 'conversations.list', times: 2, kind: 'server-error', status: 503 });
    expect(learned(await askOne('#payments'))).toMatchObject({ channel: { exists: true } });
    workspace.faults.push({ method: 'users.list', times: 3, kind: 'server-error', status: 503 });
    expect(notes(await askOne('#payments', team()))).toMatchObject({ gone: 'Slack answers 503' });
  });

  test('tells its lists page by page; one that fails discards them all', async () => {
    const people = Array.from({ length: 1_200 }, (_, n) => ({ name: `p${n}`, email: `p${n}@acme.test` }));
    const { workspace, askOne, calls } = await world(SCOPES, '{}', { ...SEED, people });
    const owner = team({ members: ['p0@acme.test', 'p1199@acme.test', 'eve@acme.test'] });
    const list = workspace.slack.people;
    // From the second page on it refuses.
    const values = list.values.bind(list);
    let asked = 0;
    list.values = () => {
      asked += 1;
      if (asked === 2)
        workspace.faults.push({ method: 'users.list', times: 1, kind: 'error', error: 'invalid_cursor' });
      return values();
    };
    expect(notes(await askOne('#payments', owner))).toMatchObject({ gone: 'Slack answers invalid_cursor' });
    list.values = values;
    workspace.faults.splice(0);
    expect(learned(await askOne('#payments', owner))).toMatchObject({
      active_members: 2,
      gone: ['eve@acme.test'],
    });
    expect(calls().filter((method) => method === 'users.list').length).toBe(6);
  });

  test('without a token is not configured', () => {
    expect(slack.configure(given('slack')).collector.source.configured).toEqual({
      lacks: 'SLACK_BOT_TOKEN is not set',
    });
  });
});
