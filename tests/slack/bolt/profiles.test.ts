import { expect, test } from 'vitest';
import { HOUR } from '../../../src/domain/instant.ts';
import { createProfiles, type ProfileSources } from '../../../src/slack/bolt/profiles.ts';

const NOW = Date.parse('2026-03-04T12:00:00Z');

/** As `users.info` answers, shortened. */
function account(id: string, profile: object = {}, more: object = {}) {
  return {
    ok: true,
    user: {
      id,
      team_id: 'T1',
      name: 'ana',
      deleted: false,
      tz: 'Europe/Paris',
      profile: { display_name: 'Ana', status_emoji: '', status_text: '', status_expiration: 0, ...profile },
      ...more,
    },
  };
}

function world(answer: (asked: string) => object = (id) => account(id)) {
  const asked: string[] = [];
  const time = { now: NOW };
  const users = {
    async info({ user }: { user: string }) {
      asked.push(user);
      return answer(user);
    },
    async lookupByEmail({ email }: { email: string }) {
      asked.push(email);
      return answer('UANA');
    },
  };
  const profiles = createProfiles({
    // It asks no more of Slack than these two.
    client: { users } as unknown as ProfileSources['client'],
    clock: { now: () => time.now },
    workspace: { teamId: 'T1', enterpriseId: null },
    accountOf: async (email) => (email === 'mapped@acme.test' ? 'UMAPPED' : undefined),
  });
  return { profiles, asked, time };
}

test('somebody is found by e-mail, by the catalog’s mapping or by id, and asked about once an hour', async () => {
  const { profiles, asked, time } = world();
  expect(await profiles.of('ana@acme.test')).toEqual({
    ...{ id: 'UANA', name: 'Ana', timezone: 'Europe/Paris', away: false, active: true },
  });
  await profiles.of('mapped@acme.test');
  await profiles.of('UBO');
  time.now += HOUR - 1;
  await profiles.of('UBO');
  expect(asked).toEqual(['ana@acme.test', 'UMAPPED', 'UBO']);
  time.now += 1;
  await profiles.of('UBO');
  expect(asked).toHaveLength(4);
});

test.each<[string, object, boolean]>([
  ['a palm tree', { status_emoji: ':palm_tree:', status_text: 'Vacationing' }, true],
  ['an illness', { status_emoji: ':face_with_thermometer:' }, true],
  ['words alone', { status_text: 'Out of office until Monday' }, true],
  ['a holiday that has ended', { status_emoji: ':palm_tree:', status_expiration: NOW / 1000 }, false],
  ['a holiday that goes on', { status_emoji: ':palm_tree:', status_expiration: NOW / 1000 + 1 }, true],
  ['a meeting', { status_emoji: ':spiral_calendar_pad:', status_text: 'In a meeting' }, false],
  ['work on holidays', { status_text: 'Working on the holiday calendar' }, false],
])('of a status with %s', async (_what, profile, away) => {
  const { profiles } = world((id) => account(id, profile));
  expect((await profiles.of('UANA'))?.away).toBe(away);
});

test.each([
  ['a deactivated account', { deleted: true }],
  ['a guest', { is_restricted: true }],
  ['a bot', { is_bot: true }],
  ['somebody of another organisation', { team_id: 'T2' }],
])('%s is told nothing', async (_who, more) => {
  const { profiles } = world((id) => account(id, {}, more));
  expect((await profiles.of('UANA'))?.active).toBe(false);
});

test('who is not there is nobody; while Slack does not answer it says so, and is asked again', async () => {
  const refuse = (error: string) => () => {
    throw Object.assign(new Error(error), { code: 'slack_webapi_platform_error', data: { error } });
  };
  expect(await world(refuse('users_not_found')).profiles.of('gone@acme.test')).toBeNull();
  const { profiles, asked } = world(refuse('ratelimited'));
  await expect(profiles.of('UANA')).rejects.toThrow('who is there');
  await expect(profiles.of('UANA')).rejects.toThrow('who is there');
  expect(asked).toHaveLength(2);
});
