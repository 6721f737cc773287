import type { ExceptionView } from '../../use-cases/exception-views.ts';
import { actions, button, context, section } from './blocks.ts';
import { serviceWords } from './exception-facts.ts';
import { person } from './exception-words.ts';
import type { Message } from './message.ts';
import { count, listed, mrkdwn } from './text.ts';
import { ICON } from './words.ts';

/** To admins and requester: too few people are left who could agree. `able`: how many they are. */
export function stuckMessage(view: ExceptionView, able: number): Message {
  const { exception, service, titles } = view;
  const what = listed(
    titles.map((title) => mrkdwn(title, 80)),
    3,
  );
  const left = able === 0 ? 'nobody is left who could give one' : `${able} could be given by who is left`;
  const needs = `${count(exception.approvalsRequired, 'approval')} ${exception.approvalsRequired === 1 ? 'is' : 'are'} needed, ${left}`;
  return {
    text: `The exception for ${mrkdwn(service.id, 80)} cannot be approved: ${needs}.`,
    blocks: [
      section(
        `${ICON.exception} *The exception for ${serviceWords(view.heading)} cannot be approved*\n${what}, asked by ${person(exception.requester)}. ${needs}.`,
      ),
      ...context(
        `To change that: add people of this workspace to \`approvers\` or \`fallback_approvers\` of ${mrkdwn(exception.tier, 30)} in ready.yml, or lower its \`approvals_required\`. Until then it waits.`,
      ),
      ...actions([button('exception-open', 'Show it', exception.id)]),
    ],
  };
}
