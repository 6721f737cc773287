import type { KnownBlock, RichTextElement } from '@slack/types';
import type {
  Digest,
  DigestPart,
  InitiativeProgress,
  Move,
  Relabelled,
  TimedException,
} from '../../domain/digest.ts';
import type { KeptDigest } from '../../use-cases/digests/kept-digest.ts';
import { context, lines, ours, words } from './blocks.ts';
import { dayRich } from './dates.ts';
import { DOWN, moveWords, UP } from './digest-words.ts';
import { fitted, type Message } from './message.ts';
import { count, mrkdwn } from './text.ts';
import { ICON } from './words.ts';

type Line = readonly RichTextElement[];

/** Lines of one kind. */
const MOST = 10;

/** What goes into the digest's thread. */
export function digestDetails(kept: KeptDigest): Message {
  return fitted(MOST, (most) => ({
    text: `Details of the week, ${mrkdwn(kept.digest.name, 80)}: who moved, which rules fail most, exceptions, initiatives, and what is not known.`,
    blocks: detailBlocks(kept, most),
  }));
}

/** One block for each part that has something to tell, at most `most` lines each. */
export function detailBlocks({ digest, parts }: KeptDigest, most: number): KnownBlock[] {
  const blocks = parts.flatMap((part) =>
    PARTS[part](digest).flatMap(({ heading, rows }): KnownBlock[] => {
      if (rows.length === 0) return [];
      const rest = rows.length - Math.min(rows.length, most);
      const shown = rows.slice(0, most);
      return lines([
        [ours(heading, { bold: true })],
        ...shown,
        ...(rest > 0 ? [[ours(`and ${rest} more`, { italic: true })]] : []),
      ]);
    }),
  );
  return blocks.length > 0 ? blocks : context('Nothing more to tell.');
}

interface Chapter {
  readonly heading: string;
  readonly rows: readonly Line[];
}

const PARTS: Readonly<Record<DigestPart, (digest: Digest) => readonly Chapter[]>> = {
  movement: ({ improved, dropped, added, relabelled }) => [
    { heading: 'Most improved', rows: improved.map((move) => moveRow(UP, move)) },
    { heading: 'Biggest drops', rows: dropped.map((move) => moveRow(DOWN, move)) },
    { heading: 'Asked less of since, in files', rows: relabelled.map(relabelledRow) },
    { heading: 'New here', rows: added.map((service) => [words(service, 80, true)]) },
  ],
  rules: ({ failing }) => [
    {
      heading: 'Most failed',
      rows: failing.map(({ title, services }) => [
        words(title, 100),
        ours(` · ${count(services, 'service')}`),
      ]),
    },
  ],
  exceptions: ({ granted, ending }) => [
    { heading: 'Exceptions granted', rows: granted.map(exceptionRow) },
    { heading: 'Exceptions that end within a week', rows: ending.map(exceptionRow) },
  ],
  initiatives: ({ initiatives }) => [{ heading: 'Initiatives', rows: initiatives.map(initiativeRow) }],
  unknown: ({ unknown }) => [
    {
      heading: 'Not known',
      rows: unknown.reasons.map(({ reason, checks, services }) => [
        ours(`${ICON.unknown} `),
        words(reason, 160),
        ours(` · ${count(checks, 'check')} of ${count(services, 'service')}`),
      ]),
    },
  ],
  // A message of its own.
  map: () => [],
};

/** "▼ **payments-api** lost Silver, lost the minimum bar: Merge approval, Runbook" */
function moveRow(sign: string, move: Move): Line {
  const [first, ...others] = move.because.slice(0, 3);
  const bar = move.bar !== null && (move.from?.id ?? null) !== (move.to?.id ?? null) ? barClause(move) : '';
  return [
    ours(`${sign} `),
    words(move.service, 80, true),
    ours(` ${moveWords(move)}${bar}`),
    ...(first === undefined ? [] : [ours(': '), words(first, 80)]),
    ...others.flatMap((title) => [ours(', '), words(title, 80)]),
  ];
}

/** "⚠️ **ledger** · tier tier-1 → tier-3, lifecycle production → experimental" */
function relabelledRow({ service, labels }: Relabelled): Line {
  return [
    ours(`${ICON.doubt} `),
    words(service, 80, true),
    ...labels.flatMap(({ label, from, to }, nth) => [
      ours(nth === 0 ? ' · ' : ', '),
      words(label, 30),
      ours(' '),
      words(from, 40),
      ours(' → '),
      words(to, 40),
    ]),
  ];
}

function barClause({ bar }: Move): string {
  return bar === 'lost' ? ', lost the minimum bar' : ', met the minimum bar';
}

/** "🛡️ **payments-api** · Code coverage · until 12 March · Ana, Bo" */
function exceptionRow({ service, titles, until, by }: TimedException): Line {
  const [first = '', ...others] = titles;
  return [
    ours(`${ICON.exception} `),
    words(service, 80, true),
    ours(' · '),
    words(first, 80),
    ours(others.length === 0 ? '' : ` and ${others.length} more`),
    ours(' · until '),
    dayRich(until),
    ...by.slice(0, 3).flatMap((name, nth) => [ours(nth === 0 ? ' · ' : ', '), words(name, 60)]),
  ];
}

/** "🗓️ **On-call for all** · 9 of 12 done (2 this week), 1 excused, 1 can't tell · by 1 May" */
function initiativeRow({ title, done, open, excused, unknown, fresh, deadline }: InitiativeProgress): Line {
  const total = done + open + excused + unknown;
  const counts = [
    `${done} of ${total} done${fresh === 0 ? '' : ` (${fresh} this week)`}`,
    excused === 0 ? '' : `${excused} excused`,
    unknown === 0 ? '' : `${unknown} can't tell`,
  ];
  return [
    ours(`${ICON.coming} `),
    words(title, 100, true),
    ours(` · ${counts.filter((part) => part !== '').join(', ')} · by `),
    dayRich(deadline),
  ];
}
