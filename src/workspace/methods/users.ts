import { z } from 'zod';
import { isStranger } from '../conversations.ts';
import { seconds } from '../ids.ts';
import type { Person, Slack } from '../slack.ts';
import { orRefuse } from '../slack-error.ts';
import { flag, paging } from './arguments.ts';
import { defineMethod } from './method.ts';
import { page } from './paging.ts';

const scopes = ['users:read'];

export const userMethods = [
  defineMethod({
    name: 'users.info',
    tier: 4,
    scopes,
    args: z.object({ user: z.string(), include_locale: flag }),
    run: (slack, { user }) => ({ user: userOf(slack, orRefuse(slack.people.get(user), 'user_not_found')) }),
  }),
  defineMethod({
    name: 'users.list',
    tier: 2,
    scopes,
    args: z.object({ include_locale: flag, team_id: z.string().optional(), ...paging }),
    run(slack, paged) {
      const { items, response_metadata } = page([...slack.people.values()], paged);
      return {
        members: items.map((person) => userOf(slack, person)),
        cache_ts: seconds(slack),
        response_metadata,
      };
    },
  }),
  defineMethod({
    name: 'users.lookupByEmail',
    tier: 3,
    scopes: ['users:read.email'],
    args: z.object({ email: z.string() }),
    run(slack, { email }) {
      const person = [...slack.people.values()].find(
        (it) => it.email?.toLowerCase() === email.toLowerCase() && !it.deleted && !isStranger(slack, it),
      );
      return { user: userOf(slack, orRefuse(person, 'users_not_found')) };
    },
  }),
  defineMethod({
    name: 'users.profile.get',
    tier: 4,
    scopes: ['users.profile:read'],
    args: z.object({ user: z.string().optional(), include_labels: flag }),
    run: (slack, { user }) => ({
      profile: profileOf(slack, orRefuse(slack.people.get(user ?? slack.app.botUserId), 'user_not_found')),
    }),
  }),
];

/** A person as `users.*` shows them. Deactivated ones and strangers come with less. */
function userOf(slack: Slack, person: Person): object {
  const zone = person.deleted ? {} : zoneOf(person.tz, slack.clock.now());
  return {
    id: person.id,
    team_id: person.teamId,
    name: person.name,
    real_name: person.realName,
    deleted: person.deleted,
    ...zone,
    profile: profileOf(slack, person),
    is_bot: person.isBot,
    is_app_user: false,
    ...(isStranger(slack, person) ? { is_stranger: true } : {}),
    is_admin: person.isAdmin,
    is_owner: false,
    is_restricted: person.isRestricted,
    is_ultra_restricted: person.isUltraRestricted,
    updated: 0,
  };
}

function profileOf(slack: Slack, person: Person): object {
  const showsEmail =
    slack.app.scopes.has('users:read.email') && !isStranger(slack, person) && person.email !== null;
  return {
    real_name: person.realName,
    real_name_normalized: person.realName,
    display_name: person.displayName,
    display_name_normalized: person.displayName,
    title: person.title,
    team: person.teamId,
    ...(showsEmail ? { email: person.email } : {}),
  };
}

/** Zone as Slack tells it: the name, a label, and today's offset in seconds. */
function zoneOf(tz: string, now: number): { tz: string; tz_label: string; tz_offset: number } {
  const part = (timeZoneName: 'long' | 'longOffset') =>
    new Intl.DateTimeFormat('en-GB', { timeZone: tz, timeZoneName })
      .formatToParts(now)
      .find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)/.exec(part('longOffset')) ?? [];
  const offset = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60;
  return { tz, tz_label: part('long'), tz_offset: sign === '-' ? -offset : offset };
}
