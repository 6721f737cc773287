import type { Initiative } from '../../domain/initiative.ts';
import type { Instant } from '../../domain/instant.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { Viewer } from '../../domain/rights.ts';
import type { AuditAct } from '../audit-ports.ts';
import type { Context } from '../context.ts';
import type { Intent } from '../message-ports.ts';

export interface InitiativeChange {
  readonly after: Initiative;
  /** `start`, `extend`, …: the audit log's `initiative.start`. */
  readonly act: string;
  /** Null = the bot, as time went by. */
  readonly by: Viewer | null;
  readonly details?: JsonObject;
  readonly intents: readonly Intent[];
}

/**
 * Writes what `change` makes of the initiative as it stands in the transaction, with the log and what is to be said.
 * False: it is gone, `change` gave null, or somebody was first; then nothing is kept.
 */
export function changeInitiative(
  { store, clock }: Context,
  id: string,
  change: (before: Initiative, now: Instant) => InitiativeChange | null,
): Promise<boolean> {
  const now = clock.now();
  return store.transaction(async (ports) => {
    const before = await ports.initiatives.byId(id);
    const made = before === undefined ? null : change(before, now);
    if (before === undefined || made === null) return false;
    if (!(await ports.initiatives.replace(made.after, before.version))) return false;
    await ports.messages.add(made.intents);
    await ports.audit.append([initiativeAudit(made, now)]);
    return true;
  });
}

export function initiativeAudit(
  { after, act, by, details = {} }: Omit<InitiativeChange, 'intents'>,
  now: Instant,
): AuditAct {
  const { id, state, title, version, deadline, owner } = after;
  return {
    at: now,
    actor: by?.id ?? null,
    actorName: by?.name ?? null,
    from: by === null ? 'bot' : 'slack',
    act: `initiative.${act}`,
    serviceKey: null,
    subject: id,
    details: { state, title, version, owner, deadline: new Date(deadline).toISOString(), ...details },
  };
}
