import type { Instant } from '../domain/instant.ts';
import type {
  Audience,
  ClaimedIntent,
  Intent,
  MessagesPort,
  OutboxState,
  SentMessage,
  Settlement,
} from '../use-cases/message-ports.ts';
import { drizzleModule } from './drizzle-module.ts';
import type { Session } from './session.ts';

const { and, asc, count, eq, inArray, isNotNull, lt, lte, min, or } = drizzleModule('drizzle-orm');

/** Rows that a claim looks at: more than ever wait at once, but not the whole memory of a process. */
const LOOKED_AT = 5000;

type Reads = Pick<MessagesPort, 'nextDue' | 'counts' | 'sent'>;

export function messageReads({ db, tables: { outbox, messages } }: Session): Reads {
  return {
    async nextDue() {
      const [row] = await db
        .select({ at: min(outbox.notBefore) })
        .from(outbox)
        .where(inArray(outbox.state, ['pending', 'ambiguous']));
      return row?.at ?? null;
    },

    async counts() {
      const rows = await db.select({ state: outbox.state, rows: count() }).from(outbox).groupBy(outbox.state);
      const none: Record<OutboxState, number> = { pending: 0, sending: 0, sent: 0, ambiguous: 0, dropped: 0 };
      return { ...none, ...Object.fromEntries(rows.map((row) => [row.state, row.rows])) };
    },

    sent: (kind, subjectKey) =>
      db
        .select({
          kind: messages.kind,
          subjectKey: messages.subjectKey,
          audience: messages.audience,
          channel: messages.channel,
          ts: messages.ts,
          version: messages.version,
        })
        .from(messages)
        .where(and(eq(messages.kind, kind), eq(messages.subjectKey, subjectKey)))
        .orderBy(asc(messages.sentAt), asc(messages.ts)),
  };
}

export function messageWrites(session: Session): Omit<MessagesPort, keyof Reads> {
  const { db, tables } = session;
  const { outbox, messages } = tables;
  return {
    async add(intents) {
      let added = 0;
      for (const intent of intents) {
        const rows = await db
          .insert(outbox)
          .values(newRow(intent))
          .onConflictDoNothing()
          .returning({ id: outbox.id });
        added += rows.length;
      }
      return added;
    },

    claim: (now, limit, busy) => claim(session, now, limit, busy),

    async renew(claims, now) {
      for (const one of claims) {
        const kept = await db
          .update(outbox)
          .set({ claimedAt: now })
          .where(ours(session, one))
          .returning({ id: outbox.id });
        if (kept.length === 0) return null;
      }
      return claims.map((one) => ({ ...one, claimedAt: now }));
    },

    async settle(claims, settlement) {
      if (settlement.state === 'sent' && settlement.message !== null)
        await keep(session, settlement.message, settlement.at);
      for (const one of claims)
        await db.update(outbox).set(settled(one, settlement)).where(ours(session, one));
    },

    async release(claimedBefore) {
      const rows = await db
        .update(outbox)
        .set({ state: 'ambiguous', claimedAt: null, lastError: 'the process ended while it was being sent' })
        .where(and(eq(outbox.state, 'sending'), lte(outbox.claimedAt, claimedBefore)))
        .returning({ id: outbox.id });
      return rows.length;
    },

    async forget({ kind, subjectKey, channel, ts }) {
      await db
        .delete(messages)
        .where(
          and(
            eq(messages.kind, kind),
            eq(messages.subjectKey, subjectKey),
            eq(messages.channel, channel),
            eq(messages.ts, ts),
          ),
        );
    },

    async clear(settledBefore) {
      await db.delete(messages).where(lt(messages.sentAt, settledBefore));
      const rows = await db
        .delete(outbox)
        .where(lt(outbox.settledAt, settledBefore))
        .returning({ id: outbox.id });
      return rows.length;
    },
  };
}

/**
 * Compare and set: each row changes hands only from the state that was read, so that of two senders one gets it. Where
 * an earlier row of an audience was lost to another sender, so are the later ones: they would overtake it.
 */
async function claim(
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
        .set({ state: 'sending', claimedAt: now })
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

function ours({ tables: { outbox } }: Session, { id, claimedAt }: ClaimedIntent) {
  return and(eq(outbox.id, id), eq(outbox.state, 'sending'), eq(outbox.claimedAt, claimedAt));
}

async function keep({ db, tables: { messages } }: Session, message: SentMessage, sentAt: Instant) {
  await db
    .insert(messages)
    .values({ ...message, sentAt })
    .onConflictDoUpdate({
      target: [messages.kind, messages.subjectKey, messages.channel, messages.ts],
      set: { audience: message.audience, version: message.version, sentAt },
    });
}

function settled({ attempts }: ClaimedIntent, settlement: Settlement) {
  const free = { state: settlement.state, claimedAt: null };
  switch (settlement.state) {
    case 'sent':
      return { ...free, attempts: attempts + 1, settledAt: settlement.at, lastError: null };
    case 'dropped':
      return { ...free, settledAt: settlement.at, lastError: settlement.error };
    case 'ambiguous':
      return {
        ...free,
        attempts: attempts + 1,
        notBefore: settlement.notBefore,
        lastError: settlement.error,
      };
    case 'pending':
      return {
        ...free,
        attempts: attempts + (settlement.asked ? 1 : 0),
        notBefore: settlement.notBefore,
        lastError: settlement.error,
      };
  }
}

function newRow(intent: Intent) {
  return {
    ...intent,
    state: 'pending' as const,
    claimedAt: null,
    attempts: 0,
    lastError: null,
    settledAt: null,
  };
}
