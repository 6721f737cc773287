import { type Duration, type Instant, SECOND } from '../domain/instant.ts';
import type { CollectionRun } from './collect-services.ts';
import { progressIntent } from './collection-progress.ts';
import type { Context } from './context.ts';
import type { Audience, Run } from './message-ports.ts';
import type { CollectorTrouble } from './verbs.ts';

export interface Followed {
  readonly start: Pick<Run, 'id' | 'kind' | 'causedBy' | 'about' | 'startedAt'>;
  /** Of the services. */
  readonly keys: readonly string[];
  /** Reports after which a service is done. */
  readonly parts: number;
  readonly tell: (run: CollectionRun) => void | Promise<void>;
  /** Who is sent a message that moves along; null = nobody. */
  readonly audience: Audience | null;
}

export interface RunFollower {
  readonly begin: () => Promise<void>;
  /** One part of these services is done. */
  readonly report: (
    keys: readonly string[],
    troubles: ReadonlyMap<string, readonly CollectorTrouble[]>,
  ) => Promise<void>;
  /** Keeps how far it came, for good. */
  readonly end: () => Promise<void>;
  readonly state: () => CollectionRun;
}

/** Nobody reads faster, and every telling is a write. */
const TOLD_EVERY: Duration = SECOND;

/** Counts what is done of a long collection, keeps it for whoever looks, and tells it now and then. */
export function followRun(
  { store, clock }: Context,
  { start, keys, parts, tell, audience }: Followed,
): RunFollower {
  const left = new Map(keys.map((key) => [key, parts]));
  const failed = new Set<string>();
  const troubles = new Map<string, CollectorTrouble & { services: number }>();
  let toldAt: Instant = start.startedAt;
  let endedAt: Instant | null = null;

  const state = (): CollectionRun => {
    const done = keys.length - (parts === 0 ? 0 : left.size);
    const updatedAt = clock.now();
    const counts = { total: keys.length, done, failed: failed.size };
    return {
      ...start,
      ...counts,
      updatedAt,
      endedAt,
      timeLeft: timeLeft(counts, updatedAt - start.startedAt),
      troubles: [...troubles.values()].toSorted((a, b) => b.services - a.services),
    };
  };
  const publish = async () => {
    const { timeLeft: _, troubles: __, ...run } = state();
    toldAt = run.updatedAt;
    await store.transaction(async ({ runs, messages }) => {
      await runs.write(run);
      if (audience !== null) await messages.add([progressIntent(run, audience)]);
    });
    await tell(state());
  };
  const note = (key: string, trouble: CollectorTrouble) => {
    failed.add(key);
    const id = JSON.stringify([trouble.collector, trouble.reason]);
    const known = troubles.get(id) ?? { ...trouble, services: 0 };
    troubles.set(id, { ...known, services: known.services + 1 });
  };
  return {
    state,
    begin: publish,
    async report(some, troubled) {
      for (const [key, all] of troubled) for (const trouble of all) note(key, trouble);
      for (const key of some) {
        const more = (left.get(key) ?? 1) - 1;
        if (more > 0) left.set(key, more);
        else left.delete(key);
      }
      if (clock.now() - toldAt >= TOLD_EVERY) await publish();
    },
    async end() {
      endedAt = clock.now();
      await publish();
    },
  };
}

function timeLeft({ done, total }: Pick<Run, 'done' | 'total'>, taken: Duration): Duration | null {
  return done === 0 || done === total ? null : Math.round((taken / done) * (total - done));
}
