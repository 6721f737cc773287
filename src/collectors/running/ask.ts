import type { Service } from '../../domain/catalog.ts';
import { ExternalServiceError } from '../../domain/errors.ts';
import { type Duration, type Instant, SECOND } from '../../domain/instant.ts';
import { deadlineAfter } from '../calling/deadline.ts';
import type { Answer, Answers, Asked, Collected, CollectorSpec, Failure, Occasion } from '../collector.ts';
import { failureIn } from './failure-in.ts';
import { fitFacts } from './fit-facts.ts';
import { namespacesOf } from './namespaces-of.ts';

/** A collector with all that its `collect` gets. */
export interface Bound<Settings, Secrets, Shared> {
  readonly spec: CollectorSpec<Settings, Secrets, Shared>;
  readonly settings: Settings;
  readonly secrets: Secrets;
  readonly shared: Shared;
  readonly fills: readonly string[];
}

const DEFAULT_TIMEOUT: Duration = 30 * SECOND;

/**
 * Asks once and applies the failure policy: a vendor's failure (its error, its silence, an answer that does not fit
 * its namespace) is a result; anything else is thrown.
 */
export async function ask<Settings, Secrets, Shared>(
  bound: Bound<Settings, Secrets, Shared>,
  asked: readonly Asked[],
  occasion: Occasion,
): Promise<ReadonlyMap<string, readonly Collected[]>> {
  const { spec } = bound;
  const stop = occasion.signal;
  stop.throwIfAborted();
  const { signal, end } = deadlineAfter(spec.timeout ?? DEFAULT_TIMEOUT, stop);
  try {
    const answers = await untilAborted(answering(bound, asked, { ...occasion, signal }), signal);
    return new Map(asked.map(({ service }) => [service.id, answered(bound, answers, service, occasion.now)]));
  } catch (error) {
    stop.throwIfAborted();
    const failure = signal.aborted ? { failed: silence(spec) } : vendorFailure(error);
    return new Map(asked.map(({ service }) => [service.id, failing(bound, failure)]));
  } finally {
    end();
  }
}

type Told = ReadonlyMap<string, Answers | ExternalServiceError>;

async function answering<Settings, Secrets, Shared>(
  { spec, settings, secrets, shared }: Bound<Settings, Secrets, Shared>,
  asked: readonly Asked[],
  occasion: Occasion,
): Promise<Told> {
  const asking = { ...occasion, settings, secrets, shared };
  if (typeof spec.collect !== 'function') return spec.collect.ask(asked, asking);
  const [one, another] = asked;
  if (one === undefined) return new Map();
  if (another !== undefined) throw new Error(`${spec.name} is asked about one service at a time`);
  const { service, ...known } = one;
  return new Map([[service.id, await spec.collect(service, { ...asking, ...known })]]);
}

function answered<Settings, Secrets, Shared>(
  bound: Bound<Settings, Secrets, Shared>,
  told: Told,
  { id }: Service,
  now: Instant,
): readonly Collected[] {
  const answers = told.get(id);
  if (answers === undefined) throw new Error(`${bound.spec.name} was asked about ${id} and left it out`);
  return answers instanceof ExternalServiceError
    ? failing(bound, vendorFailure(answers))
    : collected(bound, answers, now);
}

function failing<Settings, Secrets, Shared>(
  { fills }: Bound<Settings, Secrets, Shared>,
  failure: Pick<Failure, 'failed' | 'notBefore' | 'remedy'>,
): readonly Collected[] {
  return namespacesOf(fills).map((namespace) => ({ namespace, ...failure }));
}

function silence({
  vendor,
  name,
  timeout = DEFAULT_TIMEOUT,
}: Pick<CollectorSpec<never, never, never>, 'vendor' | 'name' | 'timeout'>): string {
  return `${vendor ?? name} did not answer within ${timeout / SECOND} seconds`;
}

function vendorFailure(error: unknown): Failure {
  if (!(error instanceof ExternalServiceError)) throw error;
  return failureIn(error);
}

/** Settles with the work, or rejects when the signal fires: a client that ignores its signal holds up nobody. */
async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const onAbort = () => aborted.reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

function collected<Settings, Secrets, Shared>(
  { spec, fills }: Bound<Settings, Secrets, Shared>,
  answers: Answers,
  now: Instant,
): readonly Collected[] {
  const declared = namespacesOf(fills);
  const stray = Object.keys(answers).find((namespace) => !declared.includes(namespace));
  if (stray !== undefined)
    throw new Error(`${spec.name} answers for ${stray}, which its fills do not declare`);
  const name = spec.vendor ?? spec.name;
  return declared.map((namespace) => {
    const answer = answers[namespace] ?? { silent: `${name} says nothing about this` };
    if ('silent' in answer) return { namespace, silent: answer.silent };
    if ('failed' in answer) return failure(namespace, answer, name, now);
    return checked(namespace, answer, name, now);
  });
}

function failure(
  namespace: string,
  { failed, failedAt, notBefore, lastGood, remedy }: Failure,
  vendor: string,
  now: Instant,
): Collected {
  if (notBefore !== undefined) return { namespace, failed, notBefore };
  const told = {
    ...{ namespace, failed },
    ...(failedAt === undefined ? {} : { failedAt }),
    ...(remedy === undefined ? {} : { remedy }),
  };
  if (lastGood === undefined) return told;
  const before = checked(namespace, lastGood, vendor, now);
  return 'fresh' in before ? { ...told, lastGood: before.fresh } : before;
}

function checked(namespace: string, answer: Answer, vendor: string, now: Instant): Collected {
  const fitted = fitFacts(namespace, answer.value);
  if ('misfit' in fitted)
    return { namespace, failed: `${vendor} answered what we cannot read: ${fitted.misfit}` };
  const { collectedAt = now, unreadable = [], absent = [], expiring, failing } = answer;
  const fresh = {
    ...{ value: fitted.value, collectedAt, unreadable, absent },
    ...(expiring === undefined ? {} : { expiring }),
    ...(failing === undefined ? {} : { failing }),
  };
  return { namespace, fresh };
}
