import type { KnownBlock } from '@slack/types';
import type { Bar } from '../../domain/outcome.ts';
import type { HomeService, HomeView, Moved } from '../../use-cases/home-views.ts';
import { actions, button, context, fitsOption, type MenuEntry, overflow, section } from './blocks.ts';
import { homeValue } from './home-target.ts';
import { shownIn } from './home-verifications.ts';
import { turns, type Window, windowWords } from './pages.ts';
import { barSummary, levelsLine } from './service-rows.ts';
import { askValue, detailsValue, WEIGHTIEST } from './targets.ts';
import { count, mrkdwn } from './text.ts';
import { barIcon, barTrouble, ICON, levelIcon, levelName } from './words.ts';

/** Services, worst first: each with its level, its minimum bar, its score and what moved since a week ago. */
export function serviceBlocks(view: HomeView): KnownBlock[] {
  const { services, of } = view;
  if (services === null) return [];
  const { page, summary } = services;
  const whose = of.kind === 'me' ? 'Your services' : 'Services';
  if (page.total === 0) return nothingHere(view, whose);
  const bar = barSummary(summary);
  const window = { offset: page.offset, size: page.lines.length, total: page.total };
  const hasMoved = page.lines.some(({ moved }) => movedWords(moved) !== '');
  return [
    { type: 'divider' },
    section(
      `*${whose}* · ${count(summary.services, 'service')}${bar === '' ? '' : ` · ${bar}`}\n${levelsLine(summary)}`,
    ),
    ...page.lines.map(serviceRow),
    ...context(
      [windowWords(window), 'worst first', hasMoved ? '▲▼ since a week ago' : '']
        .filter((part) => part !== '')
        .join(' · '),
    ),
    ...actions(turnButtons(view, window, page.size)),
  ];
}

function nothingHere({ of, mayRegister }: HomeView, whose: string): KnownBlock[] {
  const why =
    of.kind === 'organisation'
      ? 'The catalog has no services yet.'
      : 'No service of the catalog names this team as its owner.';
  return [
    { type: 'divider' },
    section(
      `*${whose}* · none\n${of.kind === 'me' ? 'No service of the catalog names a team of yours as its owner.' : why}`,
    ),
    ...actions([
      button('say', 'List all services', 'list'),
      ...(mayRegister ? [button('register', 'Register one', '')] : []),
    ]),
  ];
}

/**
 * "🥉 *payments-api* · Bronze · tier-1" and below "❌ minimum bar not met · score 72 ▼ 5 · 2 not yet". The first line
 * is what a phone shows.
 */
function serviceRow(service: HomeService): KnownBlock {
  const { id, tier, standing } = service;
  const primary = standing?.primary ?? null;
  const icon = primary === null ? ICON.aside : levelIcon(primary.held);
  const level = primary === null ? '' : ` · ${mrkdwn(levelName(primary.held), 30)}`;
  const first = `${icon} *${mrkdwn(id, 80)}*${level} · ${mrkdwn(tier, 30)}`;
  return section(`${first}\n${standingWords(service)}`, overflow(entries(id)));
}

function standingWords({ standing, moved }: HomeService): string {
  if (standing === null) return 'no scorecard applies';
  const { bar, primary, failing, unknown } = standing;
  const score = primary?.score ?? null;
  const moves = movedWords(moved);
  return [
    barWords(bar),
    score === null ? moves : `score ${score}${moves === '' ? '' : ` ${moves}`}`,
    failing === 0 ? '' : `${failing} not yet`,
    unknown === 0 ? '' : `${unknown} not known`,
    failing + unknown === 0 ? 'all ok' : '',
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

function barWords(bar: Bar): string {
  return bar === 'met' || bar === 'met_by_exception' ? `${barIcon(bar)} minimum bar met` : barTrouble(bar);
}

/** "▼ 5", "▲ a level"; empty where nothing moved, or nobody can tell. */
function movedWords(moved: Moved | null): string {
  if (moved === null) return '';
  const { score, levels } = moved;
  const parts = [
    score === null || score === 0 ? '' : `${arrow(score)} ${Math.abs(score)}`,
    levels === 0 ? '' : `${arrow(levels)} ${count(Math.abs(levels), 'level')}`,
  ];
  return parts.filter((part) => part !== '').join(' ');
}

function arrow(by: number): string {
  return by > 0 ? '▲' : '▼';
}

/** An entry whose id is longer than Slack takes is left out; the search above finds the service. */
function entries(id: string): readonly MenuEntry[] {
  return [
    { label: 'Open the card', action: 'open', value: id },
    { label: 'Check again', action: 'check-again', value: id },
    { label: 'Details', action: 'details', value: detailsValue({ service: id, tab: 'checks', offset: 0 }) },
    {
      label: 'Request exception',
      action: 'exception-new',
      value: exceptValue(id),
    },
  ];
}

function exceptValue(service: string): string {
  const value = askValue({ kind: 'new', service, rule: WEIGHTIEST });
  return fitsOption('exception-new', value) ? value : askValue({ kind: 'new', service, rule: null });
}

function turnButtons(view: HomeView, window: Window, full: number) {
  const { on } = turns(window);
  const { back } = turns({ ...window, size: full });
  const turn = (label: string, offset: number | null, nth: number) =>
    offset === null ? [] : [button('home-page', label, homeValue({ ...shownIn(view), offset }), { nth })];
  return [...turn('◀ Previous', back, 0), ...turn('Next ▶', on, 1)];
}
