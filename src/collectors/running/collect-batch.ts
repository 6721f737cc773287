import type { FactDocument } from '../../domain/fact.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Asked, Collected, ConfiguredCollector, Occasion } from '../collector.ts';
import { namespacesOf } from './namespaces-of.ts';
import { nextDocument } from './next-document.ts';

/** A bug of ours, met while a collector was asked about these services. */
export interface Bug {
  readonly collector: string;
  /** Ids. */
  readonly services: readonly string[];
  readonly cause: unknown;
}

/** How one collector is asked. `signal` stops the run: then nothing is to be saved. */
export interface BatchContext extends Occasion {
  /** Told of our own bugs; a vendor's failure is in the result. */
  readonly onBug: (bug: Bug) => void;
}

/** What one collector told about one service. */
export interface Told {
  /** As they are to be kept from now on; those that stay as they are are left out. */
  readonly documents: readonly FactDocument[];
  readonly result:
    | { readonly kind: 'answered' | 'nothing to ask' }
    | { readonly kind: 'failed'; readonly reasons: readonly string[]; readonly remedy?: string }
    | { readonly kind: 'told to wait'; readonly reasons: readonly string[]; readonly until: Instant };
}

/** What people read where our own code broke. */
const BUG = 'Readybot broke while collecting this; the cause is in its log';

/**
 * Asks one configured collector about services, at most as many as it takes together; by service id. Rejects with
 * the signal's reason when it fires, and never otherwise.
 */
export async function collectBatch(
  collector: ConfiguredCollector,
  asked: readonly Asked[],
  { onBug, ...occasion }: BatchContext,
): Promise<ReadonlyMap<string, Told>> {
  const name = collector.source.collector;
  const collected = await withoutBugs(collector, asked, occasion, onBug);
  return new Map(
    asked.map(({ service: { id }, previous = [] }) => {
      const results = collected.get(id) ?? broken(collector);
      const kept = previous.filter((document) => document.collector === name);
      const documents = results.map((result) => nextDocument(name, result, kept, occasion.now));
      return [id, { documents: documents.filter((one) => one !== undefined), result: resultOf(results) }];
    }),
  );
}

type Answered = ReadonlyMap<string, readonly Collected[]>;

async function withoutBugs(
  collector: ConfiguredCollector,
  asked: readonly Asked[],
  occasion: Occasion,
  onBug: BatchContext['onBug'],
): Promise<Answered> {
  const tried = await attempt(collector, asked, occasion);
  return 'answered' in tried ? tried.answered : isolate(collector, asked, tried.cause, occasion, onBug);
}

/**
 * One service that we cannot handle must not take its whole batch down: it is looked for by halves. Where both halves
 * break it is not the service, and not worth a request for each of them.
 */
async function isolate(
  collector: ConfiguredCollector,
  asked: readonly Asked[],
  cause: unknown,
  occasion: Occasion,
  onBug: BatchContext['onBug'],
): Promise<Answered> {
  const middle = Math.ceil(asked.length / 2);
  const halves = asked.length > 1 ? [asked.slice(0, middle), asked.slice(middle)] : [];
  const tried = await Promise.all(
    halves.map(async (half) => ({ half, ...(await attempt(collector, half, occasion)) })),
  );
  if (!tried.some((one) => 'answered' in one)) {
    onBug({ collector: collector.source.collector, services: asked.map(({ service: { id } }) => id), cause });
    return new Map(asked.map(({ service: { id } }) => [id, broken(collector)]));
  }
  const parts = await Promise.all(
    tried.map((one) =>
      'answered' in one ? one.answered : isolate(collector, one.half, one.cause, occasion, onBug),
    ),
  );
  return new Map(parts.flatMap((part) => [...part]));
}

async function attempt(
  collector: ConfiguredCollector,
  asked: readonly Asked[],
  occasion: Occasion,
): Promise<{ readonly answered: Answered } | { readonly cause: unknown }> {
  try {
    return { answered: await collector.collect(asked, occasion) };
  } catch (cause) {
    occasion.signal.throwIfAborted();
    return { cause };
  }
}

function broken({ source }: ConfiguredCollector): readonly Collected[] {
  return namespacesOf(source.fills).map((namespace) => ({ namespace, failed: BUG }));
}

function resultOf(results: readonly Collected[]): Told['result'] {
  const failures = results.filter((result) => 'failed' in result);
  const reasons = [...new Set(failures.map(({ failed }) => failed))];
  const waits = failures.flatMap(({ notBefore }) => (notBefore === undefined ? [] : [notBefore]));
  if (waits.length > 0) return { kind: 'told to wait', reasons, until: Math.max(...waits) };
  const remedy = failures.find((failure) => failure.remedy !== undefined)?.remedy;
  if (failures.length > 0) return { kind: 'failed', reasons, ...(remedy === undefined ? {} : { remedy }) };
  return { kind: results.some(isFromVendor) ? 'answered' : 'nothing to ask' };
}

/** A service that is not linked is answered for without a question: that says nothing of the vendor's health. */
function isFromVendor(result: Collected): boolean {
  return 'fresh' in result && !result.fresh.absent.some(({ path }) => path === '');
}
