/** What really becomes of the company's services: what breaks, when somebody mends it, when vendors are out. */
import { DAY, type Duration, HOUR, type Instant, MINUTE } from '../../src/domain/instant.ts';
import { RULES, SERVICES, VENDORS } from './company.ts';
import type { Dice } from './dice.ts';

export interface Standing {
  broken: boolean;
  /** Since when it is so. */
  since: Instant;
}

export interface Outage {
  readonly from: Instant;
  readonly to: Instant;
}

/** By `service rule`, numbers both. */
export interface Fate {
  readonly at: (service: number, rule: number) => Standing;
  /** Vendors and Slack, by name. */
  readonly outages: ReadonlyMap<string, readonly Outage[]>;
  readonly isOut: (vendor: string, now: Instant) => boolean;
  readonly outageAt: (vendor: string, now: Instant) => Outage | undefined;
}

export const SLACK = 'Slack';

export function fateOf(start: Instant, end: Instant, dice: Dice): Fate {
  const standings = Array.from({ length: SERVICES }, () =>
    RULES.map(({ brokenAtFirst }): Standing => ({ broken: dice.happens(brokenAtFirst), since: start })),
  );
  const names = [...VENDORS.map(({ name }) => name), SLACK];
  const outages = new Map(names.map((name) => [name, weekly(start, end, dice)]));
  const outageAt = (vendor: string, now: Instant) =>
    outages.get(vendor)?.find(({ from, to }) => from <= now && now < to);
  return {
    at: (service, rule) => standings[service]?.[rule] ?? { broken: false, since: start },
    outages,
    outageAt,
    isOut: (vendor, now) => outageAt(vendor, now) !== undefined,
  };
}

/** One a week, mostly of an hour or two; one in twelve takes longer than an answer holds. */
function weekly(start: Instant, end: Instant, dice: Dice): readonly Outage[] {
  const found: Outage[] = [];
  for (let week = start; week < end; week += 7 * DAY) {
    const from = week + Math.floor(dice.next() * 6 * DAY);
    const takes: Duration = dice.happens(1 / 12) ? 8 * HOUR + dice.wait(6 * HOUR) : dice.wait(90 * MINUTE);
    found.push({ from, to: from + 10 * MINUTE + Math.floor(Math.min(takes, 30 * HOUR)) });
  }
  return found;
}

/** How long until it is mended: by itself, some day; or sooner, since somebody was told. */
export function mendsIn(dice: Dice, told: boolean): Duration {
  if (!told) return HOUR + dice.wait(25 * DAY);
  // A few leave it for a month.
  return dice.happens(0.1) ? 10 * DAY + dice.wait(20 * DAY) : 2 * HOUR + dice.wait(3 * DAY);
}
