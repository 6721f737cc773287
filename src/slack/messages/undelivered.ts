import type { Audience } from '../../use-cases/message-ports.ts';
import { undeliveredMessage } from '../views/undelivered.ts';
import type { MessageKind } from './message.ts';

/** `{ person | channel, reason }`: somebody to be told could not be reached, and why, in Slack's word. */
export const undelivered: MessageKind = {
  name: 'undelivered',
  summary: 'A person or channel of the catalog or of ready.yml cannot be reached: to admins, once a month',
  prefers: 'missing',
  async render({ subject: { person, channel, reason } }) {
    const unreached: Audience | null =
      typeof person === 'string'
        ? { kind: 'person', person }
        : typeof channel === 'string'
          ? { kind: 'channel', channel }
          : null;
    if (unreached === null) return null;
    return { message: undeliveredMessage(unreached, String(reason)), version: String(reason) };
  },
  // Every admin gets their own.
  fallbacks: async () => [],
};
