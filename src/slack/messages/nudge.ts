import type { NudgeItem, NudgeView } from '../../use-cases/nudge-views.ts';
import { nudgeMessage } from '../views/nudge.ts';
import type { MessageKind } from './message.ts';

/** `{ nudge }`: what is still open of what was planned; where nothing is any more, it says so where it stands. */
export const nudge: MessageKind = {
  name: 'nudge',
  summary: 'What of their services waits for a person, or in a channel for its team: once a day at most',
  prefers: 'missing',
  async render({ subject: { nudge: id } }, { nudges, now, home }) {
    const view = typeof id === 'string' ? await nudges.nudge(id) : null;
    if (view === null) return null;
    return { message: nudgeMessage(view, { now, home: await home() }), version: versionOf(view) };
  },
  // Somebody else's reminder is nobody's; the admins hear that this audience cannot be reached.
  fallbacks: async () => [],
};

/** Of what is shown: the first of each service and how many follow. */
const SHOWN = 3;

function versionOf({ done, fixed, dropped, moved, services }: NudgeView): string {
  const standing = services.map(({ service, due, initiative, snoozedUntil, items }) =>
    [service.id, due, initiative, snoozedUntil, items.length, ...items.slice(0, SHOWN).map(itemVersion)].join(
      ' ',
    ),
  );
  const gone = moved.map(({ service, to }) => `${service.id} ${to?.id ?? ''}`).toSorted();
  return [
    done ? 'done' : 'open',
    `${fixed} ${dropped}`,
    gone.join(' '),
    services.length,
    ...standing.slice(0, 2 * SHOWN),
  ].join('\n');
}

function itemVersion(item: NudgeItem): string {
  if (item.kind === 'ending') return `${item.id} ${item.until}`;
  const { scorecard, rule, check } = item.view;
  return `${scorecard}/${rule} ${check.reason ?? ''}`;
}
