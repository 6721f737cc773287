/** The one reminder of a day: everything that waits for a person, or in a channel for its team. */
import type { ActionsBlockElement, Button, SectionBlock } from '@slack/types';
import type { Instant } from '../../domain/instant.ts';
import type { NudgeItem, NudgeService, NudgeView } from '../../use-cases/nudge-views.ts';
import { actions, button, context, fitsOption, overflow, plainText, section } from './blocks.ts';
import { day, nearby } from './dates.ts';
import { keyOf } from './exception-form.ts';
import { fitted, type Message } from './message.ts';
import { asideLines, teamNames } from './nudge-asides.ts';
import { dueWords, itemLine, spokenItem } from './nudge-items.ts';
import { nudgeValue, snoozeValue } from './nudge-target.ts';
import { WEIGHTIEST } from './targets.ts';
import { count, mrkdwn } from './text.ts';
import { ICON } from './words.ts';

const MOST_SERVICES = 5;
const MOST_CHECKS = 3;
/** A section takes 3,000 characters; what is cut in the middle of a link is no link any more. */
const MOST_CHARACTERS = 2_600;

export interface NudgeScene {
  readonly now: Instant;
  /** Address of the app's Home; null = not known. */
  readonly home: string | null;
}

/** At most five services with three checks each; Home has the rest. */
export function nudgeMessage(nudge: NudgeView, scene: NudgeScene): Message {
  if (nudge.done) return allDone(nudge, scene);
  const all = nudge.services;
  return fitted(Math.min(all.length, MOST_SERVICES), (shown) => ({
    text: spoken(nudge, scene.now),
    blocks: [
      ...context(nudge.first ? greeting(nudge) : ''),
      section(headline(nudge)),
      ...all
        .slice(0, shown)
        .flatMap((one, nth) => [serviceSection(nudge, one, scene), ...confirmation(nudge, one, nth)]),
      ...context(restWords(all.length - shown, scene)),
      ...actions(nudge.id === '' ? [] : buttons(nudge, scene)),
      ...context(footer(nudge)),
    ],
  }));
}

/** "payments-api: two on-call levels, due 1 May; 3 more" */
function spoken({ services }: NudgeView, now: Instant): string {
  const [first] = services;
  const [item] = first?.items ?? [];
  if (first === undefined || item === undefined) return 'Nothing of your services needs you.';
  const rest = services.reduce((sum, { items }) => sum + items.length, 0) - 1;
  return `${mrkdwn(first.service.id, 80)}: ${spokenItem(item, now)}${rest === 0 ? '' : `; ${rest} more`}`;
}

/** Once: who speaks, why to these people, and where to change that. */
function greeting({ teams, to }: NudgeView): string {
  const who =
    'I am Ready: I say what services still lack to be ready for their customers, in one message a day at most.';
  const names = teamNames(teams);
  if (to.kind === 'channel')
    return `${who} It comes here as the catalog says: \`nudges: channel\` of ${names === '' ? 'this' : names} team.`;
  const role = names === '' ? 'the one who looks after them' : `${names} steward`;
  return `${who} You get this as ${role}. *Settings* below changes when it comes, and how much.`;
}

function headline({ services, fixed, ...rest }: NudgeView): string {
  const open = services.length;
  const done = fixed === 0 ? '' : `\n${ICON.ok} ${fixed} done since`;
  return `*${count(open, 'service')} ${open === 1 ? 'needs' : 'need'} you*${done}${asideLines(rest)}`;
}

function serviceSection(nudge: NudgeView, one: NudgeService, { now }: NudgeScene): SectionBlock {
  const { service, due, initiative, items, snoozedUntil } = one;
  const heading = [
    `*${mrkdwn(service.id, 80)}*`,
    due === null ? '' : dueWords(due, now),
    initiative === null ? '' : mrkdwn(initiative, 80),
    snoozedUntil === null ? '' : `snoozed until ${nearbyDay(snoozedUntil, now)}`,
  ];
  const all = nudge.services.flatMap((some) => some.items);
  const scene = { now, due, shared: nudge.to.kind === 'channel', marksNew: all.some(({ isNew }) => !isNew) };
  const lines = kept(items, (item) => itemLine(item, scene));
  const rest = items.length - lines.length;
  const text = [
    heading.filter((part) => part !== '').join(' · '),
    ...lines,
    rest === 0 ? '' : `and ${rest} more`,
  ];
  return section(
    text.filter((line) => line !== '').join('\n'),
    nudge.id === '' ? undefined : serviceMenu(one),
  );
}

/** Asked where it is read: a menu takes five entries, and this one is for few. */
function confirmation({ id }: NudgeView, { service, items }: NudgeService, nth: number) {
  const isAsked = items.some((item) => item.kind === 'ending' && item.what === 'verification');
  if (!isAsked || id === '') return [];
  const value = nudgeValue({ act: 'verify', service: service.id });
  return actions([
    button('nudge-menu', 'Still true?', value, { nth, spoken: `Is all of ${service.id} still true?` }),
  ]);
}

/** "today" is shorter than a date, and a snooze of a day ends tomorrow. */
function nearbyDay(at: Instant, now: Instant): string {
  return nearby(at, now) === null ? day(at) : `${day(at)} (${nearby(at, now)})`;
}

