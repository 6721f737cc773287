import type { ToldGap } from '../../domain/planner/gap.ts';
import type { Preferences } from '../../domain/planner/preferences.ts';
import type { Audience } from '../../use-cases/message-ports.ts';
import type { Kit } from '../kit.ts';
import { type ServicesTable, serviceKey } from './catalog.ts';

export function plannerTables(kit: Kit, services: ServicesTable) {
  return {
    nudges: nudgesTable(kit),
    nudgeAnswers: nudgeAnswersTable(kit, services),
    snoozes: snoozesTable(kit, services),
    preferences: preferencesTable(kit),
    escalations: escalationsTable(kit, services),
    storms: stormsTable(kit),
    jobRuns: jobRunsTable(kit),
  };
}

/** The log that keeps reminders to one a day. */
function nudgesTable(kit: Kit) {
  return kit.table(
    'nudges',
    {
      id: kit.word('id').primaryKey(),
      audience: kit.document<Audience>('audience').notNull(),
      audienceKey: kit.address('audience_key').notNull(),
      /** ISO date. */
      localDate: kit.word('local_date').notNull(),
      plannedAt: kit.instant('planned_at').notNull(),
      staleAt: kit.instant('stale_at').notNull(),
      gaps: kit.document<readonly ToldGap[]>('gaps').notNull(),
      fresh: kit.document<readonly string[]>('fresh').notNull(),
      state: kit.word('state').$type<'planned' | 'discarded'>().notNull(),
    },
    (t) => [
      kit.uniqueIndex('nudges_slot').on(t.audienceKey, t.localDate),
      kit.index('nudges_date').on(t.localDate, t.audienceKey),
      kit.index('nudges_planned').on(t.plannedAt),
    ],
  );
}

/** Of each audience and service the last one. */
function nudgeAnswersTable(kit: Kit, services: ServicesTable) {
  return kit.table(
    'nudge_answers',
    {
      audienceKey: kit.address('audience_key').notNull(),
      serviceKey: serviceKey(kit, services),
      at: kit.instant('at').notNull(),
      kind: kit.word('kind').$type<'snooze' | 'press' | 'fix'>().notNull(),
    },
    (t) => [kit.primaryKey({ name: 'nudge_answers_pk', columns: [t.serviceKey, t.audienceKey] })],
  );
}

function snoozesTable(kit: Kit, services: ServicesTable) {
  return kit.table(
    'snoozes',
    {
      audienceKey: kit.address('audience_key').notNull(),
      serviceKey: serviceKey(kit, services),
      endsAt: kit.instant('ends_at').notNull(),
    },
    (t) => [kit.primaryKey({ name: 'snoozes_pk', columns: [t.audienceKey, t.serviceKey] })],
  );
}

function preferencesTable(kit: Kit) {
  return kit.table('preferences', {
    /** Slack user id. */
    person: kit.word('person').primaryKey(),
    document: kit.document<Preferences>('document').notNull(),
  });
}

function escalationsTable(kit: Kit, services: ServicesTable) {
  return kit.table(
    'escalations',
    {
      serviceKey: serviceKey(kit, services),
      gap: kit.address('gap').notNull(),
      step: kit.word('step').$type<'channel' | 'approvers'>().notNull(),
      at: kit.instant('at').notNull(),
    },
    (t) => [kit.primaryKey({ name: 'escalations_pk', columns: [t.serviceKey, t.gap, t.step] })],
  );
}

function stormsTable(kit: Kit) {
  return kit.table(
    'storms',
    {
      id: kit.word('id').primaryKey(),
      at: kit.instant('at').notNull(),
      owners: kit.integer('owners').notNull(),
      of: kit.integer('of_owners').notNull(),
      messages: kit.integer('messages').notNull(),
      reason: kit.text('reason').notNull(),
      state: kit.word('state').$type<'held' | 'sent' | 'discarded'>().notNull(),
      decidedBy: kit.word('decided_by'),
      decidedAt: kit.instant('decided_at'),
    },
    (t) => [kit.index('storms_at').on(t.at)],
  );
}

function jobRunsTable(kit: Kit) {
  return kit.table('job_runs', {
    job: kit.word('job').primaryKey(),
    beganAt: kit.instant('began_at').notNull(),
    took: kit.instant('took').notNull(),
    ok: kit.integer('ok').notNull(),
    error: kit.text('error'),
  });
}
