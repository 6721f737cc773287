import { hash } from 'node:crypto';
import type { FactDocument } from '../domain/fact.ts';
import { describeFactChanges } from '../domain/fact-changes.ts';
import type { Duration, Instant } from '../domain/instant.ts';
import { DAY, HOUR } from '../domain/instant.ts';
import type { JsonObject } from '../domain/json.ts';
import type { Context } from './context.ts';
import { evaluateSlice } from './evaluate-services.ts';
import { keepFacts } from './keep-facts.ts';
import { tellingOf } from './keep-findings.ts';
import type { Ports, ServiceRecord } from './ports.ts';
import { type PushProblem, problemsOf } from './push-problems.ts';
import { PUSH, pushableNamespaces } from './pushable-namespaces.ts';
import type { Token } from './token-ports.ts';
import { tokenOf } from './tokens.ts';

/** Facts that a pipeline sends. */
export interface PushRequest {
  /** The token's secret; null = none was sent. */
  readonly secret: string | null;
  readonly service: string;
  readonly namespace: string;
  /**
   * Of `custom` each top key is replaced and the others stay; null takes one away. Of other namespaces it is the
   * whole of what pipelines say.
   */
  readonly facts: JsonObject;
  /** When it was measured; absent = now. */
  readonly observedAt?: Instant;
  /** How long it counts after that; absent = as ready.yml says. */
  readonly validFor?: Duration;
  /** The same key brings the same answer, and is counted once. */
  readonly idempotencyKey?: string;
}

export type PushAnswer =
  | { readonly kind: 'stored'; readonly stored: StoredPush; readonly replayed: boolean }
  | { readonly kind: 'refused'; readonly why: PushRefusal; readonly problems: readonly PushProblem[] };

/** What was kept, and how the service stands now. */
export interface StoredPush {
  readonly service: string;
  readonly namespace: string;
  /** Top keys that were sent. */
  readonly keys: string[];
  /** Of these something newer is known already, so what was sent was not kept: pipelines overtake each other. */
  readonly outdated: string[];
  readonly observedAt: Instant;
  /** Null = as long as nothing newer is sent. */
  readonly validUntil: Instant | null;
  /** By scorecard. */
  readonly standing: Standing[];
}

// A type and not an interface, since it is kept as JSON.
type Standing = { readonly scorecard: string; readonly bar: string; readonly level: string | null };

export type PushRefusal =
  | 'no-token'
  | 'not-allowed'
  | 'no-such-service'
  | 'not-pushable'
  | 'invalid'
  | 'key-reused';

/** Answers to idempotency keys are remembered for so long. */
const REMEMBERED = DAY;

/**
 * Keeps what a pipeline sends and judges the service at once, in one transaction. Whoever may not push this is told
 * no more than that.
 */
export async function pushFacts(context: Context, request: PushRequest): Promise<PushAnswer> {
  const token = request.secret === null ? undefined : await tokenOf(context, request.secret);
  if (token === undefined) return noToken();
  if (!token.scopes.includes(`facts:${request.namespace}`))
    return refused(
      'not-allowed',
      `This token may not push ${request.namespace}. It may: ${token.scopes.join(', ')}.`,
    );
  const record = await context.store.catalog.find(request.service);
  if (token.services !== null && (record === undefined || !token.services.includes(record.key)))
    return refused('not-allowed', `This token may not push facts of ${request.service}.`);
  if (record === undefined) return refused('no-such-service', `There is no service "${request.service}".`);
  if (!pushableNamespaces(context).includes(request.namespace))
    return refused(
      'not-pushable',
      `Pipelines may not fill ${request.namespace}: name it in ready.yml under collectors.push.fills.`,
    );
  const problems = problemsOf(request, context.clock.now());
  if (problems.length > 0) return { kind: 'refused', why: 'invalid', problems };
  return keepOnce(context, record, request);
}

async function keepOnce(context: Context, record: ServiceRecord, request: PushRequest): Promise<PushAnswer> {
  const { idempotencyKey: key } = request;
  const digest = digestOf(record.key, request);
  const inForce = await context.scorecards();
  return context.store.transaction(async (ports) => {
    const now = context.clock.now();
    // As it is in here: it may have been revoked since.
    const token = await tokenOf({ ...context, store: ports }, request.secret ?? '');
    if (token === undefined) return noToken();
    const known = key === undefined ? undefined : await answered(ports, token, key, now);
    if (known !== undefined && known.digest !== digest)
      return refused('key-reused', 'This Idempotency-Key was used for another request: send a new one.');
    // What was kept is what this function once answered.
    if (known !== undefined)
      return { kind: 'stored', stored: known.answer as unknown as StoredPush, replayed: true };
    const stored = await keep({ ...context, store: ports }, inForce, record, request);
    if ((token.lastUsedAt ?? 0) < now - HOUR) await ports.tokens.write({ ...token, lastUsedAt: now });
    const kept = { tokenId: token.id, digest, at: now, answer: { ...stored } };
    if (key !== undefined) await ports.tokens.keep({ ...kept, key }, now - REMEMBERED);
    return { kind: 'stored', stored, replayed: false };
  });
}

