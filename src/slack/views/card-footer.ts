/** The foot of the card: the daily reasons to ask, and the figures. */
import type {
  ReadinessCard,
  ScorecardLine,
  ScorecardView,
  ServiceHeading,
} from '../../use-cases/show-readiness.ts';
import { isJudged } from './card-standing.ts';
import { moment } from './dates.ts';
import { sparkline, weeksInWords } from './sparkline.ts';
import { count, link, listed, mrkdwn } from './text.ts';
import { barTrouble, levelWithIcon, midSentence } from './words.ts';

const MOST_LINKS = 5;
const MOST_SCORECARDS = 4;

/** "Payments · on call Ana · #payments-api · Runbook · Logs · Dashboard" */
export function whereaboutsLine(service: ServiceHeading): string {
  const links = service.links.slice(0, MOST_LINKS);
  return [
    ownerWords(service.owner),
    service.onCall.length === 0
      ? ''
      : `on call ${listed(
          service.onCall.map((name) => mrkdwn(name, 40)),
          2,
        )}`,
    service.channel === null ? '' : mrkdwn(service.channel, 80),
    ...links.map(({ url, title }) => link(url, title)),
    service.links.length > links.length ? `${service.links.length - links.length} more links in Details` : '',
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

function ownerWords(owner: ServiceHeading['owner']): string {
  if (owner === null) return 'No owner yet';
  if ('declared' in owner) return `No owner yet (the catalog says “${mrkdwn(owner.declared, 40)}”)`;
  return mrkdwn(owner.name, 60);
}

/** "tier-1: a shopper pays · 11 of 16 ok, 14 known · score 72 ▃▅▅ up from 46 in 2 weeks · as of 9:41" */
export function figuresLine({ service, primary, evaluatedAt, weeklyScores }: ReadinessCard): string {
  const job = service.tier.job === null ? '' : `: ${mrkdwn(midSentence(service.tier.job), 60)}`;
  return [
    `${mrkdwn(service.tier.id, 40)}${job}`,
    mrkdwn(service.lifecycle, 30),
    ...(primary === null || !isJudged(primary) ? [] : figures(primary, weeklyScores)),
    evaluatedAt === null ? 'not evaluated yet' : moment('as of', evaluatedAt),
  ].join(' · ');
}

/** The score never stands alone: it is beside how much of the truth is known. */
function figures({ counts, score }: ScorecardView, weekly: ReadinessCard['weeklyScores']): string[] {
  const all = counts.pass + counts.fail + counts.unknown + counts.exempt;
  const line = weekly.length === 0 ? '' : ` ${sparkline(weekly)} ${weeksInWords(weekly)}`;
  const known = counts.unknown === 0 ? '' : `, ${all - counts.unknown} known`;
  return [`${counts.pass + counts.exempt} of ${all} ok${known}`, `score ${score ?? '–'}${line}`];
}

/** The scorecards that do not head the card, a line each. */
export function otherScorecards(others: readonly ScorecardLine[]): string[] {
  const shown = others.slice(0, MOST_SCORECARDS);
  const rest = others.length - shown.length;
  return [...shown.map(scorecardLine), rest > 0 ? `and ${count(rest, 'more scorecard')}, in Details` : ''];
}

/** "*Security*: 🥈 Silver · 2 not yet" */
export function scorecardLine({ name, bar, held, failing, unknown }: ScorecardLine): string {
  const parts = [
    levelWithIcon(held),
    barTrouble(bar),
    failing === 0 ? '' : `${failing} not yet`,
    unknown === 0 ? '' : `${unknown} not known`,
  ];
  return `*${mrkdwn(name, 60)}*: ${parts.filter((part) => part !== '').join(' · ')}`;
}
