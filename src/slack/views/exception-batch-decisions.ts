/** Windows that a decision about many needs a word or a day for: filled for whoever may decide when they press. */
import { saidTogether } from '../../domain/exceptions/talk.ts';
import type { BatchOutcome } from '../../use-cases/batch-views.ts';
import type { ActionName } from './action-names.ts';
import { batchOffer, batchQuestionValue } from './batch-target.ts';
import { context, plainText, section } from './blocks.ts';
import { day } from './dates.ts';
import { whyLines } from './exception-batch-decided.ts';
import { SAID } from './exception-decisions.ts';
import { LONGEST_TEXT } from './exception-facts.ts';
import { person } from './exception-words.ts';
import { dateInput, textInput } from './inputs.ts';
import type { Modal } from './message.ts';
import { count, listed, mrkdwn } from './text.ts';

const MOST_NAMED = 10;

/** Of the windows, known before what they are about. */
export const BATCH_TITLES = {
  deny: 'Deny the exceptions',
  shorten: 'Approve for less',
  question: 'Ask a question',
  answer: 'Answer',
} as const;

/** What is begun: `done` are those to which it could be done; the others stay as they are. */
interface Beginning extends BatchOutcome {
  readonly batch: string;
}

export function denyBatchModal(beginning: Beginning): Modal {
  return windowOf(beginning, {
    name: 'exception-batch-deny',
    title: BATCH_TITLES.deny,
    submit: 'Deny',
    lead: `Denies it for ${servicesOf(beginning)}; what others have decided meanwhile stays.`,
    input: text('Why not', 'The requester and everybody who can see the services read this.'),
  });
}

export function shortenBatchModal(beginning: Beginning): Modal {
  const ends = beginning.done.map(({ exception }) => exception.askedUntil);
  return windowOf(beginning, {
    name: 'exception-batch-shorten',
    title: BATCH_TITLES.shorten,
    submit: 'Approve',
    lead: `Approves it for ${servicesOf(beginning)}. Asked for until ${day(Math.min(...ends))}.`,
    input: dateInput({
      block: SAID,
      label: 'The last day',
      hint: 'Ends at 10:00 of that day, or of the next working day. The earliest end of all approvals counts, at each service.',
    }),
  });
}

/** The requester answers what they were asked, `said` or the last of it; everybody else asks. */
export function batchQuestionModal(beginning: Beginning, reader: string, said: string | null): Modal {
  const { done, batch } = beginning;
  const requester = done[0]?.exception.requester;
  const about = `About ${servicesOf(beginning)}.`;
  const frame = { name: 'exception-batch-question', submit: 'Send' } as const;
  if (requester?.id !== reader) {
    const hint = `${requester?.name ?? 'Whoever asked'} gets it once, and the answer comes back to all who decide.`;
    return windowOf(beginning, {
      ...{ ...frame, title: BATCH_TITLES.question, lead: about },
      input: text('Your question', hint),
    });
  }
  const questions = saidTogether(done.map(({ exception }) => exception)).filter(
    ({ remark }) => remark.by.id !== reader,
  );
  const asked = questions.find(({ id }) => id === said) ?? questions.at(-1);
  const lead =
    asked === undefined ? '' : `\n*${person(asked.remark.by)}*: ${mrkdwn(asked.remark.text, LONGEST_TEXT)}`;
  return windowOf(beginning, {
    ...{ ...frame, title: BATCH_TITLES.answer, lead: `${about}${lead}` },
    input: text('Your answer', 'Those who decide read it in their messages.'),
    ...(asked === undefined ? {} : { about: batchQuestionValue({ batch, said: asked.id }) }),
  });
}

interface Window {
  readonly name: ActionName;
  readonly title: string;
  readonly submit: string;
  readonly lead: string;
  readonly input: Modal['blocks'][number];
  /** Default: those to which it could be done, as they stand. */
  readonly about?: string;
}

function windowOf(
  { batch, done, refused }: Beginning,
  { name, title, submit, lead, input, about }: Window,
): Modal {
  return {
    type: 'modal',
    callback_id: name,
    private_metadata:
      about ??
      batchOffer(
        batch,
        done.map(({ exception }) => exception),
      ).value,
    title: plainText(title, 24),
    submit: plainText(submit, 24),
    close: plainText('Cancel', 24),
    blocks: [
      section(lead),
      ...context(refused.length === 0 ? '' : `Left as they are: ${whyLines(refused).join('; ')}`),
      input,
    ],
  } satisfies Modal;
}

function text(label: string, hint: string) {
  return textInput({ block: SAID, label, hint, most: LONGEST_TEXT, multiline: true });
}

/** "3 services: finder, ledger and payments-api" */
function servicesOf({ done }: Beginning): string {
  const names = done.map(({ service }) => mrkdwn(service.id, 60));
  return `${count(done.length, 'service')}: ${listed(names, MOST_NAMED)}`;
}
