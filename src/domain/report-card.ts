/** How services came along within a period: the best, the furthest moved, and each team. */
import { Temporal } from 'temporal-polyfill';
import { combineBars } from './combine-bars.ts';
import { composeDigest } from './compose-digest.ts';
import type { Digest, DigestLevel, Move, Standing } from './digest.ts';
import type { Instant } from './instant.ts';
import { daysLater, localDate } from './local-date.ts';
import type { Bar } from './outcome.ts';

/** Days that a report card looks back. */
export const PERIODS = [7, 30, 90] as const;
export type Period = (typeof PERIODS)[number];

export type CardScope =
  | { readonly kind: 'organisation'; readonly name: string; readonly id: null }
  | { readonly kind: 'team' | 'system'; readonly name: string; readonly id: string };

export interface ReportCard extends Pick<Digest, 'services' | 'judged' | 'levels' | 'score' | 'bar'> {
  readonly scope: CardScope;
  readonly days: Period;
  /** ISO date of the first day that is told of; null: nothing was kept of the time before it. */
  readonly since: string | null;
  readonly at: Instant;
  /** Services judged by the same rules as then: what moved is of these alone. */
  readonly compared: number;
  /** Services that were there, and judged by other rules. */
  readonly otherRules: number;
  /** Services that nothing was known of then. */
  readonly added: number;
  /** The best first. */
  readonly top: readonly TopService[];
  /** The furthest first, as are the others that moved. */
  readonly improved: readonly Move[];
  readonly dropped: readonly Move[];
  readonly rules: readonly MovedRule[];
  /** Most services below the bar first; those without services are left out. */
  readonly teams: readonly TeamLine[];
}

export interface TopService {
  readonly id: string;
  readonly level: DigestLevel;
  readonly score: number | null;
}

export interface MovedRule {
  /** `scorecard/rule`. */
  readonly rule: string;
  readonly title: string;
  /** Services that fail it now. */
  readonly failing: number;
  /** More of them than then; less than 0: fewer. */
  readonly moved: number;
}

export interface TeamLine extends Pick<Digest, 'services' | 'score' | 'bar'> {
  readonly name: string;
  /** Null: of nobody. */
  readonly id: string | null;
}

/** One service on one scorecard, as a snapshot kept it. */
export interface PastRow {
  readonly key: string;
  readonly scorecard: string;
  /** ISO date. */
  readonly day: string;
  readonly version: string;
  readonly bar: Bar;
  readonly held: string | null;
  readonly score: number | null;
}

export interface CardSources extends Pick<ReportCard, 'scope' | 'days' | 'at'> {
  readonly since: string;
  /** Whose each service is, by key; null = of nobody. */
  readonly services: ReadonlyMap<string, { readonly id: string; readonly name: string } | null>;
  /** Services to which a scorecard applies. */
  readonly now: readonly Standing[];
  readonly past: Past;
  /** The primary scorecard's, lowest first. */
  readonly levels: readonly string[];
  readonly rules: readonly MovedRule[];
}

/** How services stood then, told apart by whether they can be compared with now. */
export interface Past {
  readonly comparable: ReadonlyMap<string, Standing>;
  /** Keys of those that were judged by other rules. */
  readonly otherRules: ReadonlySet<string>;
}

const TOP = 5;

export function composeReportCard(sources: CardSources): ReportCard {
  const { scope, days, at, now, past, services, rules } = sources;
  const all = digestOf(sources, now, services.size);
  const isFirst = past.comparable.size + past.otherRules.size === 0;
  const { judged, levels, score, bar, improved, dropped } = all;
  return {
    ...{ scope, days, at, services: services.size, judged, levels, score, bar, improved, dropped },
    since: isFirst ? null : sources.since,
    compared: now.filter(({ key }) => past.comparable.has(key)).length,
    otherRules: now.filter(({ key }) => past.otherRules.has(key)).length,
    added: isFirst
      ? 0
      : now.filter(({ key }) => !past.comparable.has(key) && !past.otherRules.has(key)).length,
    top: topOf(sources),
    rules: rules.filter(({ moved }) => moved !== 0).toSorted(furthestFirst),
    teams: teamsOf(sources),
  };
}

/** The digest's own way of counting, of those services alone that are judged by the same rules as then. */
function digestOf({ past, levels, since }: CardSources, now: readonly Standing[], services: number): Digest {
  const nothing = { failing: [], granted: [], ending: [], initiatives: [], ends: 0 };
  return composeDigest({
    ...{ name: '', team: null, services, levels, since, now, before: past.comparable },
    ...nothing,
    unknown: { services: 0, reasons: [] },
  });
}

