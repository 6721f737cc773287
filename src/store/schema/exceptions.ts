import type { Exception, ExceptionState } from '../../domain/exceptions/exception.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { Kit } from '../kit.ts';
import { type ServicesTable, serviceKey } from './catalog.ts';

export function exceptionTables(kit: Kit, services: ServicesTable) {
  const exceptions = exceptionsTable(kit, services);
  return {
    exceptions,
    exceptionRules: exceptionRulesTable(kit, exceptions),
    attestations: attestationsTable(kit, services),
    audit: auditTable(kit),
  };
}

function exceptionsTable(kit: Kit, services: ServicesTable) {
  return kit.table(
    'exceptions',
    {
      id: kit.word('id').primaryKey(),
      serviceKey: serviceKey(kit, services),
      state: kit.word('state').$type<ExceptionState>().notNull(),
      requester: kit.word('requester').notNull(),
      requestedAt: kit.instant('requested_at').notNull(),
      startsAt: kit.instant('starts_at'),
      endsAt: kit.instant('ends_at').notNull(),
      batch: kit.word('batch'),
      /** What compare-and-set compares. */
      version: kit.integer('version').notNull(),
      document: kit.document<Exception>('document').notNull(),
    },
    (t) => [
      kit.index('exceptions_service').on(t.serviceKey, t.state, t.endsAt),
      kit.index('exceptions_state').on(t.state, t.endsAt),
      kit.index('exceptions_requester').on(t.requester, t.requestedAt),
      kit.index('exceptions_batch').on(t.batch),
    ],
  );
}

function exceptionRulesTable(kit: Kit, exceptions: ReturnType<typeof exceptionsTable>) {
  return kit.table(
    'exception_rules',
    {
      exceptionId: kit
        .word('exception_id')
        .notNull()
        .references(() => exceptions.id),
      /** `scorecard/rule`. */
      rule: kit.address('rule').notNull(),
    },
    (t) => [
      kit.primaryKey({ name: 'exception_rules_pk', columns: [t.exceptionId, t.rule] }),
      kit.index('exception_rules_rule').on(t.rule),
    ],
  );
}

function attestationsTable(kit: Kit, services: ServicesTable) {
  return kit.table(
    'attestations',
    {
      id: kit.word('id').primaryKey(),
      serviceKey: serviceKey(kit, services),
      rule: kit.address('rule').notNull(),
      statement: kit.text('statement').notNull(),
      evidence: kit.text('evidence'),
      statedBy: kit.word('stated_by').notNull(),
      statedByName: kit.text('stated_by_name').notNull(),
      statedAt: kit.instant('stated_at').notNull(),
      endsAt: kit.instant('ends_at').notNull(),
    },
    (t) => [
      kit.index('attestations_service').on(t.serviceKey, t.statedAt),
      kit.index('attestations_end').on(t.endsAt),
    ],
  );
}

/** Append-only. */
function auditTable(kit: Kit) {
  return kit.table(
    'audit',
    {
      number: kit.integer('number').primaryKey(),
      at: kit.instant('at').notNull(),
      actor: kit.word('actor'),
      actorName: kit.text('actor_name'),
      cameFrom: kit.word('came_from').notNull(),
      act: kit.word('act').notNull(),
      /** No reference: what happened stays, whatever becomes of the service. */
      serviceKey: kit.word('service_key'),
      subject: kit.word('subject').notNull(),
      details: kit.document<JsonObject>('details').notNull(),
      hash: kit.code('hash').notNull(),
    },
    (t) => [kit.index('audit_service').on(t.serviceKey, t.number)],
  );
}
