import { v7 as uuidv7 } from 'uuid';
import type { Instant } from '../../domain/instant.ts';
import { localDate } from '../../domain/local-date.ts';
import type { ToldGap } from '../../domain/planner/gap.ts';
import { workingSpan } from '../../domain/planner/working-time.ts';
import type { Context } from '../context.ts';
import type { NudgeRecord } from '../nudge-ports.ts';
import type { Ports } from '../ports.ts';
import type { Look } from './due-nudges.ts';
import { intentOf } from './intents.ts';

const AT_ONCE = 100;

/** A look that ends in a message. */
export interface Due extends Look {
  readonly decision: Extract<Look['decision'], { kind: 'send' }>;
}

export function isDue(look: Look): look is Due {
  return look.decision.kind === 'send';
}

/**
 * Writes the log and what is to be said in one transaction; what the log has of that day already is said by nobody
 * again. Returns how many were new.
 */
export async function writeNudges(
  context: Pick<Context, 'store' | 'reached'>,
  due: readonly Due[],
  now: Instant,
): Promise<number> {
  let written = 0;
  for (let start = 0; start < due.length; start += AT_ONCE) {
    const records = due.slice(start, start + AT_ONCE).map((one) => recordOf(one, 'planned', now));
    written += await context.store.transaction(async (ports) => {
      const ids = new Set(await ports.nudges.plan(records));
      const intents = records
        .filter(({ id }) => ids.has(id))
        .map(({ id, audience }) =>
          intentOf('nudge', { subject: { nudge: id }, audience, occasion: 'new' }, now),
        );
      if (intents.length > 0) await ports.messages.add(intents);
      context.reached('nudges.written');
      return ids.size;
    });
    context.reached('nudges.planned');
  }
  return written;
}

/** Goes to the log as told, and is said by nobody. */
export async function discardNudges(
  { nudges }: Pick<Ports, 'nudges'>,
  due: readonly Due[],
  now: Instant,
): Promise<void> {
  await nudges.plan(due.map((one) => recordOf(one, 'discarded', now)));
}

function recordOf(
  { reached, decision }: Due,
  state: NudgeRecord['state'],
  now: Instant,
): Omit<NudgeRecord, 'deliveredAt'> {
  const { key, audience, working } = reached;
  const date = localDate(now, working.timezone);
  return {
    id: uuidv7({ msecs: now }),
    audience,
    audienceKey: key,
    localDate: date,
    plannedAt: now,
    // After their day a reminder is dropped: tomorrow has its own.
    staleAt: workingSpan(date, working)?.to ?? now,
    gaps: decision.gaps.map(toldOf),
    fresh: decision.fresh,
    state,
  };
}

function toldOf({ service, id, kind, since }: ToldGap): ToldGap {
  return { service, id, kind, since };
}
