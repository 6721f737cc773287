import type { Instant } from '../../domain/instant.ts';
import type { Snoozed } from '../../use-cases/nudge-views.ts';
import { actions, button, section } from './blocks.ts';
import { day, dayPlain, nearby } from './dates.ts';
import type { Message } from './message.ts';
import { snoozeValue } from './nudge-target.ts';
import { mrkdwn } from './text.ts';
import { ICON } from './words.ts';

/** Seen by whoever snoozed it, with the way back. */
export function snoozedMessage({ service, until }: Snoozed, now: Instant): Message {
  const name = mrkdwn(service.id, 80);
  if (until === null) {
    const text = `Reminders of ${name} come again as usual.`;
    return { text, blocks: [section(`${ICON.ok} ${text}`)] };
  }
  const soon = nearby(until, now);
  return {
    text: `No reminder of ${name} before ${dayPlain(until)}.`,
    blocks: [
      section(
        `${ICON.coming} No reminder of *${name}* before ${day(until)}${soon === null ? '' : ` (${soon})`}. Its checks count as before.`,
      ),
      ...actions([button('snooze', 'Undo', snoozeValue({ days: 0, service: service.id }))]),
    ],
  };
}
