import type { Instant } from '../domain/instant.ts';
import type { Audience, ClaimedIntent } from '../use-cases/message-ports.ts';
import { drizzleModule } from './drizzle-module.ts';
import type { Session } from './session.ts';

const { and, asc, eq, inArray, isNotNull, lte, or } = drizzleModule('drizzle-orm');

/** The error of what is being sent, if the process dies: null until Slack was asked. */
export const ASKED = 'the process ended before Slack’s answer was kept';

/** Rows that a claim looks at: more than ever wait at once, but not the whole memory of a process. */
const LOOKED_AT = 5000;

/**
 * Compare and set: each row changes hands only from the state that was read, so that of two senders one gets it. Where
 * an earlier row of an audience was lost to another sender, so are the later ones: they would overtake it.
 */
export async function claimIntents(
  session: Session,
  now: Instant,
  limit: number,
  busy: readonly Audience[],
): Promise<readonly ClaimedIntent[]> {
  const { db, tables } = session;
  const { outbox } = tables;
  const rows = await openRows(session, now);
  const lanes = lanesOf(rows, now, new Set(busy.map(keyOf))).slice(0, limit);
  const claimed: ClaimedIntent[] = [];
  for (const lane of lanes) {
    for (const { id, state } of lane) {
      const [row] = await db
        .update(outbox)
        .set({ state: 'sending', claimedAt: now, lastError: state === 'ambiguous' ? ASKED : null })
        .where(and(eq(outbox.id, id), eq(outbox.state, state), lte(outbox.notBefore, now)))
        .returning();
      if (row === undefined) break;
      const { kind, audience, subject, dedupeKey, createdAt, notBefore, attempts } = row;
      const intent = { id, kind, audience, subject, dedupeKey, createdAt, notBefore };
      claimed.push({
        ...intent,
        was: state === 'ambiguous' ? 'ambiguous' : 'pending',
        attempts,
        claimedAt: now,
      });
    }
  }
  return claimed;
}

type OpenRow = Awaited<ReturnType<typeof openRows>>[number];

/** What is due, and what those that are due may have to wait for, in the order of sending. */
function openRows({ db, tables: { outbox } }: Session, now: Instant) {
  const { id, state, kind, audience, subject, notBefore } = outbox;
  return db
    .select({ id, state, kind, audience, subject, notBefore })
    .from(outbox)
    .where(
      or(
        inArray(state, ['sending', 'ambiguous']),
        and(eq(state, 'pending'), or(lte(notBefore, now), isNotNull(outbox.lastError))),
      ),
    )
    .orderBy(asc(id))
    .limit(LOOKED_AT);
}

/** Of each audience that is free, its oldest row, with those further ones that the same message will answer. */
function lanesOf(rows: readonly OpenRow[], now: Instant, busy: ReadonlySet<string>): OpenRow[][] {
  const byAudience = Map.groupBy(rows, ({ audience }) => keyOf(audience));
  const lanes = [...byAudience].flatMap(([audience, waiting]) => {
    const [head] = waiting;
    const isFree = !busy.has(audience) && !waiting.some(({ state }) => state === 'sending');
    if (head === undefined || !isFree || head.notBefore > now) return [];
    const about = aboutOf(head);
    return [waiting.filter((row) => row.notBefore <= now && aboutOf(row) === about)];
  });
  return lanes;
}

function aboutOf({ kind, subject }: OpenRow): string {
  return `${kind} ${JSON.stringify(subject)}`;
}

function keyOf(audience: Audience): string {
  return audience.kind === 'person' ? `person ${audience.person}` : `channel ${audience.channel}`;
}
