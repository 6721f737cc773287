/** What is told of an exception beside the request itself: short, for those who need not decide. */
import type { ActionsBlockElement } from '@slack/types';
import type { Instant } from '../../domain/instant.ts';
import type { ExceptionView } from '../../use-cases/exception-views.ts';
import { actions, button, context, section } from './blocks.ts';
import { day, dayPlain, since, when, whenPlain } from './dates.ts';
import { serviceWords } from './exception-facts.ts';
import {
  agreedWords,
  effectWords,
  endsWords,
  followUpWords,
  people,
  person,
  spokenVerdict,
  verdict,
} from './exception-words.ts';
import type { Message } from './message.ts';
import { askValue, exceptionValue } from './targets.ts';
import { count, listed, mrkdwn } from './text.ts';
import { ICON } from './words.ts';

const REASON = 300;

function titlesOf({ titles }: ExceptionView, most = 3): string {
  return listed(
    titles.map((title) => mrkdwn(title, 80)),
    most,
  );
}

function open({ exception }: ExceptionView): ActionsBlockElement {
  return button('exception-open', 'Show it', exception.id);
}

/** "payments-api: Code coverage over 85 %", the beginning of every line for a lock screen. */
function spokenMatter(view: ExceptionView): string {
  return `${mrkdwn(view.service.id, 80)}: ${titlesOf(view, 2)}`;
}

/** To owners, when somebody asks for a service of theirs. */
export function heardMessage(view: ExceptionView, now: Instant): Message {
  const { exception, effect } = view;
  const who = person(exception.requester);
  return {
    text: `${who} asks for an exception for ${spokenMatter(view)}. Its approvers are asked.`,
    blocks: [
      section(
        `${ICON.exception} *${who} asks for an exception for ${serviceWords(view.heading)}*\n${titlesOf(view)}, until ${day(exception.askedUntil)}\n_${mrkdwn(exception.reason, REASON)}_`,
      ),
      ...context(
        verdict(exception) ?? `Effect: ${effectWords(effect)}. ${agreedWords(exception, now)}.`,
        'You hear of it because the service is yours; whoever answers for its tier decides.',
      ),
      ...actions([open(view)]),
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
        exception.followUp === null ? '' : `Follow-up: ${followUpWords(exception.followUp)}`,
        `asked by ${people([exception.requester])}`,
      ),
      ...actions([open(view)]),
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
export function toldMessage(view: ExceptionView, what: ToldWhat, talk: number, now: Instant): Message {
  if (what === 'question') return questionMessage(view, talk, now);
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
        exception.state === 'pending' ? agreedWords(exception, now) : '',
        exception.followUp === null ? '' : `Follow-up: ${followUpWords(exception.followUp)}`,
      ),
      ...actions([open(view), ...(canAgain ? [button('exception-new', 'Ask anew', again)] : [])]),
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

function questionMessage(view: ExceptionView, at: number, now: Instant): Message {
  const { exception, talk } = view;
  const asked = talk[at];
  const answer = talk.slice(at + 1).find(({ by }) => by.id === exception.requester.id);
  const who = asked === undefined ? 'Somebody' : person(asked.by);
  const text = asked === undefined ? '' : mrkdwn(asked.text, 600);
  const isOpen = exception.state === 'pending';
  return {
    text: `${who} asks about your exception for ${spokenMatter(view)}: ${text.slice(0, 300)}`,
    blocks: [
      section(`*${who} asks about your exception for ${mrkdwn(view.service.id, 80)}*: ${titlesOf(view)}`),
      ...(text === '' ? [] : [section(`>${text}`)]),
      ...context(
        answer === undefined ? '' : `You answered ${when(answer.at, now)}: ${mrkdwn(answer.text, 300)}`,
        verdict(exception) ?? '',
      ),
      ...actions([
        ...(isOpen
          ? [
              button(
                'exception-question',
                answer === undefined ? 'Answer' : 'Say more',
                exceptionValue(exception),
                {
                  ...(answer === undefined ? { style: 'primary' } : {}),
                },
              ),
            ]
          : []),
        open(view),
      ]),
    ],
  };
}

/** To who was asked and has not agreed. The request's own message has the decision; this one leads there. */
export function reminderMessage(view: ExceptionView, why: string, now: Instant): Message {
  const { exception } = view;
  const who = person(exception.requester);
  const lead =
    why === 'again'
      ? `${who} waits for your decision again: what was asked has changed`
      : `${who} has waited for a decision since ${since(exception.askedAt, now)}`;
  return {
    text: `${lead.replace(/<!date[^|]*\|([^>]*)>/g, '$1')}. ${spokenMatter(view)}.`,
    blocks: [
      section(
        `${ICON.exception} *${lead}*\n${serviceWords(view.heading)}: ${titlesOf(view)}, until ${day(exception.until)}\n_${mrkdwn(exception.reason, REASON)}_`,
      ),
      ...context(agreedWords(exception, now)),
      ...actions([button('exception-open', 'Look and decide', exception.id, { style: 'primary' })]),
    ],
  };
}

/** To requester and owners before the end, with what can be done about it; afterwards with what became of it. */
export function endingMessage(view: ExceptionView, now: Instant): Message {
  const { exception, service } = view;
  const decided = exception.state === 'approved' ? null : verdict(exception);
  const follow = exception.followUp === null ? '' : `Follow-up: ${followUpWords(exception.followUp)}`;
  return {
    text:
      decided === null
        ? `The exception for ${spokenMatter(view)} ends ${whenPlain(exception.until, now)}. Then the check counts again.`
        : `The exception for ${spokenMatter(view)} until ${dayPlain(exception.until)}: ${spokenVerdict(exception)}.`,
    blocks: [
      section(
        decided === null
          ? `${ICON.coming} *The exception for ${mrkdwn(service.id, 80)} ends ${endsWords(exception, now)}*\n${titlesOf(view)}: then ${view.titles.length === 1 ? 'the check counts' : 'the checks count'} again.`
          : `${ICON.aside} *The exception for ${mrkdwn(service.id, 80)}*: ${titlesOf(view)}\n${decided}`,
      ),
      ...context(follow),
      ...actions(endingButtons(view, decided === null)),
    ],
  };
}

function endingButtons(view: ExceptionView, isLiving: boolean): ActionsBlockElement[] {
  const { exception, service } = view;
  if (!isLiving) return [open(view)];
  return [
    button('check-again', 'It’s fixed, check now', service.id, { style: 'primary' }),
    button('exception-new', 'Extend', askValue({ kind: 'extend', id: exception.id })),
    open(view),
  ];
}
