/** Counts what reached people: how many, how often, how late, and whether it was true. */
import { DAY, type Instant } from '../../src/domain/instant.ts';
import { localDate } from '../../src/domain/local-date.ts';
import { OWNERS, zoneOf } from './company.ts';

export type Falsehood = 'unknown' | 'mended' | 'not their service';

export interface Tally {
  readonly posted: (owner: number, at: Instant, text: string, stamp: string) => void;
  readonly falsehood: (kind: Falsehood, words: string) => void;
  readonly told: (gap: string) => void;
  readonly isTold: (gap: string) => boolean;
  /** A whole working day has gone by on which it could have been told and was not. */
  readonly waited: (gap: string, limit: number) => void;
  readonly naive: (owner: number, at: Instant, messages: number) => void;
  readonly elsewhere: (where: string) => void;
  readonly report: () => Report;
}

export interface Spread {
  readonly median: number;
  readonly p95: number;
  readonly max: number;
  readonly mean: number;
}

export interface Report {
  readonly messages: number;
  readonly perOwnerAndWeek: Spread;
  /** Of a loop that sends one message for each gap and day. */
  readonly naivePerOwnerAndWeek: Spread;
  readonly naiveMessages: number;
  readonly mostInADay: number;
  readonly duplicates: number;
  readonly falseNudges: Readonly<Record<Falsehood, number>>;
  readonly examples: readonly string[];
  readonly gapsTold: number;
  /** Per cent. */
  readonly toldInTime: number;
  readonly toldOnTheFirstWholeDay: number;
  readonly late: readonly string[];
  readonly lateCount: number;
  readonly goneBeforeTold: number;
  readonly elsewhere: Readonly<Record<string, number>>;
}

export function createTally(start: Instant, weeks: number): Tally {
  const table = () => Array.from({ length: OWNERS }, () => new Array<number>(weeks).fill(0));
  const ours = table();
  const theirs = table();
  const days = new Map<string, number>();
  const stamps = new Map<string, number>();
  const falsehoods: Record<Falsehood, string[]> = { unknown: [], mended: [], 'not their service': [] };
  const told = new Set<string>();
  const waits = new Map<string, { days: number; limit: number }>();
  const places = new Map<string, number>();
  const weekOf = (at: Instant) => Math.min(weeks - 1, Math.floor((at - start) / (7 * DAY)));
  const count = (in_: number[][], owner: number, at: Instant, many: number) => {
    const row = in_[owner];
    if (row !== undefined) row[weekOf(at)] = (row[weekOf(at)] ?? 0) + many;
  };
  return {
    posted(owner, at, _text, stamp) {
      count(ours, owner, at, 1);
      const day = `${owner} ${localDate(at, zoneOf(owner).timezone)}`;
      days.set(day, (days.get(day) ?? 0) + 1);
      stamps.set(stamp, (stamps.get(stamp) ?? 0) + 1);
    },
    falsehood: (kind, words) => void falsehoods[kind].push(words),
    told: (gap) => void told.add(gap),
    isTold: (gap) => told.has(gap),
    waited(gap, limit) {
      waits.set(gap, { days: (waits.get(gap)?.days ?? 0) + 1, limit });
    },
    naive: (owner, at, messages) => count(theirs, owner, at, messages),
    elsewhere: (where) => void places.set(where, (places.get(where) ?? 0) + 1),
    report() {
      const late = [...waits].filter(([, { days: waited, limit }]) => waited > limit);
      const open = [...waits].filter(([gap, one]) => !told.has(gap) && one.days <= one.limit);
      const known = new Set([...told, ...late.map(([gap]) => gap)]);
      return {
        messages: ours.flat().reduce((sum, one) => sum + one, 0),
        perOwnerAndWeek: spreadOf(ours.flat()),
        naivePerOwnerAndWeek: spreadOf(theirs.flat()),
        naiveMessages: theirs.flat().reduce((sum, one) => sum + one, 0),
        mostInADay: Math.max(0, ...days.values()),
        duplicates: [...stamps.values()].filter((times) => times > 1).length,
        falseNudges: {
          unknown: falsehoods.unknown.length,
          mended: falsehoods.mended.length,
          'not their service': falsehoods['not their service'].length,
        },
        examples: Object.values(falsehoods).flatMap((all) => all.slice(0, 3)),
        gapsTold: told.size,
        toldInTime: (100 * (known.size - late.length)) / Math.max(1, known.size),
        toldOnTheFirstWholeDay:
          (100 * [...told].filter((gap) => !waits.has(gap)).length) / Math.max(1, told.size),
        late: late.slice(0, 5).map(([gap]) => gap),
        lateCount: late.length,
        goneBeforeTold: open.length,
        elsewhere: Object.fromEntries(places),
      };
    },
  };
}

function spreadOf(counts: readonly number[]): Spread {
  const sorted = counts.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  const mean = counts.reduce((sum, one) => sum + one, 0) / Math.max(1, counts.length);
  return { median: at(0.5), p95: at(0.95), max: sorted.at(-1) ?? 0, mean: Math.round(mean * 100) / 100 };
}
