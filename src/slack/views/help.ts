import { actions, button, context, header, lines, ours, section, words } from './blocks.ts';
import type { Message } from './message.ts';
import { mrkdwn } from './text.ts';

/** A verb as its own file declares it. */
export interface VerbHint {
  /** What follows `/ready`: `list [team:x] [tier:x]`; empty for the bare command. */
  readonly usage: string;
  readonly summary: string;
}

/** What can be typed, drawn from the registry of commands. */
export function helpMessage(hints: readonly VerbHint[], command: string): Message {
  const rows = hints.map(({ usage, summary }) => [
    words(`${command} ${usage}`, 120, true),
    ours('\n'),
    words(summary, 200),
  ]);
  const spoken = hints.map(
    ({ usage, summary }) => `${mrkdwn(`${command} ${usage}`, 120)}: ${mrkdwn(summary, 200)}`,
  );
  return {
    text: `What you can type. ${spoken.join(' ')}`,
    blocks: [
      header('What you can type'),
      ...lines(rows),
      section(
        'In a thread, where commands do not work, mention me (`@Ready payments-api`) or use *Check readiness* in the menu of a message.',
      ),
      ...context('Answers are seen by you alone until you press Share.'),
      ...actions([
        button('say', 'My services', ''),
        button('say', 'All services', 'list', { nth: 1 }),
        button('say', 'What is checked', 'explain', { nth: 2 }),
        button('nudge-settings', 'My reminders', '', { spoken: 'Settings of my reminders' }),
      ]),
    ],
  };
}
