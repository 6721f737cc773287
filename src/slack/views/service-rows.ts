import type { RichTextElement } from '@slack/types';
import type { GroupView, ServiceLine, ServicePage, Summary } from '../../use-cases/list-services.ts';
import { actions, button, context, LONGEST_VALUE, lines, menu, ours, words } from './blocks.ts';
import type { Message } from './message.ts';
import { turns, type Window, windowWords } from './pages.ts';
import { type Listing, pageValue } from './targets.ts';
import { count, mrkdwn } from './text.ts';
import { barTrouble, ICON, levelIcon, levelName, levelWithIcon } from './words.ts';

type Blocks = Message['blocks'];

/** "🥉 **payments-api** · tier-1 · ❌ minimum bar not met · 3 not yet · 1 not known" */
export function serviceRow({ id, tier, standing }: ServiceLine): RichTextElement[] {
  const level = isJudged(standing) ? standing.primary : null;
  const icon = level === null ? ICON.aside : levelIcon(level.held);
  return [ours(`${icon} `), words(id, 80, true), ours(' · '), words(tier, 30), ours(standingWords(standing))];
}

type Standing = ServiceLine['standing'];

/** Nothing failing, nothing unknown and still no level of the scorecard that applies: no rule applies. */
function isJudged(standing: Standing): standing is NonNullable<Standing> {
  if (standing === null) return false;
  const { bar, failing, unknown, primary } = standing;
  return primary?.held !== null || bar !== 'none' || failing + unknown > 0;
}

function standingWords(standing: Standing): string {
  if (standing === null) return ' · no scorecard applies';
  if (!isJudged(standing)) return ' · no rule applies';
  const { bar, primary, failing, unknown } = standing;
  const parts = [
    primary === null ? '' : levelWords(primary),
    barTrouble(bar),
    failing === 0 ? '' : `${failing} not yet`,
    unknown === 0 ? '' : `${unknown} not known`,
    failing + unknown === 0 ? 'all ok' : '',
  ];
  return parts
    .filter((part) => part !== '')
    .map((part) => ` · ${part}`)
    .join('');
}

function levelWords({ held, heldByExceptions }: NonNullable<NonNullable<Standing>['primary']>): string {
  return `${levelName(held)}${heldByExceptions > 0 ? `, ${heldByExceptions} by exception` : ''}`;
}

/** "🥇 Gold 2   🥈 Silver 5   🥉 Bronze 4   ⚪ Starting 1" */
export function levelsLine({ levels }: Summary): string {
  return levels
    .filter(({ level, services }) => level !== null || services > 0)
    .slice(0, 8)
    .map(({ level, services }) => `${levelWithIcon(level)} ${services}`)
    .join('   ');
}

/** "minimum bar met by 11 of 12 · 1 can't tell" */
export function barSummary({ services, bar, without }: Summary): string {
  const judged = services - without;
  const parts = [
    judged === 0 ? '' : `minimum bar met by ${bar.met} of ${judged}`,
    bar.unknown === 0 ? '' : `${bar.unknown} can't tell`,
    without === 0 ? '' : `${count(without, 'service')} without a scorecard`,
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

/** The same for ears: "2 Gold, 5 Silver, 1 Starting; minimum bar met by 11 of 12." */
export function spokenSummary({ services, levels, bar, without }: Summary): string {
  const byLevel = levels
    .filter(({ services: many }) => many > 0)
    .slice(0, 8)
    .map(({ level, services: many }) => `${many} ${mrkdwn(levelName(level), 30)}`);
  const judged = services - without;
  if (judged === 0) return `${count(services, 'service')}, no scorecard applies.`;
  return `${[byLevel.join(', '), `minimum bar met by ${bar.met} of ${judged}`].filter((part) => part !== '').join('; ')}.`;
}

/** The first `shown` lines of a page, a menu to open one of them, and buttons to the pages around it. */
export function pageBlocks(page: ServicePage, listing: Listing, shown: number): Blocks {
  const visible = page.lines.slice(0, shown);
  const window = { offset: page.offset, size: visible.length, total: page.total };
  return [
    ...lines(visible.map(serviceRow)),
    ...context(windowWords(window)),
    ...actions([...openMenu(visible), ...turnButtons(listing, window, page.size)]),
  ];
}

/** Opens one of the services listed, beside the list. */
export function openMenu(visible: readonly ServiceLine[]) {
  return menu(
    'open',
    'Open a service',
    visible.map(({ id }) => ({ label: id, value: id })),
  );
}

/** Going back turns a full page, since fewer lines may have fitted on this one. */
function turnButtons(listing: Listing, window: Window, full: number) {
  const { on } = turns(window);
  const { back } = turns({ ...window, size: full });
  const turn = (label: string, offset: number | null, nth: number) => {
    const value = offset === null ? '' : pageValue({ listing, offset });
    // A value cannot be clipped: a query that long has no further pages.
    return value === '' || value.length > LONGEST_VALUE ? [] : [button('turn-page', label, value, { nth })];
  };
  return [...turn('◀ Previous', back, 0), ...turn('Next ▶', on, 1)];
}

/** "✅ Checkout is ready": one sentence on a whole group. */
export function groupVerdict({ kind, ready, summary }: GroupView): string {
  const judged = summary.services - summary.without;
  if (ready === 'empty')
    return summary.services === 0 ? 'No services yet' : 'No scorecard applies to its services yet';
  if (ready === 'unknown')
    return `${ICON.unknown} *Can't tell yet*: ${count(summary.bar.unknown, 'service')} not known`;
  if (ready === 'no')
    return `${ICON.gap} *Not ready yet*: ${summary.bar.notMet} of ${count(judged, 'service')} below the minimum bar`;
  return `${ICON.ok} *Ready*: ${kind === 'system' ? 'every part of it' : `all ${count(judged, 'service')}`} meets the minimum bar`;
}
