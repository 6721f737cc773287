import type { ActionsBlockElement, KnownBlock } from '@slack/types';
import type { Instant } from '../../domain/instant.ts';
import type { ExceptionLine, ExceptionView } from '../../use-cases/exception-views.ts';
import { actions, button, context, plainText, section } from './blocks.ts';
import { day } from './dates.ts';
import { askingLine, exceptionFacts, exceptionTalk } from './exception-facts.ts';
import { endsWords, person, stateWords, verdict } from './exception-words.ts';
import type { Modal } from './message.ts';
import { askValue, exceptionValue } from './targets.ts';
import { mrkdwn } from './text.ts';
import { ICON } from './words.ts';

const MOST_EARLIER = 5;

/** An exception as whoever opens it may see it, with what they may do to it. */
export function exceptionModal(view: ExceptionView, now: Instant): Modal {
  return {
    type: 'modal',
    callback_id: 'exception-open',
    title: plainText('Exception', 24),
    close: plainText('Close', 24),
    blocks: [
      section(headline(view, now)),
      ...exceptionFacts(view, { shared: false }),
      ...exceptionTalk(view),
      ...actions(deeds(view)),
      ...earlierOnes(view),
    ],
  } satisfies Modal;
}

function headline(view: ExceptionView, now: Instant): string {
  const { exception } = view;
  const decided = verdict(exception);
  if (decided === null) return `${ICON.exception} *${askingLine(view)}*`;
  const ends = exception.state === 'approved' ? `; ends ${endsWords(exception, now)}` : '';
  return `${exception.state === 'approved' ? ICON.ok : ICON.aside} *${decided}*${ends}\n${askingLine(view)}`;
}

/** One block holds 25; each deed once. */
function deeds({ exception, may }: ExceptionView): ActionsBlockElement[] {
  const value = exceptionValue(exception);
  const { id } = exception;
  return [
    ...(may.decide
      ? [
          button('exception-approve', 'Approve', value, { style: 'primary' }),
          button('exception-deny', 'Deny', value),
          button('exception-shorten', 'Approve for less', value),
          button('exception-question', 'Ask a question', value),
        ]
      : []),
    ...(may.edit ? [button('exception-new', 'Edit', askValue({ kind: 'edit', id }))] : []),
    ...(may.extend ? [button('exception-new', 'Extend', askValue({ kind: 'extend', id }), { nth: 1 })] : []),
    ...(may.withdraw ? [button('exception-withdraw', 'Withdraw', value)] : []),
    ...(may.revoke ? [button('exception-revoke', 'Revoke', value, { style: 'danger' })] : []),
  ];
}

function earlierOnes({ earlier, extended }: ExceptionView): KnownBlock[] {
  const known = extended === null ? earlier : [extended, ...earlier.filter((one) => !isSame(one, extended))];
  const rows = known
    .slice(0, MOST_EARLIER)
    .map(
      (line) =>
        `${day(line.exception.requestedAt)}: ${stateWords(line)}, until ${day(line.exception.until)}, asked by ${person(line.exception.requester)}. ${mrkdwn(line.exception.reason, 100)}`,
    );
  const rest = known.length - rows.length;
  return rows.length === 0 ? [] : context('*Before*', ...rows, rest > 0 ? `and ${rest} more` : '');
}

function isSame(one: ExceptionLine, other: ExceptionLine): boolean {
  return one.exception.id === other.exception.id;
}
