/** What is told of exceptions that were asked for in one go: to those who decide, and to everybody else. */
import type { ActionsBlockElement, KnownBlock } from '@slack/types';
import type { Exception } from '../../domain/exceptions/exception.ts';
import type { Instant } from '../../domain/instant.ts';
import type { BatchEnd, BatchView } from '../../use-cases/batch-views.ts';
import type { ExceptionLine, ExceptionView } from '../../use-cases/exception-views.ts';
import { batchOffer } from './batch-target.ts';
import { actions, button, context, section } from './blocks.ts';
import { type Audience, reasonOf } from './check-lines.ts';
import { day, moment } from './dates.ts';
import { batchTalk } from './exception-batch-talk.ts';
import { LONGEST_TEXT, serviceWords } from './exception-facts.ts';
import { batchTitles } from './exception-matter.ts';
import { agreedWords, earlierWords, effectWords, followUpWords, person, verdict } from './exception-words.ts';
import { fitted, type Message } from './message.ts';
import { askValue, endValue } from './targets.ts';
import { count, listed, mrkdwn } from './text.ts';
import { ICON } from './words.ts';

const MOST_NAMED = 12;

/** "12 services", and what it is about. */
function matterOf({ lines }: BatchView): string {
  return count(lines.length, 'service');
}

/** Those that the reader may still agree to; of a channel's message nobody knows who reads it. */
function openTo(view: BatchView, reader: string | null): readonly Exception[] {
  return view.lines
    .map(({ exception }) => exception)
    .filter(({ state, approvals }) => state === 'pending' && !approvals.some(({ by }) => by.id === reader));
}

/**
 * To who decides: what was asked, each service with what was measured there, and one decision for all that still wait
 * for this reader. `reader`: Slack user id; null = a channel.
 */
export function batchRequest(
  view: BatchView,
  { reader, shared }: Audience & { readonly reader: string | null },
): Message {
  const open = openTo(view, reader);
  return fitted(view.shown.length, (most) => ({
    text: spokenRequest(view, open.length),
    blocks: [
      section(headline(view)),
      ...sharedFacts(view),
      ...view.shown.slice(0, most).map((one, nth) => serviceSection(one, nth, { shared })),
      ...batchTalk(view),
      ...context(
        restWords(view, most),
        `${askedWhen('asked', view)} by ${requesterOf(view)}. Each service is decided by itself: what you may not decide stays as it is.`,
      ),
      ...actions(decisions(view, open)),
    ],
  }));
}

function headline(view: BatchView): string {
  const waiting = view.lines.filter(({ exception }) => exception.state === 'pending').length;
  if (waiting > 0) {
    const some = waiting === view.lines.length ? '' : `\n${waiting} of ${view.lines.length} still wait`;
    return `${ICON.exception} *${requesterOf(view)} asks for ${whatOf(view)} for ${matterOf(view)}*${some}`;
  }
  return `${ICON.aside} *${outcomes(view)
    .map(({ words }) => words)
    .join('; ')}*\n${requesterOf(view)} asked for ${whatOf(view)} for ${matterOf(view)}`;
}

function whatOf({ shown }: BatchView): string {
  return shown.some(({ extended }) => extended !== null) ? 'more time for the exception' : 'an exception';
}

function spokenRequest(view: BatchView, open: number): string {
  const what = `${batchTitles(view)}: ${listed(serviceNames(view.lines), 3)}`;
  const asks = open === 0 ? 'asked' : 'asks';
  return `${requesterOf(view)} ${asks} for ${whatOf(view)} for ${matterOf(view)}. ${what}.`;
}

/** They were asked for with the same words. */
function sharedFacts(view: BatchView): KnownBlock[] {
  const [first] = view.shown;
  if (first === undefined) return [];
  const { exception, followUp } = first;
  const link = exception.followUp === null ? 'none named' : followUpWords(exception.followUp, followUp);
  return [
    section(
      `*Check*  ${batchTitles(view)}\n*Until*  ${day(exception.askedUntil)}${exception.kind === 'standing' ? ', standing' : ''}\n*Follow-up*  ${link}`,
    ),
    section(`*Why*  ${mrkdwn(exception.reason, LONGEST_TEXT)}`),
    section(`*Meanwhile*  ${mrkdwn(exception.risk, LONGEST_TEXT)}`),
  ];
}

/** "*ledger (tier-2: …)* · 61 % coverage, needs more than 80 % · Silver instead of Bronze", and how it stands. */
function serviceSection(view: ExceptionView, nth: number, { shared }: Audience) {
  const { exception, checks, earlier, effect } = view;
  const [check] = checks;
  const reason = check === undefined ? null : reasonOf(check, { shared });
  const before = earlierWords(exception, earlier);
  const agreed = exception.approvals.length > 0 || exception.approvalsRequired > 1;
  const state = verdict(exception) ?? (agreed ? agreedWords(exception) : '');
  const facts = [reason === null ? '' : mrkdwn(reason, 140), effectWords(effect), before ?? '']
    .filter((part) => part !== '')
    .join(' · ');
  const text = [`*${serviceWords(view.heading)}*`, facts, state].filter((line) => line !== '').join('\n');
  return section(text, button('exception-open', 'Look', exception.id, { nth }));
}

