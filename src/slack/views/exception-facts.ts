/** What an exception is about, in the same few lines wherever it is shown. */
import type { KnownBlock } from '@slack/types';
import type { ExceptionView } from '../../use-cases/exception-views.ts';
import type { ServiceHeading } from '../../use-cases/show-readiness.ts';
import { context, section } from './blocks.ts';
import { type Audience, reasonOf } from './check-lines.ts';
import { day, moment } from './dates.ts';
import {
  agreedWords,
  earlierWords,
  effectWords,
  followUpWords,
  lengthInDays,
  people,
  person,
} from './exception-words.ts';
import { count, mrkdwn } from './text.ts';
import { midSentence } from './words.ts';

/** What is typed is never cut: five times this, escaped, is what a section takes. */
export const LONGEST_TEXT = 600;

const MOST_CHECKS = 8;
const MOST_REMARKS = 4;

/** "payments-api (tier-1: a shopper pays)" */
export function serviceWords({ id, tier }: ServiceHeading): string {
  const job = tier.job === null ? '' : `: ${mrkdwn(midSentence(tier.job), 100)}`;
  return `${mrkdwn(id, 80)} (${mrkdwn(tier.id, 30)}${job})`;
}

/** "Omar asks for an exception for payments-api (tier-1: a shopper pays)" */
export function askingLine({ exception, heading, extended }: ExceptionView): string {
  const what =
    extended === null
      ? exception.kind === 'standing'
        ? 'a standing exception'
        : 'an exception'
      : 'more time for the exception';
  const verb = exception.state === 'pending' ? 'asks' : 'asked';
  return `${person(exception.requester)} ${verb} for ${what} for ${serviceWords(heading)}`;
}

/** Checks with what was measured, why, what limits the harm, until when, and what it does. `shown`: checks at most. */
export function exceptionFacts(
  view: ExceptionView,
  audience: Audience,
  shown = MOST_CHECKS,
): readonly KnownBlock[] {
  const { exception, effect, earlier, extended } = view;
  const before = earlierWords(exception, earlier);
  return [
    section(checkLines(view, audience, shown).join('\n')),
    section(`*Why*  ${mrkdwn(exception.reason, LONGEST_TEXT)}`),
    ...(exception.risk.trim() === ''
      ? []
      : [section(`*Meanwhile*  ${mrkdwn(exception.risk, LONGEST_TEXT)}`)]),
    section(
      [
        `*Until*  ${day(exception.until)}, ${lengthInDays(exception)}${exception.kind === 'standing' ? ', standing: looked at again by then' : ''}`,
        `*Effect*  ${effectWords(effect)}`,
        `*Follow-up*  ${exception.followUp === null ? 'none named' : followUpWords(exception.followUp, view.followUp)}`,
        before === null ? '' : `*Before*  ${before}`,
        extended === null ? '' : `*Prolongs*  the one until ${day(extended.exception.until)}`,
      ]
        .filter((line) => line !== '')
        .join('\n'),
    ),
  ];
}

/** "*Check*  Code coverage over 85 % · 61 % coverage, needs more than 85 %" */
function checkLines(
  { exception, checks, titles }: ExceptionView,
  audience: Audience,
  shown: number,
): string[] {
  const rows = titles.slice(0, shown).map((title, nth) => {
    const key = exception.rules[nth]?.rule;
    const view = checks.find((one) => `${one.scorecard}/${one.rule}` === key);
    const reason = view === undefined ? null : reasonOf(view, audience);
    return `*Check*  ${mrkdwn(title, 120)}${reason === null ? '' : ` · ${mrkdwn(reason, 140)}`}`;
  });
  const rest = titles.length - rows.length;
  return rest > 0 ? [...rows, `and ${count(rest, 'more check')}`] : rows;
}

/** Who has agreed so far, who was asked, and what was said about it. */
export function exceptionTalk({ exception, talk }: ExceptionView): readonly KnownBlock[] {
  const remarks = talk.slice(-MOST_REMARKS).map((remark) => {
    const asker = talk[remark.answers ?? -1]?.by;
    const to = asker === undefined ? '' : ` to ${person(asker)}`;
    return `*${person(remark.by)}*${to}, ${moment('', remark.at)}: ${mrkdwn(remark.text, 300)}`;
  });
  const earlier = talk.length - remarks.length;
  const isPending = exception.state === 'pending';
  return context(
    ...(earlier > 0 ? [`${count(earlier, 'remark')} before these`] : []),
    ...remarks,
    isPending || exception.approvals.length > 0 ? agreedWords(exception) : '',
    `${moment('asked', exception.requestedAt)} by ${people([exception.requester])}`,
  );
}
