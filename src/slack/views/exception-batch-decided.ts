/** What is said to whoever decided about many at once of those that could not be decided. */
import type { BatchOutcome, RefusedOne } from '../../use-cases/batch-views.ts';
import { actions, button, context, section } from './blocks.ts';
import { verdict } from './exception-words.ts';
import type { Message } from './message.ts';
import { count, listed, mrkdwn } from './text.ts';
import { ICON } from './words.ts';

const MOST_NAMED = 10;

export type BatchDone = 'Approved' | 'Denied' | 'Asked' | 'Answered';

/** "Approved for 11 of 12 services", and of the others why not. */
export function batchRefusals(what: BatchDone, { done, refused }: BatchOutcome): Message {
  const all = done.length + refused.length;
  const lead =
    done.length === 0
      ? 'Nothing was changed by this'
      : `${what} for ${done.length} of ${count(all, 'service')}`;
  const lines = whyLines(refused);
  return {
    text: `${lead}. ${lines.map((line) => line.replace(/<!date[^|]*\|([^>]*)>/g, '$1')).join('. ')}.`,
    blocks: [
      section(`${done.length === 0 ? ICON.aside : ICON.ok} *${lead}*\n${lines.join('\n')}`),
      ...context('My message about them follows as it stands.'),
      ...actions([button('say', 'Show what waits for me', 'exceptions to-decide')]),
    ],
  };
}

/** "finder, ledger: you are not among those who decide about it now", those with the same reason together. */
export function whyLines(refused: readonly RefusedOne[]): readonly string[] {
  const alike = Map.groupBy(refused, whyNot);
  return Array.from(alike, ([why, some]) => {
    const names = some.flatMap(({ line }) => (line === null ? [] : [mrkdwn(line.service.id, 60)]));
    return `${names.length === 0 ? count(some.length, 'service') : listed(names, MOST_NAMED)}: ${why}`;
  });
}

function whyNot({ line, why }: RefusedOne): string {
  switch (why) {
    case 'already-decided':
      return `it was decided already. ${line === null ? '' : (verdict(line.exception) ?? '')}`.trim();
    case 'already-agreed':
      return 'you had agreed already';
    case 'not-an-approver':
      return 'you are not among those who decide about it now';
    case 'own-request':
      return 'this is your own request, so somebody else decides';
    case 'not-the-requester':
      return 'only who asked for it can do this';
    case 'seen-another':
      return 'it was changed after you saw it: look at it as it stands now';
    case 'no-such-end':
      return 'that day is over, or later than was asked for';
    case 'silent':
      return 'Slack does not say who decides about it now';
    default:
      return 'it is no longer there';
  }
}
