/** How follow-up work stands: asked of the collectors whose system has it, and remembered for some minutes. */
import type { ConfiguredCollector } from '../collectors/collector.ts';
import type { FollowUpState } from '../domain/exceptions/follow-up.ts';
import { type Duration, type Instant, MINUTE, SECOND } from '../domain/instant.ts';
import type { FollowUps } from '../use-cases/follow-up-ports.ts';

/** Whoever reads waits at most this long for it. */
const PATIENCE: Duration = 2 * SECOND;
const FRESH: Duration = 5 * MINUTE;
/** What did not answer is left alone for a while. */
const SILENT: Duration = MINUTE;
const MOST_KNOWN = 2_000;

type Reader = Pick<ConfiguredCollector, 'followUp'>;

interface Known {
  readonly at: Instant;
  /** Null = it could not be told. */
  readonly state: FollowUpState | null;
}

export function bindFollowUps(readers: readonly Reader[], stopped: AbortSignal): FollowUps {
  const known = new Map<string, Known>();
  const underWay = new Map<string, Promise<FollowUpState | null>>();

  function fresh(url: string, now: Instant): Known | undefined {
    const one = known.get(url);
    if (one === undefined) return undefined;
    return Math.abs(now - one.at) < (one.state === null ? SILENT : FRESH) ? one : undefined;
  }

  async function ask(url: string, now: Instant): Promise<FollowUpState | null> {
    const state = await readWith(readers, url, AbortSignal.any([stopped, AbortSignal.timeout(PATIENCE)]));
    known.delete(url);
    known.set(url, { at: now, state });
    for (const oldest of known.keys()) if (known.size > MOST_KNOWN) known.delete(oldest);
    return state;
  }

  return {
    known: (url, now) => fresh(url, now)?.state ?? null,
    async stateOf(url, now) {
      const before = fresh(url, now);
      if (before !== undefined) return before.state;
      const asking = underWay.get(url) ?? ask(url, now).finally(() => underWay.delete(url));
      underWay.set(url, asking);
      return asking;
    },
  };
}

/** What goes wrong is told by collecting, which asks the same systems all the time; here it means that nobody knows. */
async function readWith(
  readers: readonly Reader[],
  url: string,
  signal: AbortSignal,
): Promise<FollowUpState | null> {
  const timeUp = new Promise<null>((resolve) => {
    signal.addEventListener('abort', () => resolve(null), { once: true });
  });
  for (const { followUp } of readers) {
    const state = await Promise.race([followUp?.(url, signal).catch(() => null) ?? null, timeUp]);
    if (state !== null) return state;
  }
  return null;
}
