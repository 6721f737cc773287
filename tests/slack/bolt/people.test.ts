import { describe, expect, test } from 'vitest';
import { MINUTE } from '../../../src/domain/instant.ts';
import { createPeople } from '../../../src/slack/bolt/people.ts';
import type { Profile } from '../../../src/use-cases/verbs.ts';
import { literalVerbs } from '../../support/literal-verbs.ts';

const ANA = {
  id: 'UANA',
  team_id: 'T1',
  name: 'ana',
  real_name: 'Ana Bell',
  tz: 'Europe/Paris',
  profile: { display_name: 'Ana', email: 'ana@acme.test' },
};

function people(users: (object | Error)[], enterpriseId: string | null = null) {
  const time = { now: 0 };
  const profiles: Profile[] = [];
  const kept = createPeople({
    client: {
      users: {
        info: async () => {
          const user = users.length > 1 ? users.shift() : users[0];
          if (user instanceof Error) throw user;
          return { ok: true, user };
        },
      },
    } as never,
    verbs: {
      viewerOf(profile) {
        profiles.push(profile);
        return literalVerbs().viewerOf(profile);
      },
    },
    clock: { now: () => time.now },
    workspace: { teamId: 'T1', enterpriseId },
  });
  return { ...kept, time, profiles };
}

describe('a profile', () => {
  test('is what Slack says of the person', async () => {
    const { viewer, profiles } = people([ANA]);
    await viewer('UANA', false);
    expect(profiles).toEqual([
      {
        id: 'UANA',
        name: 'Ana',
        email: 'ana@acme.test',
        timezone: 'Europe/Paris',
        stranger: false,
        guest: false,
      },
    ]);
  });

  test.each<[string, object, string | null, Partial<Profile>]>([
    ['of another team is a stranger’s', { team_id: 'T2' }, null, { stranger: true }],
    [
      'of another team of the organisation is not',
      { team_id: 'T2', enterprise_user: { enterprise_id: 'E1' } },
      'E1',
      { stranger: false },
    ],
    [
      'of another organisation’s Grid is',
      { team_id: 'T2', enterprise_user: { enterprise_id: 'E2' } },
      'E1',
      { stranger: true },
    ],
    ['that Slack calls a stranger’s is', { is_stranger: true }, null, { stranger: true }],
    ['of somebody deactivated is a stranger’s', { deleted: true }, null, { stranger: true }],
    ['of a bot is a stranger’s', { is_bot: true }, null, { stranger: true }],
    ['of a restricted person is a guest’s', { is_restricted: true }, null, { guest: true }],
    ['of a single-channel guest is a guest’s', { is_ultra_restricted: true }, null, { guest: true }],
    [
      'without a display name has the real one',
      { profile: { display_name: '' } },
      null,
      { name: 'Ana Bell', email: null },
    ],
  ])('%s', async (_what, change, enterprise, expected) => {
    const { viewer, profiles } = people([{ ...ANA, ...change }], enterprise);
    await viewer('UANA', false);
    expect(profiles[0]).toMatchObject(expected);
  });

  test('is remembered for a minute, but read anew for decisions', async () => {
    const { viewer, profiles, time } = people([
      ANA,
      { ...ANA, is_restricted: true },
      { ...ANA, deleted: true },
    ]);
    await viewer('UANA', false);
    time.now = MINUTE - 1;
    await viewer('UANA', false);
    expect(profiles[1]).toMatchObject({ guest: false });
    await viewer('UANA', true);
    expect(profiles[2]).toMatchObject({ guest: true });
    time.now = 3 * MINUTE;
    await viewer('UANA', false);
    expect(profiles[3]).toMatchObject({ stranger: true });
  });

  test('that cannot be read now may be a little old, but never for decisions', async () => {
    const { viewer, time, profiles } = people([ANA, new Error('timeout')]);
    await viewer('UANA', false);
    time.now = 10 * MINUTE;
    await viewer('UANA', false);
    expect(profiles).toHaveLength(2);
    await expect(viewer('UANA', true)).rejects.toThrow('It did not say who you are, so nothing was done.');
    time.now = 16 * MINUTE;
    await expect(viewer('UANA', false)).rejects.toThrow('It did not say who you are');
  });

  test('that a missing scope hides is our own mistake', async () => {
    const refused = Object.assign(new Error('no'), { data: { error: 'missing_scope' } });
    await expect(people([refused]).viewer('UANA', false)).rejects.toThrow('lacks a scope');
  });
});
