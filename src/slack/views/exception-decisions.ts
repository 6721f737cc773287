/** Windows that a decision needs a word or a day for: filled for whoever may decide when they press. */
import { questionsOf } from '../../domain/exceptions/talk.ts';
import type { ExceptionView } from '../../use-cases/exception-views.ts';
import type { ActionName } from './action-names.ts';
import { plainText, section } from './blocks.ts';
import { day } from './dates.ts';
import { askingLine, LONGEST_TEXT } from './exception-facts.ts';
import { person } from './exception-words.ts';
import { dateInput, textInput } from './inputs.ts';
import type { Modal } from './message.ts';
import { listed, mrkdwn } from './text.ts';

/** `block_id` of the one input. */
export const SAID = 'said';

/** Of the windows, known before what they are about. */
export const DECISION_TITLES = {
  deny: 'Deny the exception',
  revoke: 'Revoke the exception',
  shorten: 'Approve for less',
  question: 'Ask a question',
  answer: 'Answer',
} as const;

interface Decision {
  readonly name: ActionName;
  readonly title: string;
  readonly label: string;
  readonly submit: string;
  /** Said above the input, in mrkdwn. */
  readonly lead?: string;
  readonly hint?: string;
}

const DENY: Decision = {
  name: 'exception-deny',
  title: DECISION_TITLES.deny,
  label: 'Why not',
  hint: 'The requester and everybody who can see the service read this.',
  submit: 'Deny',
};

const REVOKE: Decision = {
  name: 'exception-revoke',
  title: DECISION_TITLES.revoke,
  label: 'Why it ends now',
  hint: 'The check counts again at once. Everybody who can see the service reads this.',
  submit: 'Revoke',
};

const QUESTION: Decision = {
  name: 'exception-question',
  title: DECISION_TITLES.question,
  label: 'Your question',
  submit: 'Send',
};

const ANSWER: Decision = { ...QUESTION, title: DECISION_TITLES.answer, label: 'Your answer' };

const SHORTEN: Decision = {
  name: 'exception-shorten',
  title: DECISION_TITLES.shorten,
  label: 'The last day',
  submit: 'Approve',
};

export function denyModal(about: string, view: ExceptionView): Modal {
  return textModal(DENY, about, view);
}

export function revokeModal(about: string, view: ExceptionView): Modal {
  return textModal(REVOKE, about, view);
}

/** Who reads it, and which question they answer: its place in the talk; absent: what was asked last. */
export interface Answering {
  readonly reader: string;
  readonly question?: number;
}

/** The requester answers what they were asked; everybody else asks. */
export function questionModal(about: string, view: ExceptionView, { reader, question }: Answering): Modal {
  const { requester } = view.exception;
  if (requester.id !== reader) {
    const hint = `${requester.name} gets it, and the answer comes back here.`;
    return textModal({ ...QUESTION, hint }, about, view);
  }
  const asked = view.talk[question ?? questionsOf({ talk: view.talk, requester }).at(-1) ?? -1];
  const lead = asked === undefined ? '' : `*${person(asked.by)}*: ${mrkdwn(asked.text, LONGEST_TEXT)}`;
  const answer = { ...ANSWER, hint: 'Those who decide read it in their messages.' };
  return textModal(lead === '' ? answer : { ...answer, lead }, about, view);
}

export function shortenModal(about: string, view: ExceptionView): Modal {
  return {
    ...frame(SHORTEN, about),
    blocks: [
      ...leads(view, `Asked for until ${day(view.exception.askedUntil)}.`),
      dateInput({
        block: SAID,
        label: SHORTEN.label,
        hint: 'Ends at 10:00 of that day, or of the next working day. The earliest end of all approvals counts.',
      }),
    ],
  } satisfies Modal;
}

function textModal(decision: Decision, about: string, view: ExceptionView): Modal {
  const { label, hint, lead = '' } = decision;
  return {
    ...frame(decision, about),
    blocks: [
      ...leads(view, lead),
      textInput({
        block: SAID,
        label,
        most: LONGEST_TEXT,
        multiline: true,
        ...(hint === undefined ? {} : { hint }),
      }),
    ],
  } satisfies Modal;
}

function frame({ name, title, submit }: Decision, about: string) {
  return {
    type: 'modal',
    callback_id: name,
    private_metadata: about,
    title: plainText(title, 24),
    submit: plainText(submit, 24),
    close: plainText('Cancel', 24),
  } as const;
}

function leads(view: ExceptionView, lead: string) {
  const titles = listed(
    view.titles.map((title) => mrkdwn(title, 70)),
    3,
  );
  return [section([`*${askingLine(view)}*`, titles, lead].filter((line) => line !== '').join('\n'))];
}
