import type { FactDocument } from '../../domain/fact.ts';
import type { Scorecard } from '../../domain/scorecard.ts';
import type { Kit } from '../kit.ts';
import { catalogTables, type ServicesTable, serviceKey } from './catalog.ts';
import { collectionTables } from './collections.ts';
import { evaluationTables } from './evaluations.ts';
import { exceptionTables } from './exceptions.ts';
import { messageTables } from './messages.ts';
import { plannerTables } from './planner.ts';
import { reportTables } from './reports.ts';
import { tokenTables } from './tokens.ts';
import { upkeepTables } from './upkeep.ts';

/**
 * Every table, for either database. What the domain says is kept whole as a document, so that a new field of
 * the domain needs no migration; beside it stand the columns that queries filter, join or sort by.
 * After a change here: `npm run migration -- what_it_does`. Never rename a column: add, copy, drop later.
 */
export function defineSchema(kit: Kit) {
  const catalog = catalogTables(kit);
  return {
    ...catalog,
    facts: factsTable(kit, catalog.services),
    ...evaluationTables(kit, catalog.services),
    scorecardVersions: scorecardVersionsTable(kit),
    ...collectionTables(kit, catalog.services),
    ...messageTables(kit),
    ...tokenTables(kit),
    ...exceptionTables(kit, catalog.services),
    ...plannerTables(kit, catalog.services),
    ...reportTables(kit, catalog.services),
    ...upkeepTables(kit, catalog.services),
    workspace: workspaceTable(kit),
    marks: marksTable(kit),
  };
}

export type Tables = ReturnType<typeof defineSchema>;

function factsTable(kit: Kit, services: ServicesTable) {
  return kit.table(
    'facts',
    {
      serviceKey: serviceKey(kit, services),
      namespace: kit.word('namespace').notNull(),
      collector: kit.word('collector').notNull(),
      /** Over the whole document: what a sweep compares instead of reading it. */
      digest: kit.code('digest').notNull(),
      /** When the collector last answered or failed; null = never. */
      attemptedAt: kit.instant('attempted_at'),
      document: kit.document<FactDocument>('document').notNull(),
    },
    (t) => [
      kit.primaryKey({ name: 'facts_pk', columns: [t.serviceKey, t.namespace, t.collector] }),
      // All that sweeps ask for, so that they never read the documents.
      kit.index('facts_sweep').on(t.serviceKey, t.collector, t.attemptedAt, t.digest),
    ],
  );
}

function scorecardVersionsTable(kit: Kit) {
  return kit.table(
    'scorecard_versions',
    {
      scorecard: kit.word('scorecard').notNull(),
      version: kit.word('version').notNull(),
      /** Its place among the current ones; null = an earlier version. */
      position: kit.integer('position'),
      loadedAt: kit.instant('loaded_at').notNull(),
      document: kit.document<Scorecard>('document').notNull(),
    },
    (t) => [kit.primaryKey({ name: 'scorecard_versions_pk', columns: [t.scorecard, t.version] })],
  );
}

/** At most one row: the Slack workspace that this database belongs to. */
function workspaceTable(kit: Kit) {
  return kit.table('workspace', {
    id: kit.integer('id').primaryKey(),
    teamId: kit.text('team_id').notNull(),
    enterpriseId: kit.text('enterprise_id'),
  });
}

function marksTable(kit: Kit) {
  return kit.table('marks', {
    name: kit.word('name').primaryKey(),
    value: kit.text('value').notNull(),
  });
}