/** The first lines, as many as a section takes. */
function kept(items: readonly NudgeItem[], draw: (item: NudgeItem) => string): readonly string[] {
  const drawn: string[] = [];
  for (const item of items.slice(0, MOST_CHECKS)) {
    const line = draw(item);
    if (drawn.join('\n').length + line.length > MOST_CHARACTERS) break;
    drawn.push(line);
  }
  return drawn;
}

/** What is pressed here is an answer: nobody is told that nobody cares. */
function serviceMenu({ service: { id: service }, items }: NudgeService) {
  return overflow([
    { label: 'Check again', action: 'nudge-menu', value: nudgeValue({ act: 'check', service }) },
    { label: 'Snooze a day', action: 'snooze', value: snoozeValue({ days: 1, service }) },
    { label: 'Snooze a week', action: 'snooze', value: snoozeValue({ days: 7, service }) },
    { label: 'Request exception', action: 'nudge-menu', value: exceptValue(service, items) },
    { label: 'Not mine', action: 'not-mine', value: service },
  ]);
}

/** About the check that is told first, where its name is not longer than an option takes. */
function exceptValue(service: string, items: readonly NudgeItem[]): string {
  const first = items.find((item) => item.kind === 'check')?.view;
  const rules = first === undefined ? [] : [keyOf(first), WEIGHTIEST];
  const values = rules.map((rule) => nudgeValue({ act: 'except', service, rule }));
  return values.find((value) => fitsOption('nudge-menu', value)) ?? nudgeValue({ act: 'except', service });
}

function restWords(rest: number, { home }: NudgeScene): string {
  if (rest <= 0) return '';
  return `and ${count(rest, 'more service')}: ${home === null ? '`/ready` lists them' : homeLink(home, 'Home lists them')}`;
}

function homeLink(home: string, label: string): string {
  return `<${home.replaceAll('&', '&amp;')}|${label}>`;
}

/** Settings are a person's own, so there are none in a channel. */
function buttons(nudge: NudgeView, { home }: NudgeScene): readonly ActionsBlockElement[] {
  const settings = button('nudge-settings', 'Settings', '', { spoken: 'Settings of your reminders' });
  return [
    ...(nudge.done ? [] : [button('nudge-check-all', 'Check all again', nudge.id)]),
    ...homeButton(home),
    ...(nudge.to.kind === 'person' ? [settings] : []),
  ];
}

/** A link: Slack opens it by itself, and the bot has nothing to answer. */
function homeButton(home: string | null): readonly Button[] {
  if (home === null) return [];
  return [
    { type: 'button', action_id: 'open-home', text: plainText('Open Home', 40), url: home },
  ] satisfies Button[];
}

/** "You are Payments’ steward. At most one of these a day." */
function footer({ id, teams, to }: NudgeView): string {
  const names = teamNames(teams);
  const why =
    to.kind === 'channel'
      ? `Reminders of ${names === '' ? 'this channel’s' : names} services.`
      : names === ''
        ? ''
        : `You are ${names} steward.`;
  if (id === '')
    return `A sample${names === '' ? '' : ` of ${names} reminder`}: nothing was sent to anybody, and it has no buttons.`;
  return `${why} At most one of these a day.`.trim();
}

function allDone(nudge: NudgeView, scene: NudgeScene): Message {
  const things =
    nudge.fixed === 0
      ? ''
      : ` ${count(nudge.fixed, 'thing')} that I told you of ${nudge.fixed === 1 ? 'is' : 'are'} done.`;
  const isGone = nudge.fixed === 0 && nudge.moved.length + nudge.dropped > 0;
  const gone = nudge.moved.length > 0 ? 'is yours' : 'is asked for';
  const words = isGone ? `*Nothing of this ${gone} any more.*` : `*All done.*${things} Thank you.`;
  const icon = isGone ? ICON.aside : ICON.ok;
  return {
    text: words.replaceAll('*', ''),
    blocks: [
      section(`${icon} ${words}${asideLines(nudge)}`),
      ...actions(buttons(nudge, scene)),
      ...context(footer(nudge)),
    ],
  };
}

/** Seen by whoever pressed “Check all again”: the reminder itself follows. */
export function checkedAllMessage({
  nudge,
  trouble,
}: {
  readonly nudge: NudgeView;
  readonly trouble: readonly { readonly reason: string }[];
}): Message {
  const open = nudge.services.reduce((sum, { items }) => sum + items.length, 0);
  const words =
    open === 0
      ? 'Checked again: nothing of it is left.'
      : `Checked again: ${open} still open at ${count(nudge.services.length, 'service')}${nudge.fixed === 0 ? '' : `, ${nudge.fixed} done`}.`;
  const unread = trouble.slice(0, 3).map(({ reason }) => `${ICON.unknown} ${mrkdwn(reason, 200)}`);
  return {
    text: words,
    blocks: [
      section(`${open === 0 ? ICON.ok : ICON.gap} ${words}`),
      ...context(
        ...unread,
        trouble.length > unread.length ? `and ${trouble.length - unread.length} more did not answer` : '',
        trouble.length === 0 ? '' : 'What these know stays as it was.',
      ),
    ],
  };
}
