import type { ActionsBlockElement, KnownBlock } from '@slack/types';
import type { Instant } from '../../domain/instant.ts';
import type { ReadinessCard, ScorecardView } from '../../use-cases/show-readiness.ts';
import type { CheckedAgain } from '../../use-cases/verbs.ts';
import { actions, button, context, header, lines, ours, overflow, section } from './blocks.ts';
import { asideLines } from './card-asides.ts';
import { figuresLine, otherScorecards, whereaboutsLine } from './card-footer.ts';
import { barLine, cardSummary, isJudged, levelLine } from './card-standing.ts';
import { type Audience, gapLine } from './check-lines.ts';
import { fitted, type Message } from './message.ts';
import { askValue, detailsValue } from './targets.ts';
import { count, mrkdwn, plain } from './text.ts';
import { levelIcon, levelName, outcomeOr } from './words.ts';

const MOST_GAPS = 8;
const MOST_CHANGES = 4;

export interface CardOptions {
  readonly now: Instant;
  /** The name of who shares it: the card is then for everybody who can see the conversation. */
  readonly sharedBy?: string;
  /** What "Check again" found. */
  readonly checked?: Pick<CheckedAgain, 'changed' | 'trouble'>;
}

/** The card of a service: the important thing first, the first three blocks fit a phone. */
export function readinessCard(card: ReadinessCard, options: CardOptions): Message {
  const text = cardSummary(card, options);
  const most = Math.min(card.primary?.gaps.length ?? 0, MOST_GAPS);
  return fitted(most, (shown) => ({ text, blocks: cardBlocks(card, options, shown) }));
}

function cardBlocks(card: ReadinessCard, options: CardOptions, shown: number): KnownBlock[] {
  const { primary } = card;
  const audience: Audience = { shared: options.sharedBy !== undefined };
  return [
    header(title(card)),
    section(headline(card), audience.shared ? undefined : cardMenu(card)),
    ...context(...checkedLines(options)),
    ...(primary === null ? [] : gapLines(primary, shown, audience)),
    ...(primary === null ? [] : context(...asideLines(primary, card.exceptions, audience, options.now))),
    ...actions(audience.shared ? sharedButtons(card) : buttons(card)),
    ...context(
      ...otherScorecards(card.others),
      whereaboutsLine(card.service),
      ...(audience.shared ? [] : doubts(card)),
      figuresLine(card),
      options.sharedBy === undefined ? '' : `Shared by ${mrkdwn(options.sharedBy, 60)}`,
    ),
  ];
}

/** "🥉 payments-api · Bronze, 1 by exception" */
function title({ service, primary }: ReadinessCard): string {
  if (primary === null || !isJudged(primary)) return plain(service.id, 100);
  const borrowed = primary.heldByExceptions > 0 ? `, ${primary.heldByExceptions} by exception` : '';
  return `${levelIcon(primary.held)} ${plain(service.id, 80)} · ${levelName(primary.held)}${borrowed}`;
}

/** A service that has just come, or all of them at a first start. */
function notJudged({ may }: ReadinessCard): string {
  const now = may.checkAgain ? ', or press *Check again* to have it done now' : '';
  return `Its facts are being collected for the first time, so nothing is judged yet. Ask again shortly${now}.`;
}

function headline(card: ReadinessCard): string {
  const { primary, askedAs, service } = card;
  const renamed =
    askedAs === null ? [] : [`_${mrkdwn(askedAs, 60)}_ is now called *${mrkdwn(service.id, 60)}*`];
  if (card.unjudged) return [...renamed, notJudged(card)].join('\n');
  if (primary === null)
    return [...renamed, `No scorecard applies to this ${mrkdwn(service.type, 40)} yet.`].join('\n');
  if (!isJudged(primary))
    return [
      ...renamed,
      barLine(primary),
      `No rule of ${mrkdwn(primary.name, 80)} applies to this ${mrkdwn(service.type, 40)}.`,
    ]
      .filter((line) => line !== '')
      .join('\n');
  return [...renamed, barLine(primary), levelLine(primary)].filter((line) => line !== '').join('\n');
}

