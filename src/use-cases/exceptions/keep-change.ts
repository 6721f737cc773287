import type { Exception } from '../../domain/exceptions/exception.ts';
import type { Instant } from '../../domain/instant.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { Viewer } from '../../domain/rights.ts';
import type { AuditAct } from '../audit-ports.ts';
import type { Context, ScorecardsInForce } from '../context.ts';
import { evaluateSlice } from '../evaluate-services.ts';
import type { Ports, ServiceRecord } from '../ports.ts';
import { inBatch } from './batch-intents.ts';
import { type Change, intentsOf, placesOf } from './exception-intents.ts';

export interface Keeping {
  readonly context: Context;
  /** Of the transaction that the caller holds. */
  readonly ports: Ports;
  readonly inForce: ScorecardsInForce;
  readonly record: ServiceRecord;
  /** Names of whoever knows of the request already: they asked. */
  readonly told?: readonly (string | null)[];
}

/**
 * Writes what became of an exception, with all that follows: the log, what is to be said, and how the service stands
 * now. False: somebody else changed it meanwhile, and nothing is to be kept of the transaction.
 */
export async function keepChange(
  keeping: Keeping,
  change: Change,
  details: JsonObject = {},
): Promise<boolean> {
  const { context, ports, record, told = [] } = keeping;
  const { before, after } = change;
  const now = context.clock.now();
  if (before === null) await ports.exceptions.add(after);
  else if (!(await ports.exceptions.replace(after, before.version))) return false;
  const places = placesOf(record, await ports.catalog.teams(), context.policy);
  const owners = places.owners.filter((one) => one.kind === 'channel' || !told.includes(one.person));
  const intents = intentsOf(change, { ...places, owners }, now);
  await ports.messages.add(inBatch(intents, { before, after, team: record.service.owner }));
  await ports.audit.append([auditOf(change, details, now)]);
  if (before?.state === 'approved' || after.state === 'approved') await judgeAgain(keeping, change);
  return true;
}

async function judgeAgain({ context, ports, inForce, record }: Keeping, change: Change): Promise<void> {
  // An archived service is judged no more.
  if (record.archivedAt !== null) return;
  const cause = causeOf(change, context.policy.timezone);
  await evaluateSlice({ ...context, store: ports }, inForce, [record.key], () => cause);
}

/** What the history says: "exception approved by Ana and Bo until 28 March". */
function causeOf({ after, became, by }: Change, timezone: string): string {
  if (became === 'approved') {
    const names = after.approvals.map((approval) => approval.by.name);
    return `exception approved by ${listed(names)} until ${dayOf(after.until, timezone)}`;
  }
  const reason = after.end === null || after.end.reason === '' ? '' : `: ${after.end.reason}`;
  return `exception ${became}${by === null ? '' : ` by ${by.name}`}${reason}`;
}

function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}

function dayOf(at: Instant, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', timeZone }).format(at);
}

const ACTS: Readonly<Record<Change['became'], string>> = {
  pending: 'ask',
  agreed: 'approve',
  approved: 'approve',
  denied: 'deny',
  withdrawn: 'withdraw',
  cancelled: 'cancel',
  expired: 'expire',
  revoked: 'revoke',
  edited: 'edit',
  voided: 'void',
  said: 'say',
  asked: 'ask-others',
};

function auditOf({ after, became, by }: Change, details: JsonObject, now: Instant): AuditAct {
  const { id, serviceKey, state, revision, version, rules, approvals, until, end } = after;
  return {
    at: now,
    actor: by?.id ?? null,
    actorName: by?.name ?? null,
    from: by === null ? 'bot' : 'slack',
    act: `exception.${ACTS[became]}`,
    serviceKey,
    subject: id,
    details: {
      state,
      revision,
      version,
      rules: rules.map(({ rule }) => rule),
      approved_by: approvals.map((approval) => approval.by.id),
      until: new Date(until).toISOString(),
      ...(end === null || end.reason === '' ? {} : { reason: end.reason }),
      ...details,
    },
  };
}

/** That somebody tried what they may not, or what had been done already. */
export function refusedAct(
  viewer: Viewer,
  tried: string,
  why: string,
  about: { readonly id: string; readonly exception?: Exception },
  now: Instant,
): AuditAct {
  return {
    at: now,
    actor: viewer.id,
    actorName: viewer.name,
    from: 'slack',
    act: 'exception.refused',
    serviceKey: about.exception?.serviceKey ?? null,
    subject: about.id,
    details: { tried, why },
  };
}
