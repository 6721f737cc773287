import type { KnownBlock, RichTextElement } from '@slack/types';
import type { InitiativeView, Laggard } from '../../use-cases/initiative-views.ts';
import { actions, button, context, lines, ours, plainText, section, words } from './blocks.ts';
import { day, dayPlain, dayRich } from './dates.ts';
import { previewWords } from './initiative-ask.ts';
import { openValue } from './initiative-form.ts';
import {
  askedWords,
  burnUp,
  countWords,
  doneWords,
  leftWords,
  progressBar,
  stateOf,
} from './initiative-words.ts';
import type { Modal } from './message.ts';
import { turns, windowWords } from './pages.ts';
import { count, mrkdwn, plain } from './text.ts';
import { ICON } from './words.ts';

const MOST_TEAMS = 15;

/** One initiative: how far it is, who is behind, what keeps them, and what the reader may do. */
export function initiativeModal(view: InitiativeView): Modal {
  return {
    type: 'modal',
    callback_id: 'initiative-open',
    title: plainText('Initiative', 24),
    close: plainText('Close', 24),
    blocks: [
      ...heading(view),
      ...(view.preview === null ? standing(view) : context(`Would be about ${previewWords(view.preview)}`)),
      ...buttons(view),
    ],
  } satisfies Modal;
}

function heading(view: InitiativeView): KnownBlock[] {
  const { initiative } = view;
  const { title, why, filter, ownerName, deadline, remark } = initiative;
  const isDated = initiative.state === 'draft' || initiative.state === 'active';
  const until = `${ICON.coming} ${stateOf(view)}${isDated ? ', until' : ', deadline'} ${day(deadline)}`;
  return [
    section(`*${mrkdwn(title, 120)}*\n${mrkdwn(why, 500)}`),
    ...context(
      `${until} · ${mrkdwn(ownerName, 40)} runs it`,
      `Asks for ${askedWords(view, 4)}`,
      `Services: ${filter === '' ? 'all' : mrkdwn(filter, 300)}`,
    ),
    ...channelLine(initiative.channel),
    ...context(
      remark === undefined || remark.text === ''
        ? ''
        : `${mrkdwn(remark.by, 40)}: ${mrkdwn(remark.text, 300)}`,
    ),
    ...context(view.trouble === null ? '' : `⚠️ ${mrkdwn(view.trouble, 300)}`),
  ];
}

function channelLine(channel: string | null): KnownBlock[] {
  if (channel === null) return [];
  const named: RichTextElement = /^[CG][A-Z0-9]{2,}$/.test(channel)
    ? { type: 'channel', channel_id: channel }
    : words(channel, 80);
  return lines([[ours('Told in '), named]]);
}

function standing(view: InitiativeView): KnownBlock[] {
  const { counts, days, blockers } = view;
  const line = burnUp(days);
  const first = days[0];
  return [
    section(`${progressBar(counts)} ${countWords(counts)}`),
    ...context(
      line === '' || first === undefined
        ? ''
        : `${line} since ${dateWords(first.day)}: ${doneWords(first.counts)} then, ${doneWords(counts)} now`,
    ),
    ...teams(view),
    ...laggards(view),
    ...blocked('*Nobody can tell*', blockers.unknown, blockers.unknownTotal),
    ...blocked('*Nobody owns it*', blockers.ownerless, blockers.ownerlessTotal),
  ];
}

/** "20 February 2026" of an ISO date. */
function dateWords(date: string): string {
  const at = Date.parse(date);
  return Number.isNaN(at) ? mrkdwn(date, 20) : dayPlain(at);
}

function teams({ teams: all }: InitiativeView): KnownBlock[] {
  if (all.length < 2) return [];
  return [
    section('*By team*'),
    ...lines(
      all
        .slice(0, MOST_TEAMS)
        .map(({ team, counts }) => [
          ours(`${progressBar(counts)} `),
          ours(`${doneWords(counts)} `),
          team === null ? ours('no owner', { italic: true }) : words(team.name, 60, true),
        ]),
    ),
    ...context(all.length > MOST_TEAMS ? `and ${count(all.length - MOST_TEAMS, 'more team')}` : ''),
  ];
}

function laggards({ initiative, laggards: page }: InitiativeView): KnownBlock[] {
  if (page.total === 0) return [];
  const { back, on } = turns(page);
  const turn = (label: string, offset: number | null, nth: number) =>
    offset === null ? [] : [button('initiative-open', label, openValue(initiative.id, offset), { nth })];
  return [
    section(`*Not there yet* · ${count(page.total, 'service')}`),
    ...lines(page.items.map(laggard)),
    ...context(windowWords(page)),
    ...actions([...turn('◀ Previous', back, 0), ...turn('Next ▶', on, 1)]),
  ];
}

/** "❌ **payments-api** · Merge approval · Payments · own deadline 3 May" */
function laggard(one: Laggard): RichTextElement[] {
  const own = one.late ? [ours(' · came later, until '), dayRich(one.deadline)] : [];
  const over = one.late || one.daysLeft >= 0 ? [] : [ours(` · ${leftWords(one.daysLeft)}`)];
  return [
    ours(`${one.progress === 'unknown' ? ICON.unknown : ICON.gap} `),
    words(one.id, 60, true),
    ...(one.gaps.length === 0 ? [] : [ours(' · '), words(gapWords(one), 160)]),
    ours(' · '),
    one.team === null ? ours('no owner') : words(one.team.name, 40),
    ...own,
    ...over,
  ];
}

function gapWords({ gaps }: Laggard): string {
  const [first, ...rest] = gaps.map(({ title, reason }) =>
    reason === null ? plain(title, 60) : `${plain(title, 60)}: ${plain(reason, 90)}`,
  );
  return `${first ?? ''}${rest.length === 0 ? '' : ` and ${rest.length} more`}`;
}

function blocked(title: string, some: readonly Laggard[], total: number): KnownBlock[] {
  if (total === 0) return [];
  return [
    section(`${title} · ${count(total, 'service')}`),
    ...lines(some.map(laggard)),
    ...context(total > some.length ? `and ${total - some.length} more` : ''),
  ];
}

function buttons({ initiative, may }: InitiativeView): KnownBlock[] {
  const { id } = initiative;
  return actions([
    ...(may.start ? [button('initiative-start', 'Start', id, { style: 'primary' })] : []),
    ...(may.edit ? [button('initiative-new', 'Edit', id)] : []),
    ...(may.extend ? [button('initiative-extend', 'Extend the deadline', id)] : []),
    ...(may.cancel ? [button('initiative-cancel', 'Cancel it', id, { style: 'danger' })] : []),
    ...(may.close ? [button('initiative-close', 'Close', id)] : []),
  ]);
}
