import { z } from 'zod';
import { defineMethod } from './method.ts';

export const authMethods = [
  defineMethod({
    name: 'auth.test',
    tier: 4,
    args: z.looseObject({}),
    run: ({ team, app, origin }) => ({
      url: `${origin}/`,
      team: team.name,
      user: app.name.toLowerCase(),
      team_id: team.id,
      user_id: app.botUserId,
      bot_id: app.botId,
      is_enterprise_install: false,
    }),
  }),
];
