/** What is told of an exception beside the request itself: short, for those who need not decide. */
import type { ExceptionView } from '../../use-cases/exception-views.ts';
import { actions, button, context, section } from './blocks.ts';
import { day } from './dates.ts';
import { serviceWords } from './exception-facts.ts';
import { openButton, REASON, spokenMatter, titlesOf } from './exception-matter.ts';
import { questionMessage } from './exception-question.ts';
import {
  agreedWords,
  effectWords,
  followUpWords,
  people,
  person,
  spokenVerdict,
  verdict,
} from './exception-words.ts';
import type { Message } from './message.ts';
import { askValue } from './targets.ts';
import { count, mrkdwn } from './text.ts';
import { ICON } from './words.ts';

/** To owners, when somebody asks for a service of theirs. */
export function heardMessage(view: ExceptionView): Message {
  const { exception, effect } = view;
  const who = person(exception.requester);
  return {
    text: `${who} asks for an exception for ${spokenMatter(view)}. Its approvers are asked.`,
    blocks: [
      section(
        `${ICON.exception} *${who} asks for an exception for ${serviceWords(view.heading)}*\n${titlesOf(view)}, until ${day(exception.askedUntil)}\n_${mrkdwn(exception.reason, REASON)}_`,
      ),
      ...context(
        verdict(exception) ?? `Effect: ${effectWords(effect)}. ${agreedWords(exception)}.`,
        'You hear of it because the service is yours; whoever answers for its tier decides.',
      ),
      ...actions([openButton(view)]),
    ],
  };
}

/** In the service's channel and that of exceptions: what was decided, for everybody; it follows what becomes of it. */
export function outcomeMessage(view: ExceptionView): Message {
  const { exception, effect, heading } = view;
  const decided = verdict(exception) ?? `It waits for ${count(view.missing, 'more approval')}`;
  const icon = exception.state === 'approved' ? ICON.exception : ICON.aside;
  const isLiving = exception.state === 'approved';
  return {
    text: `${spokenMatter(view)}. ${spokenVerdict(exception) ?? decided}.`,
    blocks: [
      section(
        `${icon} *${mrkdwn(heading.id, 80)}: ${titlesOf(view)}*\n${decided}${isLiving ? `\n_${mrkdwn(exception.reason, REASON)}_` : ''}`,
      ),
      ...context(
        isLiving ? `Effect: ${effectWords(effect)}` : '',
        exception.followUp === null ? '' : `Follow-up: ${followUpWords(exception.followUp, view.followUp)}`,
        `asked by ${people([exception.requester])}`,
      ),
      ...actions([openButton(view)]),
    ],
  };
}

export type ToldWhat =
  | 'approved'
  | 'denied'
  | 'revoked'
  | 'expired'
  | 'cancelled'
  | 'voided'
  | 'asked-admins'
  | 'question';

/** To whoever asked: what became of it, or what somebody wants to know. `talk`: a question's place in the talk. */
export function toldMessage(view: ExceptionView, what: ToldWhat, talk: number): Message {
  if (what === 'question') return questionMessage(view, talk);
  const { exception } = view;
  const lead = toldLead(view, what);
  const canAgain = what === 'denied' || what === 'revoked' || what === 'expired';
  const again = askValue({ kind: 'new', service: view.service.id, rule: null });
  return {
    text: `Your exception for ${spokenMatter(view)}: ${lead.spoken}`,
    blocks: [
      section(
        `${what === 'approved' ? ICON.ok : ICON.exception} *Your exception for ${mrkdwn(view.service.id, 80)}*: ${titlesOf(view)}\n${lead.shown}`,
      ),
      ...context(
        exception.state === 'pending' ? agreedWords(exception) : '',
        exception.followUp === null ? '' : `Follow-up: ${followUpWords(exception.followUp, view.followUp)}`,
      ),
      ...actions([openButton(view), ...(canAgain ? [button('exception-new', 'Ask anew', again)] : [])]),
    ],
  };
}

function toldLead(
  view: ExceptionView,
  what: Exclude<ToldWhat, 'question'>,
): { shown: string; spoken: string } {
  const { exception } = view;
  if (what === 'voided')
    return same(
      'What it is about has changed (the tier or the meaning of a check), so the approvals no longer count. The approvers are asked again.',
    );
  if (what === 'asked-admins')
    return same(
      'Too few of the approvers that ready.yml names can be found in Slack, so the admins are asked.',
    );
  const waiting = 'It waits for approval again.';
  return {
    shown: verdict(exception) ?? waiting,
    spoken: `${spokenVerdict(exception) ?? waiting}.`.replace(/\.\.$/, '.'),
  };
}

function same(words: string) {
  return { shown: words, spoken: words };
}
