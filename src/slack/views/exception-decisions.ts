/** Modals that a decision needs a word or a day for: opened at once, what they are about is filled in. */
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
  title: 'Deny the exception',
  label: 'Why not',
  hint: 'The requester and everybody who can see the service read this.',
  submit: 'Deny',
};

const REVOKE: Decision = {
  name: 'exception-revoke',
  title: 'Revoke the exception',
  label: 'Why it ends now',
  hint: 'The check counts again at once. Everybody who can see the service reads this.',
  submit: 'Revoke',
};

const QUESTION: Decision = {
  name: 'exception-question',
  title: 'Ask a question',
  label: 'Your question',
  submit: 'Send',
};

const ANSWER: Decision = { ...QUESTION, title: 'Answer', label: 'Your answer' };

const SHORTEN: Decision = {
  name: 'exception-shorten',
  title: 'Approve for less',
  label: 'The last day',
  submit: 'Approve',
};

export function denyModal(about: string, view?: ExceptionView): Modal {
  return textModal(DENY, about, view);
}

export function revokeModal(about: string, view?: ExceptionView): Modal {
  return textModal(REVOKE, about, view);
}

/** The requester answers what was asked last; everybody else asks. */
export function questionModal(about: string, view?: ExceptionView, reader?: string): Modal {
  if (view === undefined) return textModal(QUESTION, about);
  const { requester } = view.exception;
  if (requester.id !== reader)
    return textModal(
      { ...QUESTION, hint: `${requester.name} gets it, and the answer comes back here.` },
      about,
      view,
    );
  const last = view.talk.findLast(({ by }) => by.id !== requester.id);
  const lead = last === undefined ? '' : `*${person(last.by)}*: ${mrkdwn(last.text, LONGEST_TEXT)}`;
  return textModal(
    { ...ANSWER, hint: 'Those who decide read it in their messages.', ...(lead === '' ? {} : { lead }) },
    about,
    view,
  );
}

export function shortenModal(about: string, view?: ExceptionView): Modal {
  const lead = view === undefined ? '' : `Asked for until ${day(view.exception.askedUntil)}.`;
  return {
    ...frame(SHORTEN, about),
    blocks: [
      ...leads(view, lead),
      dateInput({
        block: SAID,
        label: SHORTEN.label,
        hint: 'Ends at 10:00 of that day, or of the next working day. The earliest end of all approvals counts.',
      }),
    ],
  } satisfies Modal;
}

function textModal(decision: Decision, about: string, view?: ExceptionView): Modal {
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

function leads(view: ExceptionView | undefined, lead: string) {
  if (view === undefined) return [section('Loading what it is about…')];
  const titles = listed(
    view.titles.map((title) => mrkdwn(title, 70)),
    3,
  );
  return [section([`*${askingLine(view)}*`, titles, lead].filter((line) => line !== '').join('\n'))];
}
