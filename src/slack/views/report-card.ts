import type { KnownBlock, RichTextElement } from '@slack/types';
import type { Move } from '../../domain/digest.ts';
import {
  comparedWords,
  type MovedRule,
  PERIODS,
  type ReportCard,
  type TeamLine,
  type TopService,
} from '../../domain/report-card.ts';
import { actions, button, context, header, lines, ours, section, words } from './blocks.ts';
import { dayPlain, moment } from './dates.ts';
import { DOWN, moved, moveWords, UP } from './digest-words.ts';
import { fitted, type Message } from './message.ts';
import { exportButtons } from './report-buttons.ts';
import { count, listed, mrkdwn, plain } from './text.ts';
import { levelIcon, levelName, levelWithIcon } from './words.ts';

type Line = readonly RichTextElement[];

/** Lines of one kind. */
const MOST = 5;

/** The best, the furthest moved, and each team. */
export function reportCardMessage(card: ReportCard): Message {
  if (card.judged === 0) return nothingYet(card);
  return fitted(MOST, (most) => ({
    text: spoken(card),
    blocks: [
      header(`Report card · ${plain(card.scope.name, 80)} · ${card.days} days`),
      section(standing(card)),
      ...chapter('Top services', card.top.map(topLine), most),
      ...chapter(
        'Most improved',
        card.improved.map((move) => moveLine(UP, move)),
        most,
      ),
      ...chapter(
        'Biggest drops',
        card.dropped.map((move) => moveLine(DOWN, move)),
        most,
      ),
      ...chapter('Rules that moved most', card.rules.map(ruleLine), most),
      // A single team would say again what the card says.
      ...(card.teams.length > 1 ? chapter('Teams', card.teams.map(teamLine), most) : []),
      ...context(`${comparedWords(card, dayWords)} Shown ${moment('as of', card.at)}.`),
      ...actions([
        ...PERIODS.filter((days) => days !== card.days).map((days, nth) =>
          button('say', `${days} days`, `report ${wordsOf({ ...card, days })}`, { nth }),
        ),
        ...exportButtons({ kind: 'card', about: wordsOf(card) }),
      ]),
    ],
  }));
}

/** What is typed behind `report` for the same card. */
function wordsOf({ scope, days }: Pick<ReportCard, 'scope' | 'days'>): string {
  if (scope.kind === 'organisation') return `${days}d`;
  return `${scope.kind === 'team' ? '@' : ''}${scope.id} ${days}d`;
}

function standing({ levels, bar, score }: ReportCard): string {
  const held = levels
    .filter(({ services, moved: by }) => services > 0 || by !== 0)
    .slice(0, 8)
    .map(({ level, services, moved: by }) => `${levelWithIcon(level)} ${services}${moved(by)}`);
  const parts = [
    bar.of === 0 ? '' : `minimum bar met by ${bar.met} of ${bar.of}${moved(bar.moved)}`,
    score.now === null ? '' : `average score ${score.now}${moved(score.moved)}`,
  ].filter((part) => part !== '');
  return [held.join('  '), parts.join(' · ')].filter((line) => line !== '').join('\n');
}

function spoken(card: ReportCard): string {
  const { scope, days, bar, improved, dropped } = card;
  const names = (moves: readonly Move[]) =>
    listed(
      moves.map(({ service }) => mrkdwn(service, 60)),
      3,
    );
  const told = [
    bar.of === 0 ? '' : `Minimum bar met by ${bar.met} of ${bar.of}.`,
    improved.length === 0 ? '' : `Better: ${names(improved)}.`,
    dropped.length === 0 ? '' : `Worse: ${names(dropped)}.`,
    comparedWords(card, dayWords),
  ].filter((part) => part !== '');
  return `Report card of ${mrkdwn(scope.name, 80)}, ${days} days. ${told.join(' ')}`;
}

function chapter(heading: string, rows: readonly Line[], most: number): KnownBlock[] {
  if (rows.length === 0) return [];
  const rest = rows.length - Math.min(rows.length, most);
  return lines([
    [ours(heading, { bold: true })],
    ...rows.slice(0, most),
    ...(rest > 0 ? [[ours(`and ${rest} more`, { italic: true })]] : []),
  ]);
}

function topLine({ id, level, score }: TopService): Line {
  return [
    ours(`${levelIcon(level)} `),
    words(id, 80, true),
    ours(' · '),
    words(levelName(level), 30),
    ours(score === null ? '' : ` · score ${score}`),
  ];
}

function moveLine(sign: string, move: Move): Line {
  return [ours(`${sign} `), words(move.service, 80, true), ours(' '), words(moveWords(move), 80)];
}

/** "▼ Runbook linked · 3 services fail it, 2 fewer": the sign follows the number that is told. */
function ruleLine({ title, failing, moved: by }: MovedRule): Line {
  const sign = by > 0 ? UP : DOWN;
  const change = `${Math.abs(by)} ${by > 0 ? 'more' : 'fewer'}`;
  return [
    ours(`${sign} `),
    words(title, 100, true),
    ours(` · ${count(failing, 'service fails', 'services fail')} it, ${change}`),
  ];
}

function teamLine({ name, services, bar, score }: TeamLine): Line {
  const parts = [
    count(services, 'service'),
    bar.of === 0 ? '' : `minimum bar met by ${bar.met} of ${bar.of}${moved(bar.moved)}`,
    score.now === null ? '' : `score ${score.now}${moved(score.moved)}`,
  ];
  return [words(name, 80, true), ours(` · ${parts.filter((part) => part !== '').join(' · ')}`)];
}

/** An ISO date without a zone, as people write it. */
function dayWords(day: string): string {
  return dayPlain(Date.parse(day));
}

function nothingYet({ scope, services }: ReportCard): Message {
  const what = `Nothing to report of ${mrkdwn(scope.name, 80)} yet.`;
  const why =
    services === 0
      ? 'It has no services in the catalog.'
      : 'No scorecard applies to its services, or they have not been judged yet.';
  return {
    text: `${what} ${why}`,
    blocks: [
      section(`*${what}* ${why}`),
      ...actions([
        button('say', 'List all services', 'list'),
        button('say', 'What is checked', 'explain', { nth: 1 }),
      ]),
    ],
  };
}
