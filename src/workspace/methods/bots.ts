import { z } from 'zod';
import { seconds } from '../ids.ts';
import { orRefuse } from '../slack-error.ts';
import { defineMethod } from './method.ts';

export const botMethods = [
  defineMethod({
    name: 'bots.info',
    tier: 3,
    scopes: ['users:read'],
    args: z.object({ bot: z.string().optional(), team_id: z.string().optional() }),
    run(slack, { bot }) {
      const app = orRefuse(bot === slack.app.botId ? slack.app : null, 'bot_not_found');
      return {
        bot: {
          id: app.botId,
          deleted: false,
          name: app.name,
          updated: seconds(slack),
          app_id: app.id,
          user_id: app.botUserId,
          icons: {},
        },
      };
    },
  }),
];
