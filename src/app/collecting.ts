/** The collectors, bound to what an app has: what the verbs drive. */
import type { Asked, ConfiguredCollector, OwnerTeam } from '../collectors/collector.ts';
import { type BatchContext, collectBatch } from '../collectors/running/collect-batch.ts';
import type { Surroundings } from '../collectors/running/surroundings.ts';
import type { Duration, Instant } from '../domain/instant.ts';
import { SECOND } from '../domain/instant.ts';
import { createTurns } from '../domain/turns.ts';
import type { Attempt, Collecting, CollectorInUse, Question } from '../use-cases/context.ts';
import type { Clock } from '../use-cases/ports.ts';
import { waitingFor } from '../use-cases/waiting-for.ts';

export interface CollectingParts {
  /** In order of precedence. */
  readonly collectors: readonly { readonly collector: ConfiguredCollector; readonly summary: string }[];
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly wait: Surroundings['wait'];
  readonly customValidFor: Duration;
  readonly dependentsOf: (service: string) => Promise<readonly string[]>;
  readonly ownerOf: (team: string) => Promise<OwnerTeam | undefined>;
  /** When these services were last verified, newest first, by their keys. */
  readonly verifiedOf: (
    keys: readonly string[],
  ) => Promise<ReadonlyMap<string, readonly { readonly at: Instant }[]>>;
  readonly onBug: BatchContext['onBug'];
  /** Keeps a vendor's wish for silence, so that a restart does not break it. */
  readonly keepPause: (collector: string, until: Instant) => Promise<void>;
  readonly collectDue: () => Promise<unknown>;
  /** Work for which nobody waits failed; not told when the process stops. */
  readonly onAsideFailed: (cause: unknown) => void;
}

export function bindCollecting(parts: CollectingParts): Collecting {
  const underWay = new Set<string>();
  return {
    collectors: parts.collectors.map((one) => collectorInUse(one, parts)),
    async alone(name, work) {
      if (underWay.has(name)) return undefined;
      underWay.add(name);
      try {
        return await work();
      } finally {
        underWay.delete(name);
      }
    },
    aside: (work) => runAside(work, parts),
    wake: createWake(parts),
  };
}

/** A vendor's webhook may come a moment before its API tells the same; and seldom comes alone. */
const SOON: Duration = 5 * SECOND;

function runAside(work: () => Promise<unknown>, { signal, onAsideFailed }: CollectingParts): void {
  work().catch((cause: unknown) => {
    if (!signal.aborted) onAsideFailed(cause);
  });
}

function createWake(parts: CollectingParts): () => void {
  const { collectDue, signal, wait } = parts;
  let woken = false;
  return () => {
    if (woken) return;
    woken = true;
    wait(SOON, signal).then(
      () => {
        woken = false;
        runAside(collectDue, parts);
      },
      // The process stops; what is due stays due.
      () => {},
    );
  };
}

/** Keeps to the collector's concurrency, and to its vendor's wish for silence, whoever asks. */
function collectorInUse(
  { collector, summary }: CollectingParts['collectors'][number],
  parts: CollectingParts,
): CollectorInUse {
  const { source, vendor, most, concurrency, budget } = collector;
  const turns = createTurns(concurrency);
  let pausedUntil: Instant = 0;
  let kept: Instant = 0;
  /** At once, and not with the slice's answers: the process may end before those are kept. */
  const keepPause = async (attempts: readonly Attempt[]) => {
    const waits = attempts.map(({ result }) => (result.kind === 'told to wait' ? result.until : 0));
    pausedUntil = Math.max(pausedUntil, ...waits);
    const until = Math.max(pausedUntil, budget().pausedUntil ?? 0);
    if (until <= kept || until <= parts.clock.now()) return;
    kept = until;
    await parts.keepPause(source.collector, until);
  };
  return {
    source,
    vendor,
    summary,
    most,
    concurrency,
    budget,
    ask: (question, waiting) =>
      turns.take(async () => {
        const asked = await askedAbout(question, parts, source.fills.includes('service'));
        parts.signal.throwIfAborted();
        // The last look before the vendor is asked: nothing may be waited for in between.
        if (parts.clock.now() < pausedUntil) return toldToWait(question, vendor, pausedUntil);
        const attempts = await askOnce(collector, question, asked, parts, waiting);
        await keepPause(attempts);
        return attempts;
      }, waiting),
  };
}

function toldToWait(question: readonly Question[], vendor: string, until: Instant): readonly Attempt[] {
  const reasons = [waitingFor(vendor, until, 'UTC')];
  return question.map(({ record: { key } }) => ({
    key,
    documents: [],
    result: { kind: 'told to wait', reasons, until },
  }));
}

async function askedAbout(
  question: readonly Question[],
  { dependentsOf, ownerOf, verifiedOf }: CollectingParts,
  ofCatalog: boolean,
): Promise<readonly Asked[]> {
  const verified = ofCatalog ? await verifiedOf(question.map(({ record }) => record.key)) : undefined;
  return Promise.all(
    question.map(async ({ record: { key, service, flags }, previous }) => {
      const verifiedAt = verified && (verified.get(key)?.[0]?.at ?? null);
      const owner = service.owner === undefined ? undefined : await ownerOf(service.owner);
      const dependents = await dependentsOf(service.id);
      const known = {
        service,
        flags,
        previous,
        dependents,
        ...(verifiedAt === undefined ? {} : { verifiedAt }),
      };
      return owner === undefined ? known : { ...known, owner };
    }),
  );
}

async function askOnce(
  collector: ConfiguredCollector,
  question: readonly Question[],
  asked: readonly Asked[],
  { clock, signal, customValidFor, onBug }: CollectingParts,
  waiting: boolean,
): Promise<readonly Attempt[]> {
  const occasion = { now: clock.now(), signal, customValidFor, onBug, waiting };
  const told = await collectBatch(collector, asked, occasion);
  return question.flatMap(({ record: { key, service } }) => {
    const one = told.get(service.id);
    return one === undefined ? [] : [{ key, ...one }];
  });
}
