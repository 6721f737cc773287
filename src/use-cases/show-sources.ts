import { UserError } from '../domain/errors.ts';
import type { Duration, Instant } from '../domain/instant.ts';
import { may, type Viewer } from '../domain/rights.ts';
import type { CollectionTally, CollectorState } from './collection-ports.ts';
import type { CollectorInUse, Context } from './context.ts';
import { intervalOf } from './interval-of.ts';

/** What `/ready admin sources` and `ready sources` show: where facts come from, and how that goes. */
export interface SourcesView {
  /** In order of precedence. */
  readonly sources: readonly SourceView[];
}

export interface SourceView {
  readonly collector: string;
  /** The system as people call it: "PagerDuty". */
  readonly vendor: string;
  /** What it asks, in a sentence. */
  readonly summary: string;
  /** Namespaces or field paths that it answers for; may be empty while it is not configured. */
  readonly fills: readonly string[];
  /** Configured, or what it lacks in words: "GITHUB_TOKEN is not set". */
  readonly configured: true | { readonly lacks: string };
  /** It is never asked: its facts are told to us, so interval, services and answers say nothing of it. */
  readonly told: boolean;
  /** How often it asks about a service: its own interval, or less where a rule's `max_age` wants more. */
  readonly interval: Duration;
  /** Services that it is asked about. */
  readonly services: number;
  /** Services about which the last attempt failed. */
  readonly failing: number;
  readonly due: number;
  /** The newest answer. */
  readonly lastGoodAt: Instant | null;
  /** The newest failure; it stays after the vendor has answered again. */
  readonly lastError: { readonly message: string; readonly at: Instant } | null;
  /** Since when nobody is answered. */
  readonly outageSince: Instant | null;
  /** Null: the vendor says nothing of it, or this process has not asked yet. */
  readonly rate: {
    readonly limit: number | null;
    readonly remaining: number | null;
    readonly resetsAt: Instant | null;
  } | null;
  /** The vendor wants no question before. */
  readonly pausedUntil: Instant | null;
}

/** For admins. Throws a `UserError` for anybody else. */
export async function showSources(context: Context, viewer: Viewer): Promise<SourcesView> {
  if (!may(viewer, 'administer'))
    throw new UserError('Only admins see where the facts come from. ready.yml names them under `admins`.');
  const now = context.clock.now();
  const { collections } = context.store;
  const [tally, states, inForce] = await Promise.all([
    collections.tally(now),
    collections.states(),
    context.scorecards(),
  ]);
  return {
    sources: context.collecting.collectors.map((collector) => {
      const { collector: name } = collector.source;
      const interval = intervalOf(inForce, collector.source);
      return sourceView(collector, interval, tally.get(name) ?? NO_SERVICES, states.get(name), now);
    }),
  };
}

const NO_SERVICES: CollectionTally = { services: 0, failing: 0, due: 0, lastGoodAt: null };

function sourceView(
  { source, vendor, summary, budget }: CollectorInUse,
  interval: Duration,
  { services, failing, due, lastGoodAt }: CollectionTally,
  state: CollectorState | undefined,
  now: Instant,
): SourceView {
  const { limit = null, remaining = null, resetsAt = null, pausedUntil = 0 } = budget();
  const isSaid = limit !== null || remaining !== null || resetsAt !== null;
  const paused = Math.max(pausedUntil, state?.pausedUntil ?? 0);
  const { lastError = null, lastErrorAt = null, outageSince = null } = state ?? {};
  return {
    collector: source.collector,
    vendor,
    summary,
    fills: source.fills,
    configured: source.configured,
    told: source.told === true,
    interval,
    services,
    failing,
    due,
    lastGoodAt: latest(lastGoodAt, state?.lastGoodAt ?? null),
    lastError: lastError === null || lastErrorAt === null ? null : { message: lastError, at: lastErrorAt },
    outageSince,
    rate: isSaid ? { limit, remaining, resetsAt } : null,
    pausedUntil: paused > now ? paused : null,
  };
}

function latest(a: Instant | null, b: Instant | null): Instant | null {
  if (a === null || b === null) return a ?? b;
  return Math.max(a, b);
}
