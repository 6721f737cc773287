/** What ought to have been told: found out from what is stored and from the year itself, not by the planner. */
import { DAY, HOUR, type Instant } from '../../src/domain/instant.ts';
import { localDate } from '../../src/domain/local-date.ts';
import { type WorkingTime, workingSpan } from '../../src/domain/planner/working-time.ts';
import { EVERY_DAYS, idOf, OWNERS, RULES, SERVICES, tierOf, VENDORS, zoneOf } from './company.ts';
import { type Fate, SLACK } from './fate.ts';
import type { Office } from './office.ts';
import type { People } from './people.ts';
import type { Tally } from './tally.ts';

export interface Year {
  readonly start: Instant;
  readonly fate: Fate;
  readonly people: People;
  readonly office: Office;
  readonly tally: Tally;
  /** By service number; changes when teams are reorganised. */
  readonly ownerOf: number[];
  readonly ownerSince: Map<number, Instant>;
  /** When a vendor answered about a service, by `service vendor`, oldest first. */
  readonly answers: Map<string, Instant[]>;
  /** Until when somebody does not want to hear of a service, by `owner service`. */
  readonly snoozes: Map<string, Instant>;
  /** While an admin had not decided yet. */
  readonly held: { readonly from: Instant; to: Instant }[];
}

const GRACE = 14 * DAY;
/** So long Slack or a vendor may be away in somebody's working day before that day does not count. */
const TOLERATED = HOUR;

/**
 * "Told within its tier's time" means: within `nudge_every_days` of the steward's whole working days since it became
 * stable (it held for its collector's interval, and the vendor has answered since); a week more for who wants to hear
 * weekly. A day counts when all of it was open to telling: the same steward was there from its beginning to its end,
 * did not snooze the service, was no new owner, no batch was held for an admin, neither the vendor nor Slack was out
 * for more than an hour, and no lower level was open (which mutes it). To be called at the end of a zone's working day.
 */
export async function countDay(year: Year, zone: string, working: WorkingTime, now: Instant): Promise<void> {
  const span = workingSpan(localDate(now, zone), working);
  if (span === null) return;
  const stewards = new Map<number, number>();
  for (let team = 0; team < OWNERS; team += 1) {
    if (zoneOf(team).timezone !== zone) continue;
    const steward = year.people.presentOf(team, span.from);
    if (steward !== null && steward === year.people.presentOf(team, span.to - 1)) stewards.set(team, steward);
  }
  if (isInterrupted(year, SLACK, span) || year.held.some(({ from, to }) => from < span.to && to > span.from))
    return;
  const candidates = Array.from({ length: SERVICES }, (_, service) => service).filter((service) => {
    const team = year.ownerOf[service] ?? -1;
    return stewards.has(team) && mayFail(year, service) && isSettled(year, service, span.from);
  });
  const { evaluations } = year.office.app().store;
  const stored = await evaluations.of(candidates.map(year.office.keyOf));
  for (const service of candidates) {
    const steward = stewards.get(year.ownerOf[service] ?? -1) ?? -1;
    if ((year.snoozes.get(`${steward} ${service}`) ?? 0) > span.from) continue;
    const checks = stored.get(year.office.keyOf(service))?.[0]?.checks ?? [];
    const open = RULES.flatMap((rule, nth) => {
      const check = checks.find((one) => one.rule === rule.id);
      if (check?.outcome !== 'fail' || !wasGood(year, service, nth)) return [];
      const stable = stableAt(year, service, nth, check.since);
      return stable <= span.from && !isInterrupted(year, rule.vendor, span)
        ? [{ rule, since: check.since }]
        : [];
    });
    const { nudges, only } = year.people.preferencesOf(steward);
    for (const { rule } of open) {
      if (only === 'minimum-bar' && !rule.required) continue;
      if (open.some((other) => mutes(other.rule, rule))) continue;
      const key = episodeOf(year, service, RULES.indexOf(rule));
      if (year.tally.isTold(key)) continue;
      const limit = (EVERY_DAYS[tierOf(service)] ?? 10) + (nudges === 'weekly' ? 5 : 0);
      year.tally.waited(key, limit);
    }
  }
}

/** A gap from the day on which it really came about until it is mended, whatever the bot knew of it. */
export function episodeOf({ fate }: Pick<Year, 'fate'>, service: number, rule: number): string {
  return `${idOf(service)} ${RULES[rule]?.id} ${new Date(fate.at(service, rule).since).toISOString().slice(0, 16)}`;
}

const LEVELS = ['bronze', 'silver', 'gold'];

function mutes(lower: (typeof RULES)[number], higher: (typeof RULES)[number]): boolean {
  return LEVELS.indexOf(lower.level) < LEVELS.indexOf(higher.level) && (!higher.required || lower.required);
}

function mayFail({ fate }: Year, service: number): boolean {
  return RULES.some((_, rule) => fate.at(service, rule).broken);
}

/** Of the minimum bar, or something that was seen to pass: what never passed waits for the digest. */
function wasGood({ fate, start }: Year, service: number, rule: number): boolean {
  const { broken, since } = fate.at(service, rule);
  // A rule that comes later finds some that broke it before, and never saw those pass.
  const seenFrom = start + ((RULES[rule]?.from ?? 0) + 1) * DAY;
  return broken && (RULES[rule]?.required === true || since > seenFrom);
}

function isSettled({ ownerSince }: Year, service: number, at: Instant): boolean {
  return at - (ownerSince.get(service) ?? 0) >= GRACE;
}

function stableAt({ answers }: Year, service: number, rule: number, since: Instant): Instant {
  const vendor = VENDORS.find(({ name }) => name === RULES[rule]?.vendor);
  const again = answers.get(`${service} ${vendor?.name}`)?.find((at) => at > since);
  return again === undefined ? Number.POSITIVE_INFINITY : Math.max(again, since + (vendor?.interval ?? 0));
}

function isInterrupted(
  { fate }: Year,
  vendor: string,
  { from, to }: { readonly from: Instant; readonly to: Instant },
): boolean {
  return (fate.outages.get(vendor) ?? []).some(
    (outage) => Math.min(outage.to, to) - Math.max(outage.from, from) > TOLERATED,
  );
}
