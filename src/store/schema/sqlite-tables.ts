import { sqliteKit } from '../kit.ts';
import { defineSchema } from './schema.ts';

// One export for each table: drizzle-kit reads its tables from a module's exports.
export const {
  services,
  lookups,
  teams,
  systems,
  people,
  identities,
  revisions,
  imports,
  facts,
  rulePlaces,
  evaluations,
  standings,
  checks,
  transitions,
  snapshots,
  collections,
  collectorStates,
  collectorMemory,
  deliveries,
  outbox,
  messages,
  runs,
  tokens,
  keptAnswers,
  scorecardVersions,
  workspace,
  marks,
} = defineSchema(sqliteKit);
