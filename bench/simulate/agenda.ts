import { type Instant, MINUTE } from '../../src/domain/instant.ts';

/** The nudges job looks six times as often (a missed tick costs delay only); nothing here happens in between. */
export const TICK = 30 * MINUTE;

/** What is to happen when; the clock goes from one entry to the next. */
export interface Agenda<Entry> {
  readonly add: (at: Instant, entry: Entry) => void;
  /** What is due by then, and was not taken. */
  readonly take: (now: Instant) => readonly Entry[];
}

export function agenda<Entry>(): Agenda<Entry> {
  const byTick = new Map<number, Entry[]>();
  let last = 0;
  return {
    add(at, entry) {
      const tick = Math.max(last, Math.ceil(at / TICK));
      const entries = byTick.get(tick);
      if (entries === undefined) byTick.set(tick, [entry]);
      else entries.push(entry);
    },
    take(now) {
      const found: Entry[] = [];
      const until = Math.floor(now / TICK);
      for (let tick = last === 0 ? until : last; tick <= until; tick += 1) {
        found.push(...(byTick.get(tick) ?? []));
        byTick.delete(tick);
      }
      last = until;
      return found;
    },
  };
}