async function answered({ tokens }: Ports, token: Token, key: string, now: Instant) {
  const known = await tokens.answered(token.id, key);
  return known !== undefined && known.at < now - REMEMBERED ? undefined : known;
}

type Keeping = Pick<Context, 'clock' | 'sources' | 'policy' | 'catalogue'> & { readonly store: Ports };

async function keep(
  context: Keeping,
  inForce: Awaited<ReturnType<Context['scorecards']>>,
  { key, service }: ServiceRecord,
  request: PushRequest,
): Promise<StoredPush> {
  const { store, clock, sources } = context;
  const now = clock.now();
  const observedAt = Math.min(request.observedAt ?? now, now);
  const maxAge = sources.find(({ collector }) => collector === PUSH)?.maxAge;
  const validFor = request.validFor ?? maxAge;
  const validUntil = validFor === undefined ? null : observedAt + validFor;
  const before = (await store.facts.of([key], [request.namespace])).get(key) ?? [];
  const sent = documentsOf(request, { observedAt, validUntil, now });
  const documents = sent.filter((document) => !isOvertaken(document, before));
  const kept = await keepFacts(
    store.facts,
    [key],
    documents.map((document) => ({ key, document })),
  );
  const cause = describeFactChanges(before, documents, tellingOf(context, inForce)) || 'pushed again';
  await evaluateSlice(context, inForce, [key], () => cause, kept);
  const evaluations = (await store.evaluations.of([key])).get(key) ?? [];
  return {
    service: service.id,
    namespace: request.namespace,
    keys: Object.keys(request.facts),
    outdated: sent.filter((document) => !documents.includes(document)).flatMap(keysOf),
    observedAt,
    validUntil,
    standing: evaluations.map(({ scorecard, verdict }) => ({
      scorecard,
      bar: verdict.bar,
      level: verdict.held,
    })),
  };
}

function isOvertaken({ collector, collectedAt }: FactDocument, before: readonly FactDocument[]): boolean {
  const known = before.find((document) => document.collector === collector)?.collectedAt ?? null;
  return known !== null && collectedAt !== null && known > collectedAt;
}

/** Top keys that the document is about; one that takes a key away is named after it. */
function keysOf({ namespace, collector, value }: FactDocument): readonly string[] {
  return namespace === 'custom' ? [collector.slice(PUSH.length + 1)] : Object.keys(value ?? {});
}

interface Validity {
  readonly observedAt: Instant;
  readonly validUntil: Instant | null;
  readonly now: Instant;
}

/** Each key of `custom` is a document of its own: one that is sent does not make the others look newer. */
function documentsOf(
  { namespace, facts, validFor }: PushRequest,
  { observedAt, validUntil, now }: Validity,
): readonly FactDocument[] {
  const said = {
    namespace,
    collectedAt: observedAt,
    unreadable: [],
    absent: [],
    error: null,
    failedAt: null,
  };
  const document = (collector: string, value: JsonObject, ends: boolean): FactDocument => ({
    ...said,
    collector,
    value,
    attemptedAt: now,
    ...(ends && validUntil !== null
      ? { expiring: Object.keys(value).map((path) => ({ path, until: validUntil })) }
      : {}),
  });
  // Elsewhere the collector's own `max_age` makes it unknown; only what the sender says ends it.
  if (namespace !== 'custom') return [document(PUSH, facts, validFor !== undefined)];
  return Object.entries(facts).map(([key, value]) =>
    document(`${PUSH}.${key}`, value === null ? {} : { [key]: value }, true),
  );
}

function digestOf(serviceKey: string, { namespace, facts, observedAt, validFor }: PushRequest): string {
  const said = JSON.stringify([serviceKey, namespace, facts, observedAt ?? null, validFor ?? null]);
  return hash('sha256', said, 'hex');
}

function noToken(): PushAnswer {
  return refused('no-token', 'The bearer token is missing, unknown, expired or revoked.');
}

function refused(why: PushRefusal, message: string): PushAnswer {
  return { kind: 'refused', why, problems: [{ path: '', message }] };
}
