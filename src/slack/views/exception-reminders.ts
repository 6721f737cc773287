/** What reminds of an exception: that it waits for a decision, or ends. Overtaken, it says what became of it. */
import type { ActionsBlockElement } from '@slack/types';
import type { Instant } from '../../domain/instant.ts';
import type { ExceptionView } from '../../use-cases/exception-views.ts';
import { actions, button, context, section } from './blocks.ts';
import { day, dayPlain, since, whenPlain } from './dates.ts';
import { serviceWords } from './exception-facts.ts';
import { openButton, REASON, spokenMatter, titlesOf } from './exception-matter.ts';
import { agreedWords, endsWords, followUpWords, person, spokenVerdict, verdict } from './exception-words.ts';
import type { Message } from './message.ts';
import { askValue } from './targets.ts';
import { mrkdwn } from './text.ts';
import { ICON } from './words.ts';

/** `waiting`, `again` or `answered`: then `talk` is the answer's place. */
export interface Reminder {
  readonly why: string;
  readonly talk: number | null;
}

/** To who was asked and has not agreed. The request's own message has the decision; this one leads there. */
export function reminderMessage(view: ExceptionView, reminder: Reminder, now: Instant): Message {
  const { exception } = view;
  const decided = verdict(exception);
  const lead = decided ?? waits(view, reminder, now);
  return {
    text: `${(spokenVerdict(exception) ?? `${lead}${answerIn(view, reminder)}`).replace(/<!date[^|]*\|([^>]*)>/g, '$1')}. ${spokenMatter(view)}.`,
    blocks: [
      section(
        `${decided === null ? ICON.exception : ICON.aside} *${lead}*\n${serviceWords(view.heading)}: ${titlesOf(view)}, until ${day(exception.until)}\n${body(view, reminder)}`,
      ),
      ...(decided === null ? context(agreedWords(exception)) : []),
      ...actions([
        decided === null
          ? button('exception-open', 'Look and decide', exception.id, { style: 'primary' })
          : openButton(view),
      ]),
    ],
  };
}

function waits({ exception }: ExceptionView, { why }: Reminder, now: Instant): string {
  const who = person(exception.requester);
  if (why === 'answered') return `${who} answered your question`;
  return why === 'again'
    ? `${who} waits for your decision again: what was asked has changed`
    : `${who} has waited for a decision since ${since(exception.askedAt, now)}`;
}

/** For the lock screen: what one waits for. */
function answerIn({ talk }: ExceptionView, { talk: place }: Reminder): string {
  const answer = place === null ? undefined : talk[place];
  return answer === undefined ? '' : `: ${mrkdwn(answer.text, 200)}`;
}

function body({ exception, talk }: ExceptionView, reminder: Reminder): string {
  const answer = reminder.talk === null ? undefined : talk[reminder.talk];
  const question = talk[answer?.answers ?? -1];
  if (answer === undefined || question === undefined) return `_${mrkdwn(exception.reason, REASON)}_`;
  return `You asked: ${mrkdwn(question.text, REASON)}\n*${mrkdwn(answer.text, 600)}*`;
}

/** To requester and owners before the end, with what can be done about it; afterwards with what became of it. */
export function endingMessage(view: ExceptionView, now: Instant): Message {
  const { exception, service } = view;
  const isLiving = exception.state === 'approved';
  const follow =
    exception.followUp === null ? '' : `Follow-up: ${followUpWords(exception.followUp, view.followUp)}`;
  const became = verdict(exception) ?? 'It waits for approval again.';
  return {
    text: isLiving
      ? `The exception for ${spokenMatter(view)} ends ${whenPlain(exception.until, now)}. Then the check counts again.`
      : `The exception for ${spokenMatter(view)} until ${dayPlain(exception.until)}: ${spokenVerdict(exception) ?? became}.`,
    blocks: [
      section(
        isLiving
          ? `${ICON.coming} *The exception for ${mrkdwn(service.id, 80)} ends ${endsWords(exception, now)}*\n${titlesOf(view)}: then ${view.titles.length === 1 ? 'the check counts' : 'the checks count'} again.`
          : `${ICON.aside} *The exception for ${mrkdwn(service.id, 80)}*: ${titlesOf(view)}\n${became}`,
      ),
      ...context(follow),
      ...actions(isLiving ? endingButtons(view) : [openButton(view)]),
    ],
  };
}

function endingButtons(view: ExceptionView): ActionsBlockElement[] {
  const { exception, service } = view;
  return [
    button('check-again', 'It’s fixed, check now', service.id, { style: 'primary' }),
    button('exception-new', 'Extend', askValue({ kind: 'extend', id: exception.id })),
    openButton(view),
  ];
}