function restWords({ lines }: BatchView, shown: number): string {
  const rest = lines.slice(shown);
  if (rest.length === 0) return '';
  const names = rest.slice(0, MOST_NAMED).map(({ service }) => mrkdwn(service.id, 60));
  const more = rest.length - names.length;
  return `and ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}: \`/ready exceptions\` lists them`;
}

/** Rights are read at the press, at each service for itself. */
function decisions(view: BatchView, open: readonly Exception[]): ActionsBlockElement[] {
  const { value, offered } = batchOffer(view.id, open);
  if (offered.length === 0) return [];
  const many = count(offered.length, 'service');
  return [
    button('exception-batch-approve', `Approve for ${many}`, value, { style: 'primary' }),
    button('exception-batch-deny', `Deny for ${many}`, value),
    // A menu's entry has no room for what they are about.
    button('exception-batch-shorten', 'Until an earlier day', value),
    button('exception-batch-question', 'Ask', value),
  ];
}

/** To who was asked and has not answered. */
export function batchReminder(view: BatchView, why: string): Message {
  const lead =
    why === 'again'
      ? `${requesterOf(view)} waits for your decision again: what was asked has changed`
      : `${requesterOf(view)} has waited for a decision ${askedWhen('since', view)}`;
  return {
    text: `${spoken(lead)}. ${batchTitles(view)}, ${matterOf(view)}.`,
    blocks: [
      section(
        `${ICON.exception} *${lead}*\n${batchTitles(view)}: ${listed(serviceNames(view.lines), MOST_NAMED)}`,
      ),
      ...context(
        'My earlier message has the decision for all of them; `/ready exceptions to-decide` lists them.',
      ),
      ...actions([button('say', 'List them', 'exceptions to-decide')]),
    ],
  };
}

/** To owners, of those that are theirs, when they are asked for. */
export function batchHeard(view: BatchView): Message {
  const what = `${requesterOf(view)} asks for an exception for ${matterOf(view)} of yours`;
  const [first] = view.lines;
  return {
    text: `${what}: ${batchTitles(view)}. Their approvers are asked.`,
    blocks: [
      section(
        `${ICON.exception} *${what}*\n${batchTitles(view)}: ${listed(serviceNames(view.lines), MOST_NAMED)}${first === undefined ? '' : `, until ${day(first.exception.askedUntil)}\n_${mrkdwn(first.exception.reason, 300)}_`}`,
      ),
      ...context('You hear of it because the services are yours; whoever answers for their tiers decides.'),
      ...actions([button('say', 'List them', 'exceptions pending')]),
    ],
  };
}

/** In a channel, or to whoever asked: what became of them. `ended`: when, where it is told that they are over. */
export function batchOutcome(
  view: BatchView,
  { mine, ended = null }: { readonly mine: boolean; readonly ended?: Instant | null },
): Message {
  const all = outcomes(view);
  const lead = `${mine ? 'Your exception' : `${requesterOf(view)}’s exception`}: ${batchTitles(view)}`;
  const [first] = view.shown;
  return {
    text: `${lead}. ${all.map(({ words, names }) => `${spoken(words)}: ${listed(names, 3)}`).join('; ')}.`,
    blocks: [
      section(`${ICON.exception} *${lead}*`),
      ...all.map(({ words, names }) => section(`${words}\n${listed(names, MOST_NAMED)}`)),
      ...context(
        first === undefined || first.exception.followUp === null
          ? ''
          : `Follow-up: ${followUpWords(first.exception.followUp, first.followUp)}`,
      ),
      ...actions([
        ...(ended === null ? [] : endButtons({ batch: view.id, until: ended })),
        button('say', 'List them', mine ? 'exceptions mine' : 'exceptions'),
      ]),
    ],
  };
}

/** What can be done about those that end, or ended, together. */
export function endButtons(end: BatchEnd): ActionsBlockElement[] {
  return [
    button('exception-batch-check', 'They’re fixed, check now', endValue(end), { style: 'primary' }),
    button('exception-new', 'Extend for all', askValue({ kind: 'prolong', ...end })),
  ];
}

interface Outcome {
  readonly words: string;
  readonly names: readonly string[];
}

/** How they stand, those that stand alike together. */
export function outcomes({ lines }: Pick<BatchView, 'lines'>): readonly Outcome[] {
  const alike = Map.groupBy(lines, ({ exception }) => verdict(exception) ?? 'Waits for approval');
  return Array.from(alike, ([words, some]) => ({
    words: some.length === lines.length ? words : `${count(some.length, 'service')}: ${words}`,
    names: serviceNames(some),
  }));
}

function serviceNames(lines: readonly ExceptionLine[]): readonly string[] {
  return lines.map(({ service }) => mrkdwn(service.id, 60));
}

function requesterOf({ lines: [first] }: BatchView): string {
  return first === undefined ? 'Somebody' : person(first.exception.requester);
}

function askedWhen(lead: string, { lines: [first] }: BatchView): string {
  return first === undefined ? '' : moment(lead, first.exception.requestedAt);
}

/** Without the tokens of mrkdwn. */
export function spoken(words: string): string {
  return words.replace(/<!date[^|]*\|([^>]*)>/g, '$1');
}
