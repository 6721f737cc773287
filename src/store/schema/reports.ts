import type { Initiative, InitiativeState, Progress, ProgressCounts } from '../../domain/initiative.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { DigestSettings } from '../../use-cases/digest-ports.ts';
import type { Kit } from '../kit.ts';
import { type ServicesTable, serviceKey } from './catalog.ts';

/** What is told to many, and what many work at. */
export function reportTables(kit: Kit, services: ServicesTable) {
  return {
    digests: digestsTable(kit),
    digestSettings: digestSettingsTable(kit),
    initiatives: initiativesTable(kit),
    initiativeServices: initiativeServicesTable(kit, services),
    initiativeDays: initiativeDaysTable(kit),
    savedReports: savedReportsTable(kit),
    deployDays: deployDaysTable(kit, services),
  };
}

function digestsTable(kit: Kit) {
  return kit.table(
    'digests',
    {
      id: kit.word('id').primaryKey(),
      channel: kit.word('channel').notNull(),
      /** ISO date of its Monday. */
      week: kit.word('week').notNull(),
      team: kit.word('team'),
      madeAt: kit.instant('made_at').notNull(),
      content: kit.document<JsonObject>('content').notNull(),
    },
    (t) => [kit.uniqueIndex('digests_slot').on(t.channel, t.week)],
  );
}

function digestSettingsTable(kit: Kit) {
  return kit.table('digest_settings', {
    channel: kit.word('channel').primaryKey(),
    document: kit.document<DigestSettings>('document').notNull(),
  });
}

function initiativesTable(kit: Kit) {
  return kit.table(
    'initiatives',
    {
      id: kit.word('id').primaryKey(),
      state: kit.word('state').$type<InitiativeState>().notNull(),
      deadline: kit.instant('deadline').notNull(),
      /** What compare-and-set compares. */
      version: kit.integer('version').notNull(),
      document: kit.document<Initiative>('document').notNull(),
    },
    (t) => [kit.index('initiatives_state').on(t.state, t.deadline)],
  );
}

function initiativeServicesTable(kit: Kit, services: ServicesTable) {
  return kit.table(
    'initiative_services',
    {
      initiative: kit.word('initiative').notNull(),
      serviceKey: serviceKey(kit, services),
      enteredAt: kit.instant('entered_at').notNull(),
      deadline: kit.instant('deadline').notNull(),
      progress: kit.word('progress').$type<Progress>().notNull(),
      since: kit.instant('since').notNull(),
    },
    (t) => [
      kit.primaryKey({ name: 'initiative_services_pk', columns: [t.initiative, t.serviceKey] }),
      kit.index('initiative_services_service').on(t.serviceKey),
    ],
  );
}

function initiativeDaysTable(kit: Kit) {
  return kit.table(
    'initiative_days',
    {
      initiative: kit.word('initiative').notNull(),
      /** ISO date. */
      day: kit.word('day').notNull(),
      counts: kit.document<ProgressCounts>('counts').notNull(),
    },
    (t) => [kit.primaryKey({ name: 'initiative_days_pk', columns: [t.initiative, t.day] })],
  );
}

/** A row for each service: a row for each day would be a hundred times as many. */
function deployDaysTable(kit: Kit, services: ServicesTable) {
  return kit.table('deploy_days', {
    serviceKey: serviceKey(kit, services).primaryKey(),
    /** Days since 1970, oldest first: ISO dates take twice the room. */
    days: kit.document<readonly number[]>('days').notNull(),
  });
}

function savedReportsTable(kit: Kit) {
  return kit.table('saved_reports', {
    id: kit.word('id').primaryKey(),
    kind: kit.word('kind').notNull(),
    title: kit.text('title').notNull(),
    by: kit.word('saved_by').notNull(),
    byName: kit.text('saved_by_name').notNull(),
    at: kit.instant('at').notNull(),
    content: kit.document<JsonObject>('content').notNull(),
  });
}
