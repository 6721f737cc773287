import type { RichTextElement } from '@slack/types';
import type { Digest, DigestPart, InitiativeProgress, Move } from '../../domain/digest.ts';
import type { KeptDigest } from '../../use-cases/digests/kept-digest.ts';
import { button, context, lines, ours, section, words } from './blocks.ts';
import { dayPlain, dayRich } from './dates.ts';
import { barWords, DOWN, moved, moveWords, UP } from './digest-words.ts';
import type { Message } from './message.ts';
import { sparkline, weeksInWords } from './sparkline.ts';
import { count, listed, mrkdwn } from './text.ts';
import { ICON, levelName, levelWithIcon } from './words.ts';

type Line = readonly RichTextElement[];

const MOST_MOVES = 2;
const MOST_RULES = 3;
const MOST_INITIATIVES = 2;

export interface DigestOptions {
  /** Whose settings its button opens; null = it is posted nowhere, so there is nothing to decide. */
  readonly channel: string | null;
  /** Whether a thread goes with it. */
  readonly hasThread: boolean;
}

/** Short, for a channel: what moved; the rest is in its thread. */
export function digestMessage(kept: KeptDigest, options: DigestOptions): Message {
  const { digest } = kept;
  const settings =
    options.channel === null ? undefined : button('digest-settings', 'Settings', options.channel);
  if (digest.quiet)
    return {
      text: `${titleSpoken(digest)}: a quiet week, nothing moved. ${standSpoken(digest)}`,
      blocks: [section(`${title(digest)}: a quiet week, nothing moved. ${standSpoken(digest)}`, settings)],
    };
  return {
    text: `${titleSpoken(digest)}. ${spoken(kept)}`,
    blocks: [
      section(title(digest), settings),
      ...lines(bodyLines(kept)),
      ...context(remarks(digest), options.hasThread ? 'Details are in the thread.' : ''),
    ],
  };
}

function title({ name, services }: Digest): string {
  return `*Readiness this week* · ${mrkdwn(name, 80)} (${count(services, 'service')})`;
}

function titleSpoken({ name, services }: Digest): string {
  return `Readiness this week, ${mrkdwn(name, 80)}, ${count(services, 'service')}`;
}

/** "2 Gold, 5 Silver; minimum bar 11 of 12." */
function standSpoken(digest: Digest): string {
  const levels = digest.levels
    .filter(({ services }) => services > 0)
    .slice(0, 8)
    .map(({ level, services }) => `${services} ${mrkdwn(levelName(level), 30)}`);
  const parts = [levels.join(', '), barWords({ ...digest, bar: { ...digest.bar, moved: 0 } })];
  const told = parts.filter((part) => part !== '').join('; ');
  return told === '' ? '' : `${told}.`;
}

function spoken({ digest, parts }: KeptDigest): string {
  const names = (moves: readonly Move[]) =>
    listed(
      moves.map(({ service }) => mrkdwn(service, 60)),
      2,
    );
  const { improved, dropped, ending } = digest;
  const told = parts.includes('movement')
    ? [
        improved.length === 0 ? '' : `Better: ${names(improved)}.`,
        dropped.length === 0 ? '' : `Worse: ${names(dropped)}.`,
      ]
    : [];
  const ends =
    parts.includes('exceptions') && ending[0] !== undefined
      ? `${count(ending.length, 'exception ends', 'exceptions end')} within a week, the first on ${dayPlain(ending[0].until)}.`
      : '';
  const since = weeksInWords(digest.score.weekly ?? []);
  const score = since === '' ? '' : `Score ${digest.score.now}, ${since}.`;
  return [standSpoken(digest), score, ...told, ends].filter((part) => part !== '').join(' ');
}

function bodyLines({ digest, parts }: KeptDigest): readonly Line[] {
  const has = (part: DigestPart, line: () => Line) => (parts.includes(part) ? [line()] : []);
  return [
    levelsLine(digest),
    ...has('movement', () => movesLine(digest)),
    ...has('movement', () => relabelledLine(digest)),
    ...has('rules', () => rulesLine(digest)),
    beside(parts.flatMap((part) => datesOf(part, digest))),
    ...has('unknown', () => unknownLine(digest)),
  ].filter((line) => line.length > 0);
}

/** "🥇 Gold 2 (▲1)  🥈 Silver 5  ⚪ Starting 1 · minimum bar 11 of 12 · score 72 (▲2)" */
function levelsLine(digest: Digest): Line {
  const levels = digest.levels
    .filter(({ level, services, moved: by }) => level !== null || services > 0 || by !== 0)
    .slice(0, 8)
    .map((one) => `${levelWithIcon(one.level, (name) => name)} ${one.services}${moved(one.moved)}`);
  const { score } = digest;
  const parts = [
    levels.join('  '),
    barWords(digest),
    digest.bar.unknown === 0 ? '' : `${ICON.unknown} ${digest.bar.unknown} can't tell`,
    scoreWords(score),
  ];
  return [ours(parts.filter((part) => part !== '').join(' · '))];
}

