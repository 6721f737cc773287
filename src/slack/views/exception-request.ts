import type { ActionsBlockElement } from '@slack/types';
import type { ExceptionView } from '../../use-cases/exception-views.ts';
import { actions, button, context, overflow, section } from './blocks.ts';
import type { Audience } from './check-lines.ts';
import { dayPlain } from './dates.ts';
import { askingLine, exceptionFacts, exceptionTalk } from './exception-facts.ts';
import { people, spokenVerdict, verdict } from './exception-words.ts';
import { fitted, type Message } from './message.ts';
import { exceptionValue } from './targets.ts';
import { listed, mrkdwn } from './text.ts';
import { ICON } from './words.ts';

const MOST_CHECKS = 8;

/**
 * What approvers get: everything that a decision needs, and the decision one press away. Decided, it says by whom and
 * has no buttons any more. `repeat`: a reminder's first line.
 */
export function exceptionRequest(
  view: ExceptionView,
  { shared, repeat }: Audience & { readonly repeat?: string },
): Message {
  const text = spoken(view);
  return fitted(Math.min(view.titles.length, MOST_CHECKS), (shown) => ({
    text: repeat === undefined ? text : `${repeat} ${text}`,
    blocks: [
      ...context(repeat ?? ''),
      section(headline(view)),
      ...exceptionFacts(view, { shared }, shown),
      ...exceptionTalk(view),
      ...actions(decisions(view)),
    ],
  }));
}

/** The decision first, once there is one. */
function headline(view: ExceptionView): string {
  const { exception } = view;
  const decided = verdict(exception);
  if (decided === null) return `${ICON.exception} *${askingLine(view)}*`;
  const icon = exception.state === 'approved' ? ICON.ok : ICON.aside;
  return `${icon} *${decided}*\n${askingLine(view)}`;
}

function spoken(view: ExceptionView): string {
  const { exception, service, titles } = view;
  const what = `${listed(
    titles.map((title) => mrkdwn(title, 70)),
    2,
  )} at ${mrkdwn(service.id, 80)}`;
  const decided = spokenVerdict(exception);
  if (decided !== null)
    return `${decided}. ${people([exception.requester])} had asked for an exception: ${what}.`;
  return `${people([exception.requester])} asks for an exception: ${what}, until ${dayPlain(exception.until)}. ${mrkdwn(exception.reason, 120)}`;
}

/** Everybody who got it may press; who may decide is asked again at the press. */
function decisions({ exception }: ExceptionView): ActionsBlockElement[] {
  if (exception.state !== 'pending') return [];
  const value = exceptionValue(exception);
  const more = overflow([
    { label: 'Approve until an earlier day', action: 'exception-shorten', value },
    { label: 'Ask a question', action: 'exception-question', value },
    { label: 'Show it all', action: 'exception-open', value: exception.id },
  ]);
  return [
    button('exception-approve', 'Approve', value, { style: 'primary' }),
    button('exception-deny', 'Deny', value),
    ...(more === undefined ? [] : [more]),
  ];
}
