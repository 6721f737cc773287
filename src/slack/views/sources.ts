import type { RichTextElement } from '@slack/types';
import type { Instant } from '../../domain/instant.ts';
import type { SourcesView, SourceView } from '../../use-cases/show-sources.ts';
import { actions, button, context, header, lines, ours, section, words } from './blocks.ts';
import { lengthWords, when, whenPlain, whenRich } from './dates.ts';
import { fitted, type Message } from './message.ts';
import { count, listed, mrkdwn, plain } from './text.ts';
import { ICON } from './words.ts';

/** Of each kind; more sections than that and their buttons are more blocks than Slack takes. */
const MOST = 30;

/** Where the facts come from, and how that goes: trouble first, then what works, then what is not set up. */
export function sourcesMessage({ sources }: SourcesView, now: Instant): Message {
  const inUse = sources.filter(({ configured }) => configured === true);
  const troubled = inUse.filter(isTroubled).toSorted((a, b) => severity(b) - severity(a));
  const well = inUse.filter((source) => !isTroubled(source));
  const idle = sources.filter(({ configured }) => configured !== true);
  return fitted(Math.min(sources.length, MOST), (shown) => ({
    text: spoken(troubled, well, idle, now),
    blocks: [
      header('Where the facts come from'),
      ...troubled.slice(0, shown).map((source) => section(troubleText(source, now))),
      ...lines(well.slice(0, shown).map((source) => wellRow(source, now))),
      ...(idle.length === 0 ? [] : [section('*Not set up*')]),
      ...lines(idle.slice(0, shown).map(idleRow)),
      ...context(
        inUse.length === 0 ? 'No collector is configured yet: the README says what each needs.' : '',
        leftOut([troubled, well, idle], shown),
      ),
      ...actions([button('say', 'Look again', 'admin sources')]),
    ],
  }));
}

function leftOut(groups: readonly (readonly SourceView[])[], shown: number): string {
  const rest = groups.reduce((sum, group) => sum + Math.max(0, group.length - shown), 0);
  return rest === 0 ? '' : `and ${rest} more: \`npx ready sources\` shows all`;
}

function isTroubled({ failing, outageSince, pausedUntil }: SourceView): boolean {
  return outageSince !== null || pausedUntil !== null || failing > 0;
}

/** An outage before a wait, a wait before single failures. */
function severity({ outageSince, pausedUntil }: SourceView): number {
  if (outageSince !== null) return 2;
  return pausedUntil !== null ? 1 : 0;
}

/** "❔ *PagerDuty* answers nobody · since 09:12, 200 services"; what it said; what stays. */
function troubleText(source: SourceView, now: Instant): string {
  const { vendor, outageSince, pausedUntil, failing, services, lastError, lastGoodAt } = source;
  const name = `*${mrkdwn(vendor, 60)}*`;
  const state =
    outageSince !== null
      ? `${ICON.unknown} ${name} answers nobody · began ${when(outageSince, now)}`
      : pausedUntil !== null
        ? `${ICON.coming} ${name} asks us to wait · goes on ${when(pausedUntil, now)}`
        : `${ICON.unknown} ${name} · no answer about ${failing} of ${count(services, 'service')}`;
  const said = lastError === null ? '' : `${mrkdwn(lastError.message, 200)} (${when(lastError.at, now)})`;
  const good =
    lastGoodAt === null ? 'It never answered.' : `Last answer ${when(lastGoodAt, now)}; what it said stays.`;
  return [state, [said, good].filter((part) => part !== '').join('. '), mrkdwn(rateWords(source, now), 120)]
    .filter((line) => line !== '' && line !== '–')
    .join('\n');
}

function wellRow(source: SourceView, now: Instant): RichTextElement[] {
  const { vendor, fills, interval, services, due, lastGoodAt, told } = source;
  const rate = rateWords(source, now);
  return [
    ours(`${ICON.ok} `),
    words(vendor, 60, true),
    ours(` · ${plain(listed(namespacesOf(fills), 6) || 'nothing yet', 120)}`),
    ...(told
      ? [ours(' · told to us, never asked')]
      : [ours(` · ${count(services, 'service')} every ${lengthWords(interval).replace(/^1 /, '')}`)]),
    ...(lastGoodAt === null ? [] : [ours(' · '), whenRich(lastGoodAt, now)]),
    ...(due === 0 ? [] : [ours(` · ${due} due`)]),
    ...(rate === '' ? [] : [ours(` · ${plain(rate, 120)}`)]),
  ];
}

function idleRow({ vendor, configured, fills }: SourceView): RichTextElement[] {
  const lacks = configured === true ? '' : configured.lacks;
  return [
    ours(`${ICON.aside} `),
    words(vendor, 60, true),
    ours(fills.length === 0 ? ': ' : ` (${plain(listed(namespacesOf(fills), 6), 120)}): `),
    words(lacks, 200),
  ];
}

/** "4,200 of 5,000 requests left until in 20 minutes". */
function rateWords({ rate }: SourceView, now: Instant): string {
  if (rate === null || rate.remaining === null) return '';
  const of = rate.limit === null ? '' : ` of ${rate.limit.toLocaleString('en')}`;
  const again =
    rate.resetsAt === null || rate.resetsAt <= now ? '' : `, all again ${whenPlain(rate.resetsAt, now)}`;
  return `${rate.remaining.toLocaleString('en')}${of} requests left${again}`;
}

function namespacesOf(fills: readonly string[]): readonly string[] {
  return [...new Set(fills.map((path) => path.split('.', 1)[0] ?? path))];
}

function spoken(
  troubled: readonly SourceView[],
  well: readonly SourceView[],
  idle: readonly SourceView[],
  now: Instant,
): string {
  const trouble = troubled.map(({ vendor, outageSince, pausedUntil, failing }) => {
    const name = mrkdwn(vendor, 40);
    if (outageSince !== null) return `${name} answers nobody, began ${whenPlain(outageSince, now)}.`;
    if (pausedUntil !== null) return `${name} asks us to wait, goes on ${whenPlain(pausedUntil, now)}.`;
    return `${name} did not answer about ${count(failing, 'service')}.`;
  });
  return [
    'Where the facts come from.',
    ...trouble.slice(0, 5),
    `${count(well.length, 'collector')} without trouble, ${idle.length} not set up.`,
  ].join(' ');
}
