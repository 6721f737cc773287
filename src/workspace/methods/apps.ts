import { z } from 'zod';
import { defineMethod, type Method } from './method.ts';

/** `apps.connections.open`, which hands out one-time WebSocket addresses. `issueTicket` answers path and query. */
export const appMethods = (issueTicket: () => string): Method[] => [
  defineMethod({
    name: 'apps.connections.open',
    token: 'app',
    tier: 1,
    args: z.looseObject({}),
    run: ({ origin }) => ({ url: `${origin.replace('http', 'ws')}${issueTicket()}` }),
  }),
];
