import { z } from 'zod';
import type { Group, Slack } from '../slack.ts';
import { orRefuse } from '../slack-error.ts';
import { flag } from './arguments.ts';
import { defineMethod } from './method.ts';

const scopes = ['usergroups:read'];

export const usergroupMethods = [
  defineMethod({
    name: 'usergroups.list',
    tier: 2,
    scopes,
    args: z.object({
      include_users: flag,
      include_count: flag,
      include_disabled: flag,
      team_id: z.string().optional(),
    }),
    run: (slack, { include_users: withUsers, include_count: withCount }) => ({
      usergroups: [...slack.groups.values()].map((group) => ({
        ...groupOf(slack, group),
        ...(withUsers ? { users: group.members } : {}),
        ...(withCount ? { user_count: group.members.length } : {}),
      })),
    }),
  }),
  defineMethod({
    name: 'usergroups.users.list',
    tier: 2,
    scopes,
    args: z.object({ usergroup: z.string(), include_disabled: flag, team_id: z.string().optional() }),
    run: (slack, { usergroup }) => ({
      users: orRefuse(slack.groups.get(usergroup), 'no_such_subteam').members,
    }),
  }),
];

const groupOf = (slack: Slack, { id, handle, name }: Group) => ({
  id,
  team_id: slack.team.id,
  is_usergroup: true,
  name,
  handle,
  description: '',
  is_external: false,
  date_delete: 0,
});
