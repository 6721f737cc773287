/** What is open at a service, a line each, as reminders tell it. mrkdwn. */
import type { Instant } from '../../domain/instant.ts';
import type { CheckItem, EndingItem, NudgeItem } from '../../use-cases/nudge-views.ts';
import { type Audience, reasonOf } from './check-lines.ts';
import { day, dayPlain, nearby } from './dates.ts';
import { link, mrkdwn } from './text.ts';
import { ICON, midSentence } from './words.ts';

const TITLE = 80;
const REASON = 100;

export interface ItemScene extends Audience {
  readonly now: Instant;
  /** The date that the service's heading says already. */
  readonly due: Instant | null;
  /** Some of what is told was told before, so that what was not is worth a word. */
  readonly marksNew: boolean;
}

/** "❌ Two on-call levels · 1 level, needs 2 · Fix" */
export function itemLine(item: NudgeItem, scene: ItemScene): string {
  return item.kind === 'check' ? checkLine(item, scene) : endingLine(item, scene);
}

function checkLine({ view, why, due, isNew }: CheckItem, scene: ItemScene): string {
  const reason = reasonOf(view, scene);
  return [
    `${ICON.gap} ${mrkdwn(view.title, TITLE)}`,
    reason === null ? '' : mrkdwn(reason, REASON),
    why === 'regression' ? `was ok until ${day(view.since)}` : '',
    due === null || due === scene.due ? '' : dueWords(due, scene.now),
    isNew && scene.marksNew ? 'new' : '',
    view.fixUrl === null ? '' : fixLink(view.fixUrl),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

/** Nothing where the address is not fit to be followed: the word alone leads nowhere. */
function fixLink(url: string): string {
  const fix = link(url, 'Fix');
  return fix === 'Fix' ? '' : fix;
}

function endingLine({ what, title, until, isNew }: EndingItem, { now, marksNew }: ItemScene): string {
  const name = mrkdwn(title, TITLE);
  const end = nearby(until, now) ?? `on ${day(until)}`;
  const words = {
    exception: `Exception for ${name} ends ${end}`,
    attestation: `What was attested for ${name} ends ${end}`,
    verification: `To be confirmed ${until <= now ? 'since' : 'by'} ${day(until)}: ${name}`,
  }[what];
  return `${ICON.coming} ${words}${isNew && marksNew ? ' · new' : ''}`;
}

/** "due in 3 days", "was due 2 days ago", "due 1 May": a date in the reader's zone. */
export function dueWords(due: Instant, now: Instant): string {
  return `${due < now ? 'was due' : 'due'} ${nearby(due, now) ?? day(due)}`;
}

/** For the lock screen: "two on-call levels, due 1 May 2026". */
export function spokenItem(item: NudgeItem, now: Instant): string {
  const due = item.kind === 'check' ? item.due : item.until;
  const title = mrkdwn(midSentence(item.kind === 'check' ? item.view.title : item.title), TITLE);
  if (item.kind === 'ending' && item.what === 'verification')
    return item.until <= now ? 'is it all still true?' : `is it all still true? By ${dayPlain(item.until)}`;
  if (item.kind === 'ending')
    return `${title} ends ${nearby(item.until, now) ?? `on ${dayPlain(item.until)}`}`;
  return due === null
    ? title
    : `${title}, ${due < now ? 'was due' : 'due'} ${nearby(due, now) ?? dayPlain(due)}`;
}