/** Gaps in the order of the view model; those of the next level need no word about it, the others say theirs. */
function gapLines(primary: ScorecardView, shown: number, audience: Audience): KnownBlock[] {
  const rows = primary.gaps.slice(0, shown).map((gap) => {
    const required = gap.required && primary.bar === 'not_met' ? 'minimum bar' : '';
    const later = gap.level.rank > (primary.next?.level.rank ?? gap.level.rank);
    return gapLine(gap, audience, required || (later ? `for ${levelName(gap.level)}` : ''));
  });
  const rest = primary.gaps.length - shown;
  return lines(rest > 0 ? [...rows, [ours(`and ${rest} more, in Details`, { italic: true })]] : rows);
}

function cardMenu({ service, may }: ReadinessCard) {
  const at = (tab: 'history' | 'facts') => detailsValue({ service: service.id, tab, offset: 0 });
  return overflow([
    { label: 'History', action: 'details', value: at('history') },
    { label: 'Facts behind it', action: 'details', value: at('facts') },
    ...(may.attest ? [{ label: 'Attest', action: 'attest', value: service.id } as const] : []),
    ...(may.edit ? [{ label: 'Edit', action: 'edit', value: service.id } as const] : []),
    // There is room for five.
    ...(may.claim
      ? [{ label: 'Whose is it?', action: 'claim-new', value: service.id } as const]
      : may.verify
        ? [{ label: 'Still true?', action: 'verify', value: service.id } as const]
        : []),
  ]);
}

function buttons({ service, may }: ReadinessCard): ActionsBlockElement[] {
  const details = detailsValue({ service: service.id, tab: 'checks', offset: 0 });
  return [
    ...(may.checkAgain ? [button('check-again', 'Check again', service.id)] : []),
    button('details', 'Details', details),
    ...(may.requestException
      ? [
          button(
            'exception-new',
            'Request exception',
            askValue({ kind: 'new', service: service.id, rule: null }),
          ),
        ]
      : []),
    ...(may.share ? [button('share', 'Share', service.id, { spoken: 'Share this card here' })] : []),
  ];
}

/** Everybody may press these: each opens what that person may see. */
function sharedButtons({ service }: ReadinessCard): ActionsBlockElement[] {
  const details = detailsValue({ service: service.id, tab: 'checks', offset: 0 });
  return [
    button('details', 'Details', details),
    button('open', 'Open for me', service.id, { spoken: 'Open this card privately' }),
  ];
}

/** What checking again brought: first what changed, then who did not answer. */
function checkedLines({ checked }: CardOptions): string[] {
  if (checked === undefined) return [];
  const changes = checked.changed
    .slice(0, MOST_CHANGES)
    .map(({ title, from, to }) => `*${mrkdwn(title, 80)}*: ${outcomeOr(from)} → ${outcomeOr(to)}`);
  const rest = checked.changed.length - changes.length;
  return [
    changes.length === 0 ? 'Checked again just now: nothing changed.' : 'Checked again just now:',
    ...changes,
    rest > 0 ? `and ${count(rest, 'more change')}` : '',
    ...checked.trouble
      .slice(0, 3)
      .map(
        ({ collector, reason }) =>
          `❔ ${mrkdwn(collector, 40)}: ${mrkdwn(reason, 120)}. Its last good facts stay.`,
      ),
  ];
}

/** What the catalog is not sure of; for its own people, not for a channel. */
function doubts({ service }: ReadinessCard): string[] {
  const [first, ...others] = service.flags;
  if (first === undefined) return [];
  const more = others.length === 0 ? '' : ` (${count(others.length, 'more doubt')} in Details)`;
  return [`⚠️ ${mrkdwn(first, 160)}${more}`];
}
