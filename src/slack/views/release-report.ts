import type { KnownBlock, RichTextElement } from '@slack/types';
import type {
  ReleaseException,
  ReleaseFinding,
  ReleaseReport,
  ReleaseResult,
  ReleaseService,
} from '../../domain/release-check.ts';
import { barCounts, findingWords, isAboveBar, resultWords } from '../../domain/release-words.ts';
import type { SavedRelease } from '../../use-cases/report-views.ts';
import {
  actions,
  button,
  context,
  header,
  LONGEST_VALUE,
  lines,
  menu,
  ours,
  section,
  words,
} from './blocks.ts';
import { dayRich, moment } from './dates.ts';
import { fitted, type Message } from './message.ts';
import { exportButtons } from './report-buttons.ts';
import { count, listed, mrkdwn, plain } from './text.ts';
import { barIcon, ICON } from './words.ts';

type Line = readonly RichTextElement[];

/** Lines of one kind. */
const MOST = 12;
const MOST_NAMES = 10;

const ICONS: Readonly<Record<ReleaseResult, string>> = {
  go: ICON.ok,
  'go with warnings': ICON.doubt,
  'no-go': ICON.gap,
};

/** Go or no-go with its reasons. Nothing depends on when it is looked at: a saved one shows the same for ever. */
export function releaseMessage(
  saved: SavedRelease,
  { sharedBy }: { readonly sharedBy?: string } = {},
): Message {
  const { report } = saved;
  return fitted(MOST, (most) => ({
    text: `${sharedBy === undefined ? '' : `${mrkdwn(sharedBy, 60)} shares: `}${spoken(saved)}`,
    blocks: [
      header(`${ICONS[report.result]} ${resultWords(report.result)} · ${plain(report.title, 100)}`),
      section(barCounts(report)),
      ...chaptersOf(report).flatMap((chapter) => chapterBlocks(chapter, most)),
      ...context(
        inOrder(report),
        sharedBy === undefined ? '' : `Shared by ${mrkdwn(sharedBy, 60)}`,
        footer(saved, sharedBy !== undefined),
      ),
      ...actions([
        ...menu(
          'open',
          'Open a service',
          report.services.slice(0, most).map(({ id }) => ({ label: id, value: id })),
        ),
        ...again(report),
        ...(sharedBy === undefined
          ? [button('release-share', 'Share', saved.id, { spoken: 'Share this release check here' })]
          : []),
        ...exportButtons({ kind: 'release', about: saved.id }),
      ]),
    ],
  }));
}

function spoken({ report, id }: SavedRelease): string {
  const { result, title, services } = report;
  const against = services.filter((service) => service.result === 'no-go');
  const names = listed(
    against.map((service) => mrkdwn(service.id, 60)),
    3,
  );
  const why = against.length === 0 ? '' : ` Against it: ${names}.`;
  return `${resultWords(result)} for ${mrkdwn(title, 100)}. ${barCounts(report)}${why} Saved as ${id}.`;
}

interface Chapter {
  readonly heading: string;
  readonly rows: readonly (() => Line)[];
}

function chaptersOf({ services }: ReleaseReport): readonly Chapter[] {
  const having = (is: (finding: ReleaseFinding) => boolean) =>
    services.flatMap((service) =>
      service.findings.filter(is).map((finding) => () => findingLine(service, finding)),
    );
  const exceptions = services.flatMap((service) =>
    service.exceptions.map((exception) => () => exceptionLine(service, exception)),
  );
  return [
    { heading: 'Against it', rows: having(({ weight }) => weight === 'blocks') },
    { heading: 'Warnings', rows: having(({ weight }) => weight === 'warns') },
    { heading: 'Exceptions in force', rows: exceptions },
    {
      heading: 'Without effect on this',
      rows: [
        ...having((finding) => finding.weight === 'noted' && !isAboveBar(finding)),
        ...services.flatMap((service) => {
          const above = service.findings.filter(isAboveBar);
          return above.length === 0 ? [] : [() => aboveLine(service, above)];
        }),
      ],
    },
  ];
}

function chapterBlocks({ heading, rows }: Chapter, most: number): KnownBlock[] {
  if (rows.length === 0) return [];
  const rest = rows.length - Math.min(rows.length, most);
  return lines([
    [ours(`${heading} (${rows.length})`, { bold: true })],
    ...rows.slice(0, most).map((row) => row()),
    ...(rest > 0 ? [[ours(`and ${rest} more: take it as Markdown or CSV`, { italic: true })]] : []),
  ]);
}

/** "❌ **payments-api** · Runbook linked · no runbook is linked · since 3 March" */
function findingLine({ id }: ReleaseService, finding: ReleaseFinding): Line {
  const { kind, title, since } = finding;
  const icon = kind === 'fails' || (kind === 'bar' && finding.weight === 'blocks') ? ICON.gap : ICON.unknown;
  return [
    ours(`${kind === 'nothing asked' ? ICON.aside : icon} `),
    words(id, 80, true),
    ...(title === null ? [] : [ours(' · '), words(title, 100)]),
    ours(' · '),
    words(findingWords(finding), 200),
    ...(since === null ? [] : [ours(' · since '), dayRich(since)]),
  ];
}

/** "❔ **ledger** · 3 not known above its minimum bar: Coverage, Runbook and 1 more" */
function aboveLine({ id }: ReleaseService, findings: readonly ReleaseFinding[]): Line {
  const titles = findings.map(({ title }) => plain(title ?? '', 100));
  return [
    ours(`${ICON.unknown} `),
    words(id, 80, true),
    ours(` · ${findings.length} not known above its minimum bar: `),
    words(listed(titles, 3), 200),
  ];
}

function exceptionLine({ id }: ReleaseService, { titles, until, by }: ReleaseException): Line {
  return [
    ours(`${ICON.exception} `),
    words(id, 80, true),
    ours(' · '),
    words(listed(titles, 3), 200),
    ours(' · until '),
    dayRich(until),
    ...(by.length === 0 ? [] : [ours(' · '), words(listed(by, 3), 100)]),
  ];
}

/** "✅ In order: finder, ledger and 10 more" */
function inOrder({ services }: ReleaseReport): string {
  const fine = services.filter(({ result, bar }) => result === 'go' && bar !== 'none');
  if (fine.length === 0) return '';
  const names = fine.slice(0, MOST_NAMES).map(({ id }) => mrkdwn(id, 80));
  const rest = fine.length - names.length;
  return `${barIcon('met')} In order: ${listed(names, MOST_NAMES)}${rest > 0 ? ` and ${rest} more` : ''}`;
}

/** Slack gives a posted message a link; an answer that one person alone sees has none. */
function footer({ id, byName, report }: SavedRelease, isPosted: boolean): string {
  const when = `${count(report.services.length, 'service')} ${moment('as of', report.at)}`;
  return `${when} · checked by ${mrkdwn(byName, 80)} · ${isPosted ? 'the link of this message and ' : ''}\`/ready report show ${id}\` ${isPosted ? 'show' : 'shows'} the same later`;
}

/** A release that cannot be named in a button is typed again. */
function again({ services }: ReleaseReport) {
  const value = `report release ${services.map(({ id }) => id).join(' ')}`;
  return value.length > LONGEST_VALUE ? [] : [button('say', 'Check anew', value)];
}
