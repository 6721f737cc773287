/** How a service stands, in words: the card's second block, and what a screen reader hears. */
import type { ReadinessCard, ScorecardView } from '../../use-cases/show-readiness.ts';
import { weeksInWords } from './sparkline.ts';
import { count, listed, mrkdwn } from './text.ts';
import { barIcon, barWord, levelName } from './words.ts';

/** Whether any rule of the scorecard has something to say about the service. */
export function isJudged({ counts }: ScorecardView): boolean {
  return counts.pass + counts.fail + counts.unknown + counts.exempt > 0;
}

/** "✅ *Minimum bar met*, 1 by exception"; empty where no rule is part of the bar. */
export function barLine(primary: ScorecardView): string {
  if (primary.bar === 'none') return '';
  const { barFailing, barUnknown } = primary;
  const tails = {
    met: '',
    met_by_exception: `, ${primary.barExceptions} by exception`,
    not_met: barFailing === 0 ? '' : `: ${count(barFailing, 'required check')} to go`,
    unknown: barUnknown === 0 ? '' : `: nothing is known of ${count(barUnknown, 'required check')}`,
  };
  const lead =
    primary.bar === 'unknown' ? "Minimum bar: can't tell yet" : `Minimum bar ${barWord(primary.bar)}`;
  return `${barIcon(primary.bar)} *${lead}*${tails[primary.bar]}`;
}

/** "2 more for Silver", or that nothing is left to do. */
export function levelLine(primary: ScorecardView): string {
  const { next, counts } = primary;
  if (next !== null) return `${next.missing} more for ${mrkdwn(levelName(next.level), 40)}`;
  const open = counts.fail + counts.unknown;
  if (open > 0) return `Top level, ${count(open, 'check')} open`;
  // Where the bar is not met and nothing is open here, it is another scorecard's.
  const of = primary.bar === 'not_met' || primary.bar === 'unknown' ? ` of ${mrkdwn(primary.name, 80)}` : '';
  return `All ${count(counts.pass + counts.exempt, 'check')}${of} ok`;
}

/** "payments-api is Bronze, minimum bar met, 1 by exception. Silver needs merge approval and a runbook." */
export function cardSummary(card: ReadinessCard, { sharedBy }: { readonly sharedBy?: string }): string {
  const { service, primary } = card;
  const by = sharedBy === undefined ? '' : `${mrkdwn(sharedBy, 60)} shares: `;
  const name = mrkdwn(service.id, 80);
  if (card.unjudged)
    return `${by}${name} is not judged yet: its facts are being collected for the first time.`;
  if (primary === null) return `${by}No scorecard applies to ${name} yet.`;
  if (!isJudged(primary)) {
    const bar = spokenBar(primary).map((words) => ` In other scorecards: ${words}.`);
    return `${by}No rule of ${mrkdwn(primary.name, 80)} applies to ${name}.${bar.join('')}`;
  }
  const borrowed = primary.heldByExceptions > 0 ? `, ${primary.heldByExceptions} by exception` : '';
  const held = `${name} is ${mrkdwn(levelName(primary.held), 40)}${borrowed}`;
  const told = [`${[held, ...spokenBar(primary)].join(', ')}.`, spokenNext(primary), spokenScore(card)];
  return `${by}${told.filter((part) => part !== '').join(' ')}`;
}

function spokenScore({ primary, weeklyScores }: ReadinessCard): string {
  const since = weeksInWords(weeklyScores);
  return since === '' ? '' : `Score ${primary?.score}, ${since}.`;
}

function spokenBar(primary: ScorecardView): string[] {
  if (primary.bar === 'none') return [];
  const exceptions = primary.bar === 'met_by_exception' ? `, ${primary.barExceptions} by exception` : '';
  return [`minimum bar ${barWord(primary.bar)}${exceptions}`];
}

function spokenNext(primary: ScorecardView): string {
  const { next } = primary;
  if (next === null) return `${levelLine(primary)}.`;
  const gaps = primary.gaps.filter((gap) => gap.level.rank <= next.level.rank);
  const named = gaps.map((gap) => mrkdwn(gap.title, 70));
  const level = mrkdwn(levelName(next.level), 40);
  if (named.length === 0)
    return `${level} waits for ${count(next.missing, 'check')} of which nothing is known.`;
  return `${level} needs: ${listed(named, 3)}.`;
}
