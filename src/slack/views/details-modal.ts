import type { ActionsBlockElement, KnownBlock } from '@slack/types';
import type { Instant } from '../../domain/instant.ts';
import type { ReadinessDetails } from '../../use-cases/show-details.ts';
import { actions, button, context, plainText, section } from './blocks.ts';
import { checkGroups } from './details-checks.ts';
import { dependencyGroups } from './details-dependencies.ts';
import { factGroups } from './details-facts.ts';
import { historyGroups } from './details-history.ts';
import type { Modal } from './message.ts';
import { groupedLines, type LineGroup, totalRows, turns, type Window, windowWords } from './pages.ts';
import { askValue, type DetailsTarget, detailsValue, TABS, type Tab } from './targets.ts';

/** Lines on one page: a few screens of a phone, far below Slack's 100 blocks and 250 KB. */
const PAGE = 30;

const NAMES: Readonly<Record<Tab, string>> = {
  checks: 'Checks',
  history: 'History',
  facts: 'Facts',
  needs: 'Dependencies',
};

const EMPTY: Readonly<Record<Tab, string>> = {
  checks:
    'No scorecard applies to this service yet. `/ready explain` shows the scorecards and to what they apply.',
  history: 'Nothing has changed yet. Every change of an outcome, a level or the minimum bar will stand here.',
  facts: 'No collector has answered for this service yet. Press *Check again* on its card to ask them now.',
  needs:
    'Nobody says what this service needs, and none says that it needs this one. `depends_on` tells it, in the catalog or with *Edit* on its card.',
};

/** Every check by level, what changed when, and the facts behind it: three tabs, each in pages. */
export function detailsModal(details: ReadinessDetails, target: DetailsTarget, now: Instant): Modal {
  const groups = groupsOf(details, target.tab, now);
  const total = totalRows(groups);
  const offset = total === 0 ? 0 : Math.min(target.offset, total - 1);
  const window = { offset, size: PAGE, total };
  return {
    type: 'modal',
    callback_id: 'details',
    title: plainText(details.service.id, 24),
    close: plainText('Close', 24),
    blocks: [
      ...actions(tabs(target)),
      ...(groups.length === 0 ? [section(EMPTY[target.tab])] : groupedLines(groups, window)),
      ...paging(target, window),
      ...actions([...requesting(details, target), ...attesting(details, target)]),
    ],
  } satisfies Modal;
}

/** Beside what it is about: what is attested stands among the facts, what is open among the checks. */
function attesting({ mayAttest }: ReadinessDetails, { service, tab }: DetailsTarget): ActionsBlockElement[] {
  if (!mayAttest || tab === 'history' || tab === 'needs') return [];
  return [button('attest', 'Attest', service, { spoken: 'Attest a rule that no system can tell' })];
}

/** Where something is open; whether it allows an exception is told there. */
function requesting(
  { scorecards }: ReadinessDetails,
  { service, tab }: DetailsTarget,
): ActionsBlockElement[] {
  const checks = scorecards.flatMap(({ levels, apart }) => [
    ...levels.flatMap((one) => one.checks),
    ...apart,
  ]);
  const isOpen = checks.some(({ check }) => check.outcome === 'fail' || check.outcome === 'unknown');
  if (tab !== 'checks' || !isOpen) return [];
  return [button('exception-new', 'Request exception', askValue({ kind: 'new', service, rule: null }))];
}

function groupsOf(details: ReadinessDetails, tab: Tab, now: Instant): LineGroup[] {
  if (tab === 'history') return historyGroups(details.history, now);
  if (tab === 'needs') return dependencyGroups(details.dependencies);
  return tab === 'facts' ? factGroups(details, now) : checkGroups(details, now);
}

function tabs({ service, tab }: DetailsTarget): ActionsBlockElement[] {
  return TABS.map((name, nth) =>
    button('details', NAMES[name], detailsValue({ service, tab: name, offset: 0 }), {
      nth,
      ...(name === tab ? { style: 'primary', spoken: `${NAMES[name]}, shown now` } : {}),
    }),
  );
}

function paging(target: DetailsTarget, window: Window): KnownBlock[] {
  const { back, on } = turns(window);
  const turn = (label: string, offset: number | null, nth: number) =>
    offset === null ? [] : [button('details', label, detailsValue({ ...target, offset }), { nth })];
  return [
    ...context(windowWords(window)),
    ...actions([...turn('◀ Previous', back, 10), ...turn('Next ▶', on, 11)]),
  ];
}