function topOf({ now, levels }: CardSources): readonly TopService[] {
  return now
    .flatMap(({ id, primary }) => {
      if (primary === null || (primary.held === null && primary.score === null)) return [];
      const rank = primary.held === null ? -1 : levels.indexOf(primary.held);
      const level =
        primary.held === null || rank === -1 ? null : { id: primary.held, rank, of: levels.length };
      return [{ id, level, score: primary.score }];
    })
    .toSorted(
      (a, b) =>
        (b.level?.rank ?? -1) - (a.level?.rank ?? -1) ||
        (b.score ?? -1) - (a.score ?? -1) ||
        a.id.localeCompare(b.id),
    )
    .slice(0, TOP);
}

function teamsOf(sources: CardSources): readonly TeamLine[] {
  const { services, now } = sources;
  const byTeam = Map.groupBy(services.keys(), (key) => services.get(key)?.id ?? null);
  const standings = Map.groupBy(now, ({ key }) => services.get(key)?.id ?? null);
  return Array.from(byTeam, ([id, keys]): TeamLine => {
    const { score, bar } = digestOf(sources, standings.get(id) ?? [], keys.length);
    const name = services.get(keys[0] ?? '')?.name ?? 'No owner';
    return { id, name, services: keys.length, score, bar };
  }).toSorted((a, b) => below(b) - below(a) || a.name.localeCompare(b.name));
}

function below({ bar }: TeamLine): number {
  return bar.of - bar.met;
}

function furthestFirst(a: MovedRule, b: MovedRule): number {
  return Math.abs(b.moved) - Math.abs(a.moved) || a.rule.localeCompare(b.rule);
}

/**
 * How services stood as these rows kept it: of each service those of its newest day. Where one of the scorecards in
 * force is of another version by now, or has come since, nothing that moved would say anything of the service.
 * @param ids services' ids, by key
 * @param versions of the scorecards in force, by id
 */
export function pastOf(
  rows: readonly PastRow[],
  ids: ReadonlyMap<string, string>,
  { versions, primary }: { readonly versions: ReadonlyMap<string, string>; readonly primary: string | null },
): Past {
  const comparable = new Map<string, Standing>();
  const otherRules = new Set<string>();
  for (const [key, own] of Map.groupBy(rows, (row) => row.key)) {
    const newest = own.reduce((last, { day }) => (day > last ? day : last), '');
    const then = own.filter(({ day }) => day === newest);
    const isSame =
      then.every(({ scorecard, version }) => versions.get(scorecard) === version) &&
      [...versions.keys()].every((id) => then.some(({ scorecard }) => scorecard === id));
    if (isSame) comparable.set(key, standingThen(key, ids.get(key) ?? key, then, primary));
    else otherRules.add(key);
  }
  return { comparable, otherRules };
}

function standingThen(key: string, id: string, then: readonly PastRow[], primary: string | null): Standing {
  const rated = then.find((row) => row.scorecard === primary && !saysNothing(row));
  return {
    key,
    id,
    bar: combineBars(then.map(({ bar }) => bar)),
    primary: rated === undefined ? null : { held: rated.held, score: rated.score, version: rated.version },
  };
}

/** None of its rules was about the service. */
function saysNothing({ bar, held, score }: PastRow): boolean {
  return bar === 'none' && held === null && score === null;
}

/** The first day of so many before that of `now`, and its first instant, in this zone. */
export function periodBefore(
  now: Instant,
  timezone: string,
  days: Period,
): { readonly day: string; readonly from: Instant } {
  const day = daysLater(localDate(now, timezone), -days);
  return { day, from: Temporal.PlainDate.from(day).toZonedDateTime(timezone).epochMilliseconds };
}

/**
 * "Moved since 4 February 2026; 12 of 14 services compared: 2 are judged by other rules since."
 * @param dayWords says an ISO date in the reader's words
 */
export function comparedWords(
  { since, judged, compared, otherRules, added }: ReportCard,
  dayWords: (day: string) => string = (day) => day,
): string {
  if (since === null) return 'Nothing was kept of the time before, so there is nothing to compare with.';
  const rest = [
    otherRules > 0 ? `${otherRules} ${otherRules === 1 ? 'is' : 'are'} judged by other rules since` : '',
    added > 0 ? `${added} ${added === 1 ? 'has' : 'have'} come since` : '',
  ].filter((part) => part !== '');
  const end = rest.length === 0 ? '' : `: ${rest.join(', ')}`;
  return `Moved since ${dayWords(since)}; ${compared} of ${judged} ${judged === 1 ? 'service' : 'services'} compared${end}.`;
}