/** "score 72 (▲2) ▃▅▅ up from 46 in 2 weeks" */
function scoreWords({ now, moved: by, weekly = [] }: Digest['score']): string {
  if (now === null) return '';
  const line = weekly.length === 0 ? '' : ` ${sparkline(weekly)} ${weeksInWords(weekly)}`;
  return `score ${now}${moved(by)}${line}`;
}

/** "▲ refunds-worker to Gold   ▼ payments-api lost Silver: Merge approval" */
function movesLine({ improved, dropped }: Digest): Line {
  return beside([
    ...improved.slice(0, MOST_MOVES).map((move) => moveElements(UP, move)),
    ...more(UP, improved.length),
    ...dropped.slice(0, MOST_MOVES).map((move) => moveElements(DOWN, move)),
    ...more(DOWN, dropped.length),
  ]);
}

/** Several things in one line. */
function beside(told: readonly Line[]): Line {
  return told.flatMap((elements, nth) => (nth === 0 ? elements : [ours('   '), ...elements]));
}

function more(sign: string, total: number): Line[] {
  return total > MOST_MOVES ? [[ours(`${sign} ${total - MOST_MOVES} more`)]] : [];
}

function moveElements(sign: string, move: Move): Line {
  const [because] = move.because;
  return [
    ours(`${sign} `),
    words(move.service, 60, true),
    ours(` ${moveWords(move)}`),
    ...(because === undefined ? [] : [ours(': '), words(because, 60)]),
  ];
}

/** "⚠️ ledger is asked less of since: tier tier-1 → tier-3": nobody had to agree. */
function relabelledLine({ relabelled }: Digest): Line {
  const [first] = relabelled;
  const [label] = first?.labels ?? [];
  if (first === undefined || label === undefined) return [];
  const others = relabelled.length - 1;
  return [
    ours(`${ICON.doubt} `),
    words(first.service, 60, true),
    ours(' is asked less of since: '),
    words(label.label, 30),
    ours(' '),
    words(label.from, 40),
    ours(' → '),
    words(label.to, 40),
    ours(others === 0 ? '' : `, and ${count(others, 'more service')}`),
  ];
}

/** "Most failed: Two on-call levels (5), Runbook (3)" */
function rulesLine({ failing }: Digest): Line {
  if (failing.length === 0) return [];
  const told = failing
    .slice(0, MOST_RULES)
    .flatMap(({ title: rule, services }, nth) => [
      ours(nth === 0 ? '' : ', '),
      words(rule, 60),
      ours(` (${services})`),
    ]);
  return [ours('Most failed: '), ...told];
}

/** What ends and what has to be done by a day share a line. */
function datesOf(part: DigestPart, digest: Digest): readonly Line[] {
  if (part === 'exceptions') return exceptionElements(digest);
  if (part === 'initiatives') return digest.initiatives.slice(0, MOST_INITIATIVES).map(initiativeElements);
  return [];
}

function exceptionElements({ granted, ending }: Digest): readonly Line[] {
  const [next] = ending;
  const [fresh, over] = [granted.length, ending.length];
  if (fresh + over === 0) return [];
  const told = [
    ours(`${ICON.exception} `),
    ours(fresh === 0 ? '' : `${count(fresh, 'exception')} granted`),
    ours(fresh > 0 && over > 0 ? ', ' : ''),
    ...(next === undefined
      ? []
      : [
          ours(over === 1 ? `${fresh > 0 ? '1' : '1 exception'} ends ` : `${over} end within a week, from `),
          dayRich(next.until),
        ]),
  ];
  return [told];
}

function initiativeElements({
  title: name,
  done,
  open,
  excused,
  unknown,
  deadline,
}: InitiativeProgress): Line {
  const total = done + open + excused + unknown;
  return [ours(`${ICON.coming} “`), words(name, 60), ours(`”: ${done} of ${total} by `), dayRich(deadline)];
}

function unknownLine({ unknown }: Digest): Line {
  const [first] = unknown.reasons;
  if (first === undefined) return [];
  return [
    ours(`${ICON.unknown} Something is not known of ${count(unknown.services, 'service')}: `),
    words(first.reason, 120),
    ours(unknown.reasons.length > 1 ? `, and ${count(unknown.reasons.length - 1, 'more reason')}` : ''),
  ];
}

/** What has to be known to read the numbers right. */
function remarks({ since, rulesChanged, judged, services }: Digest): string {
  const parts = [
    since === null ? 'The first one: what moves is told from next week on' : '',
    rulesChanged ? 'The scorecard changed this week, so scores are not compared' : '',
    judged < services ? `No scorecard applies to ${count(services - judged, 'service')}` : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? '' : `${parts.join('. ')}.`;
}
