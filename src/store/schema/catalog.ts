import type { System, Team } from '../../domain/catalog.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { PersonRecord, ServiceRecord } from '../../use-cases/ports.ts';
import type { Kit } from '../kit.ts';

export type LookupKind = 'id' | 'former' | 'repo' | 'channel' | 'url' | 'also';

export type ServicesTable = ReturnType<typeof servicesTable>;

export function catalogTables(kit: Kit) {
  const services = servicesTable(kit);
  const people = peopleTable(kit);
  return {
    services,
    lookups: lookupsTable(kit, services),
    teams: teamsTable(kit),
    systems: systemsTable(kit),
    people,
    identities: identitiesTable(kit, people),
    revisions: revisionsTable(kit),
    imports: importsTable(kit),
  };
}

/** The column of everything that is kept about a service: its key, never its id. */
export function serviceKey(kit: Kit, services: ServicesTable) {
  return kit
    .word('service_key')
    .notNull()
    .references(() => services.key);
}

function servicesTable(kit: Kit) {
  return kit.table(
    'services',
    {
      key: kit.word('key').primaryKey(),
      id: kit.word('id').notNull(),
      name: kit.text('name').notNull(),
      type: kit.word('type').notNull(),
      lifecycle: kit.word('lifecycle').notNull(),
      tier: kit.word('tier').notNull(),
      owner: kit.word('owner'),
      system: kit.word('system'),
      archivedAt: kit.instant('archived_at'),
      record: kit.document<ServiceRecord>('record').notNull(),
    },
    (t) => [
      kit.uniqueIndex('services_id').on(t.id),
      // All that lists filter and sort by, so that finding a page never reads the documents.
      kit.index('services_living').on(t.archivedAt, t.id, t.key, t.tier, t.owner, t.system),
    ],
  );
}

/** The words that lead to a service, in lower case: its ids, repositories, channel, links, and who sees it. */
function lookupsTable(kit: Kit, services: ServicesTable) {
  return kit.table(
    'lookups',
    {
      serviceKey: serviceKey(kit, services),
      kind: kit.word('kind').$type<LookupKind>().notNull(),
      value: kit.address('value').notNull(),
      /** As the catalog spells it. */
      written: kit.text('written').notNull(),
    },
    (t) => [
      kit.primaryKey({ name: 'lookups_pk', columns: [t.serviceKey, t.kind, t.value] }),
      kit.index('lookups_value').on(t.kind, t.value),
    ],
  );
}

function teamsTable(kit: Kit) {
  return kit.table('teams', {
    id: kit.word('id').primaryKey(),
    position: kit.integer('position').notNull(),
    document: kit.document<Team>('document').notNull(),
  });
}

function systemsTable(kit: Kit) {
  return kit.table('systems', {
    id: kit.word('id').primaryKey(),
    position: kit.integer('position').notNull(),
    document: kit.document<System>('document').notNull(),
  });
}

function peopleTable(kit: Kit) {
  return kit.table('people', {
    key: kit.word('key').primaryKey(),
    position: kit.integer('position').notNull(),
    document: kit.document<PersonRecord>('document').notNull(),
  });
}

/** The names that other systems have for a person; each belongs to one person only. */
function identitiesTable(kit: Kit, people: ReturnType<typeof peopleTable>) {
  return kit.table(
    'identities',
    {
      system: kit.word('system').notNull(),
      externalId: kit.word('external_id').notNull(),
      personKey: kit
        .word('person_key')
        .notNull()
        .references(() => people.key),
    },
    (t) => [
      kit.primaryKey({ name: 'identities_pk', columns: [t.system, t.externalId] }),
      kit.index('identities_person').on(t.personKey),
    ],
  );
}

/** Counts the changes of a subject (`catalog`): what caches are keyed by. */
function revisionsTable(kit: Kit) {
  return kit.table('revisions', {
    subject: kit.word('subject').primaryKey(),
    revision: kit.integer('revision').notNull(),
  });
}

function importsTable(kit: Kit) {
  return kit.table(
    'imports',
    {
      id: kit.word('id').primaryKey(),
      at: kit.instant('at').notNull(),
      causedBy: kit.text('caused_by').notNull(),
      report: kit.document<JsonObject>('report').notNull(),
    },
    (t) => [kit.index('imports_at').on(t.at)],
  );
}
