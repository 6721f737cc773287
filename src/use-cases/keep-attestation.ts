import type { Attestation } from '../domain/attestation.ts';
import type { FactDocument } from '../domain/fact.ts';
import type { Instant } from '../domain/instant.ts';
import { ruleIdOf } from './attestable-rules.ts';
import type { AuditAct } from './audit-ports.ts';
import type { Context, ScorecardsInForce } from './context.ts';
import { evaluateSlice } from './evaluate-services.ts';
import { keepFacts } from './keep-facts.ts';
import type { Ports, ServiceRecord } from './ports.ts';

/** Newest first. */
export async function attestationsOfRecord(
  { attestations }: Pick<Ports, 'attestations'>,
  { key }: ServiceRecord,
) {
  return (await attestations.of([key])).get(key) ?? [];
}

interface Kept {
  readonly attestation: Attestation;
  readonly cause: string;
  readonly act: 'attestation.state' | 'attestation.withdraw';
}

type Keeping = Pick<Context, 'clock' | 'sources' | 'policy'> & { readonly store: Ports };

/** Keeps the statement, what rules read of it, what becomes of the service, and who did it. Within a transaction. */
export async function keepAttestation(
  context: Keeping,
  inForce: ScorecardsInForce,
  { attestation, cause, act }: Kept,
): Promise<void> {
  const { store, clock } = context;
  const key = attestation.serviceKey;
  const now = clock.now();
  await store.attestations.add(attestation);
  const kept = await keepFacts(store.facts, [key], [{ key, document: documentOf(attestation, now) }]);
  await evaluateSlice(context, inForce, [key], () => cause, kept);
  await store.audit.append([auditOf(attestation, act, now)]);
}

const COLLECTOR = 'attestation.';

/** Whether a fact document is what somebody attested here, which the history of attestations tells better. */
export function isAttested({ collector }: Pick<FactDocument, 'collector'>): boolean {
  return collector.startsWith(COLLECTOR);
}

/** What rules read: `attested["RULE"]`. One that takes back leaves nothing. */
function documentOf(attestation: Attestation, now: Instant): FactDocument {
  const { at, until, byName, evidence } = attestation;
  const rule = ruleIdOf(attestation);
  const isOver = until <= at;
  const value = {
    by: byName,
    at: new Date(at).toISOString(),
    ...(evidence === null ? {} : { evidence }),
    expires_at: new Date(until).toISOString(),
  };
  return {
    namespace: 'attested',
    collector: `${COLLECTOR}${rule}`,
    value: isOver ? {} : { [rule]: value },
    collectedAt: at,
    attemptedAt: now,
    unreadable: [],
    absent: [],
    ...(isOver ? {} : { expiring: [{ path: rule, until }] }),
    error: null,
    failedAt: null,
  };
}

function auditOf(
  { id, serviceKey, rule, by, byName, ...said }: Attestation,
  act: Kept['act'],
  at: Instant,
): AuditAct {
  const { statement, evidence } = said;
  const dates = { at: new Date(said.at).toISOString(), until: new Date(said.until).toISOString() };
  const details = act === 'attestation.state' ? { rule, statement, evidence, ...dates } : { rule };
  return { at, actor: by, actorName: byName, from: 'slack', act, serviceKey, subject: id, details };
}
