import type { JsonObject } from '../../domain/json.ts';
import type { Audience, OutboxState } from '../../use-cases/message-ports.ts';
import type { Kit } from '../kit.ts';

export function messageTables(kit: Kit) {
  return { outbox: outboxTable(kit), messages: messagesTable(kit), runs: runsTable(kit) };
}

function outboxTable(kit: Kit) {
  return kit.table(
    'outbox',
    {
      /** UUIDv7: also the order of sending. */
      id: kit.word('id').primaryKey(),
      kind: kit.word('kind').notNull(),
      audience: kit.document<Audience>('audience').notNull(),
      subject: kit.document<JsonObject>('subject').notNull(),
      dedupeKey: kit.address('dedupe_key').notNull(),
      state: kit.word('state').$type<OutboxState>().notNull(),
      createdAt: kit.instant('created_at').notNull(),
      notBefore: kit.instant('not_before').notNull(),
      claimedAt: kit.instant('claimed_at'),
      attempts: kit.integer('attempts').notNull(),
      lastError: kit.text('last_error'),
      /** When it was sent or dropped. */
      settledAt: kit.instant('settled_at'),
    },
    (t) => [
      kit.uniqueIndex('outbox_dedupe').on(t.dedupeKey),
      kit.index('outbox_due').on(t.state, t.notBefore, t.id),
    ],
  );
}

/** Where each message stands in Slack. */
function messagesTable(kit: Kit) {
  return kit.table(
    'messages',
    {
      kind: kit.word('kind').notNull(),
      subjectKey: kit.address('subject_key').notNull(),
      channel: kit.word('channel').notNull(),
      ts: kit.word('ts').notNull(),
      audience: kit.document<Audience>('audience').notNull(),
      version: kit.text('version').notNull(),
      sentAt: kit.instant('sent_at').notNull(),
    },
    (t) => [kit.primaryKey({ name: 'messages_pk', columns: [t.kind, t.subjectKey, t.channel, t.ts] })],
  );
}

function runsTable(kit: Kit) {
  return kit.table(
    'runs',
    {
      id: kit.word('id').primaryKey(),
      kind: kit.word('kind').notNull(),
      causedBy: kit.text('caused_by').notNull(),
      about: kit.text('about').notNull(),
      startedAt: kit.instant('started_at').notNull(),
      updatedAt: kit.instant('updated_at').notNull(),
      endedAt: kit.instant('ended_at'),
      total: kit.integer('total').notNull(),
      done: kit.integer('done').notNull(),
      failed: kit.integer('failed').notNull(),
    },
    (t) => [kit.index('runs_kind').on(t.kind, t.startedAt)],
  );
}
