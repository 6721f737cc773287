import type { Refusal } from '../../domain/exceptions/decide.ts';
import type { Instant } from '../../domain/instant.ts';
import type { DecideOutcome, ExceptionView } from '../../use-cases/exception-views.ts';
import { actions, button, context, section } from './blocks.ts';
import { day, when } from './dates.ts';
import { people, person, verdict } from './exception-words.ts';
import type { Message } from './message.ts';
import { count, plain } from './text.ts';

type Why = Extract<DecideOutcome, { kind: 'refused' }>['why'];

/** Why an act changed nothing, to the actor alone: kindly, with who was first, and how it stands now. */
export function refusalMessage(why: Why, view: ExceptionView | null, actor: string, now: Instant): Message {
  const words = view === null ? GONE : reasonFor(why, view, actor, now);
  return {
    text: plain(words.replaceAll('*', '').replace(/<!date[^|]*\|([^>]*)>/g, '$1'), 600),
    blocks: [
      section(words),
      ...context('Nothing was changed by this.'),
      ...(view === null ? [] : actions([button('exception-open', 'Show it', view.exception.id)])),
    ],
  };
}

const GONE = 'This exception is no longer there. `/ready exceptions` lists those that are.';

function reasonFor(why: Why, view: ExceptionView, actor: string, now: Instant): string {
  const words: Readonly<Record<Refusal | 'gone', () => string>> = {
    'already-decided': () => decidedWords(view, now),
    'already-agreed': () => agreedWords(view, actor, now),
    'not-an-approver': () =>
      'You are not among those who decide about this request now. Its approvers are named in ready.yml, by the tier of the service.',
    'own-request': () => 'This is your own request, so somebody else decides about it.',
    'not-the-requester': () => `Only ${person(view.exception.requester)}, who asked for it, can do this.`,
    'seen-another': () =>
      'It was changed after you saw it, so your answer may be to something else. Look at it as it stands now, then decide.',
    'no-reason': () => 'A reason is needed: say it in a sentence.',
    'no-such-end': () =>
      `Choose a day that is still to come, and no later than was asked for: ${day(view.exception.askedUntil)}.`,
    'not-over-yet': () => 'Its time is not over yet.',
    gone: () => GONE,
  };
  return words[why]();
}

function decidedWords({ exception }: ExceptionView, now: Instant): string {
  const at = exception.end?.at ?? exception.approvals.at(-1)?.at;
  const ago = at === undefined ? '' : `, ${when(at, now)}`;
  return `It is decided already${ago}.\n*${verdict(exception) ?? 'It waits'}*`;
}

function agreedWords({ exception, missing }: ExceptionView, actor: string, now: Instant): string {
  const mine = exception.approvals.find(({ by }) => by.id === actor);
  const at = mine === undefined ? '' : ` ${when(mine.at, now)}`;
  const others = exception.approvals.filter(({ by }) => by.id !== actor).map(({ by }) => by);
  const also = others.length === 0 ? '' : ` So has ${people(others)}.`;
  const rest =
    missing > 0 ? ` ${count(missing, 'more approval')} ${missing === 1 ? 'is' : 'are'} needed.` : '';
  return `You agreed${at} already.${also}${rest}`;
}
