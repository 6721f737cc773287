import { manualClock } from '../../../../src/workspace/clock.ts';
import type { WorkspaceOptions } from '../../../../src/workspace/workspace.ts';

/** Noon of a Tuesday in London. */
export const NOON = Date.parse('2026-03-10T12:00:00Z');

/** A small company with an app called Helper. Its clock stands still until a test moves it. */
export function showcase(): WorkspaceOptions {
  return {
    clock: manualClock(NOON),
    team: { name: 'Acme', domain: 'acme' },
    app: {
      name: 'Helper',
      commands: [
        {
          command: '/tool',
          description: 'What Helper can do',
          usageHint: '[NAME | help]',
          hints: [
            { usage: 'NAME', summary: 'One thing' },
            { usage: 'card', summary: 'A card' },
            { usage: 'controls', summary: 'Everything that can be used' },
            { usage: 'form [empty]', summary: 'A modal' },
          ],
        },
      ],
      shortcuts: [
        { type: 'message', callbackId: 'about', name: 'Ask about it' },
        { type: 'global', callbackId: 'start', name: 'Start a form', description: 'From anywhere' },
      ],
    },
    people: [
      { name: 'ana', realName: 'Ana Diaz', title: 'Engineering lead' },
      { name: 'bo', realName: 'Bo Lindqvist', title: 'Approver' },
      { name: 'cy', realName: 'Cy Okafor', title: 'On call', tz: 'America/New_York' },
    ],
    channels: [{ name: 'general', topic: 'For everybody' }, { name: 'releases' }],
    groups: [{ handle: 'sre', name: 'Site reliability', members: ['ana'] }],
  };
}
