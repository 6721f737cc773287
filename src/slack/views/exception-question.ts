import type { Remark } from '../../domain/exceptions/exception.ts';
import { answersTo } from '../../domain/exceptions/talk.ts';
import type { ExceptionView } from '../../use-cases/exception-views.ts';
import { actions, button, context, section } from './blocks.ts';
import { moment } from './dates.ts';
import { openButton, spokenMatter, titlesOf } from './exception-matter.ts';
import { person, verdict } from './exception-words.ts';
import type { Message } from './message.ts';
import { questionValue } from './targets.ts';
import { count, mrkdwn } from './text.ts';
import { ICON } from './words.ts';

const MOST_ANSWERS = 3;

/**
 * To whoever asked for the exception: what somebody wants to know, then what was answered, and once it is decided that
 * nobody waits for an answer any more. `question`: its place in the talk.
 */
export function questionMessage(view: ExceptionView, question: number): Message {
  const { exception, talk } = view;
  const asked = talk[question];
  const who = asked === undefined ? 'Somebody' : person(asked.by);
  const text = asked === undefined ? '' : mrkdwn(asked.text, 600);
  const answers = answersTo({ talk, requester: exception.requester }, question);
  const decided = verdict(exception);
  const icon = answers.length > 0 ? ICON.ok : ICON.exception;
  return {
    text: spoken(view, asked, answers.length > 0),
    blocks: [
      section(
        `${icon} *${who} ${answers.length > 0 || decided !== null ? 'asked' : 'asks'} about your exception for ${mrkdwn(view.service.id, 80)}*: ${titlesOf(view)}`,
      ),
      ...(text === '' ? [] : [section(`>${text.replaceAll('\n', '\n>')}`)]),
      ...answered(answers),
      ...context(
        decided === null
          ? ''
          : `${decided}${answers.length > 0 ? '' : '. Nobody waits for an answer any more.'}`,
      ),
      ...actions([
        ...(decided === null ? [answerButton(view, question, answers.length)] : []),
        openButton(view),
      ]),
    ],
  };
}

function spoken(view: ExceptionView, asked: Remark | undefined, isAnswered: boolean): string {
  const who = asked === undefined ? 'Somebody' : person(asked.by);
  const about = `about your exception for ${spokenMatter(view)}: ${mrkdwn(asked?.text ?? '', 300)}`;
  return isAnswered ? `You answered what ${who} asked ${about}` : `${who} asks ${about}`;
}

/** All that was said to it: the last of it is what holds. */
function answered(answers: readonly Remark[]) {
  const earlier = answers.length - MOST_ANSWERS;
  const lines = answers
    .slice(-MOST_ANSWERS)
    .map(({ at, text }) => `*You* ${moment('answered', at)}: ${mrkdwn(text, 600)}`);
  return context(earlier > 0 ? `${count(earlier, 'answer')} before these` : '', ...lines);
}

function answerButton({ exception }: ExceptionView, question: number, answers: number) {
  const value = questionValue({ ...exception, question });
  return answers === 0
    ? button('exception-question', 'Answer', value, { style: 'primary' })
    : button('exception-question', 'Say more', value);
}
