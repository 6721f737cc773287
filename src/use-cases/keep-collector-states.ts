import { v7 as uuidv7 } from 'uuid';
import type { Instant } from '../domain/instant.ts';
import type { JsonObject } from '../domain/json.ts';
import { outageIn } from '../domain/outage.ts';
import type { Finding } from './ask-collector.ts';
import type { CollectorState } from './collection-ports.ts';
import type { AttemptResult, CollectorInUse, Context } from './context.ts';
import type { Intent } from './message-ports.ts';
import { UNTOLD } from './pauses.ts';
import type { Ports } from './ports.ts';

/**
 * Keeps what collectors' newest answers say of their vendors: until when they want silence, their newest failures, and
 * whether they are out, which is told to admins when it begins and when it ends. Call it after the collections were
 * recorded, in the same transaction.
 */
export async function keepCollectorStates(
  { policy }: Pick<Context, 'policy'>,
  ports: Ports,
  findings: readonly Finding[],
  now: Instant,
): Promise<void> {
  const states = await ports.collections.states();
  const changes: Change[] = [];
  for (const [collector, found] of Map.groupBy(findings, (one) => one.collector)) {
    const { collector: name } = collector.source;
    const before = states.get(name) ?? { ...UNTOLD, collector: name };
    const after = await withOutage(ports, stateAfter(before, collector, found, now), now);
    changes.push({ before, after });
  }
  await ports.collections.setStates(changes.map(({ after }) => after));
  for (const { before, after } of changes) {
    if (before.outageSince !== null && after.outageSince === null)
      await ports.collections.retryFailing(before.collector, before.outageSince);
  }
  const intents = changes.flatMap(({ before, after }) => outageIntents(before, after, policy.admins, now));
  if (intents.length > 0) await ports.messages.add(intents);
}

interface Change {
  readonly before: CollectorState;
  readonly after: CollectorState;
}

/** Nobody was answered just now: it may be out. */
async function withOutage(
  { collections }: Ports,
  told: CollectorState,
  now: Instant,
): Promise<CollectorState> {
  const isSilent = told.outageSince === null && told.lastGoodAt !== now && told.lastErrorAt === now;
  if (!isSilent) return told;
  return { ...told, outageSince: outageIn(await collections.silence(told.collector, told.lastGoodAt), now) };
}

function stateAfter(
  before: CollectorState,
  { budget }: CollectorInUse,
  found: readonly Finding[],
  now: Instant,
): CollectorState {
  const results = found.map(({ attempt }) => attempt.result);
  const failure = results.find((result) => result.kind === 'failed');
  const isAnswered = results.some(({ kind }) => kind === 'answered');
  const waits = results.flatMap((result) => (result.kind === 'told to wait' ? [result.until] : []));
  const pausedUntil = Math.max(before.pausedUntil ?? 0, budget().pausedUntil ?? 0, ...waits);
  return {
    collector: before.collector,
    pausedUntil: pausedUntil > now ? Math.ceil(pausedUntil) : null,
    lastGoodAt: isAnswered ? now : before.lastGoodAt,
    lastError: failure === undefined ? before.lastError : told(failure),
    lastErrorAt: failure === undefined ? before.lastErrorAt : now,
    outageSince: isAnswered ? null : before.outageSince,
  };
}

/** Only admins read it: with what they can do. */
function told({ reasons, remedy }: Extract<AttemptResult, { kind: 'failed' }>): string {
  return [reasons[0], remedy].filter((part) => part !== undefined).join('; ');
}

/** Told once when it begins and once when it ends, to each admin; never to owners. */
function outageIntents(
  before: CollectorState,
  { collector, outageSince }: CollectorState,
  admins: readonly string[],
  now: Instant,
): readonly Intent[] {
  if (before.outageSince === outageSince) return [];
  const isStart = outageSince !== null;
  const since = outageSince ?? before.outageSince;
  const subject: JsonObject = isStart ? { collector, since } : { collector, since, ended: now };
  return admins.map((person) => ({
    id: uuidv7(),
    kind: 'outage',
    audience: { kind: 'person', person },
    subject,
    dedupeKey: `outage:${collector}:${since}:${isStart ? 'started' : 'ended'}:${person}`,
    createdAt: now,
    notBefore: now,
  }));
}
