import type { Instant } from '../domain/instant.ts';
import type {
  ClaimedIntent,
  Intent,
  MessagesPort,
  OutboxState,
  SentMessage,
  Settlement,
} from '../use-cases/message-ports.ts';
import { ASKED, claimIntents } from './claim-intents.ts';
import { drizzleModule } from './drizzle-module.ts';
import type { Session } from './session.ts';

const { and, asc, count, eq, inArray, isNotNull, lt, lte, min } = drizzleModule('drizzle-orm');

type Reads = Pick<MessagesPort, 'nextDue' | 'counts' | 'sent'>;

export function messageReads({ db, tables: { outbox, messages }, prepared }: Session): Reads {
  return {
    async nextDue() {
      const query = prepared('next due', () =>
        db
          .select({ at: min(outbox.notBefore) })
          .from(outbox)
          .where(inArray(outbox.state, ['pending', 'ambiguous']))
          .prepare('next due'),
      );
      const [row] = await query.execute();
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

    claim: (now, limit, busy) => claimIntents(session, now, limit, busy),

    async asking(claims, now) {
      for (const one of claims) {
        const kept = await db
          .update(outbox)
          .set({ claimedAt: now, lastError: ASKED })
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
      const dead = and(eq(outbox.state, 'sending'), lte(outbox.claimedAt, claimedBefore));
      const asked = await db
        .update(outbox)
        .set({ state: 'ambiguous', claimedAt: null })
        .where(and(dead, isNotNull(outbox.lastError)))
        .returning({ id: outbox.id });
      const unasked = await db
        .update(outbox)
        .set({ state: 'pending', claimedAt: null })
        .where(dead)
        .returning({ id: outbox.id });
      return asked.length + unasked.length;
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
