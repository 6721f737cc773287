import type { JsonObject } from '../../domain/json.ts';
import type { Relabelling } from '../../use-cases/upkeep-ports.ts';
import type { Kit } from '../kit.ts';
import { type ServicesTable, serviceKey } from './catalog.ts';

/** What people say of the catalog in Slack. */
export function upkeepTables(kit: Kit, services: ServicesTable) {
  return {
    catalogEdits: catalogEditsTable(kit),
    ownershipClaims: ownershipClaimsTable(kit, services),
    verifications: verificationsTable(kit, services),
    relabellings: relabellingsTable(kit, services),
  };
}

function catalogEditsTable(kit: Kit) {
  return kit.table('catalog_edits', {
    /** The service's id. */
    id: kit.word('id').primaryKey(),
    fields: kit.document<JsonObject>('fields').notNull(),
    registered: kit.integer('registered').notNull(),
    archived: kit.integer('archived').notNull(),
    by: kit.word('edited_by').notNull(),
    byName: kit.text('edited_by_name').notNull(),
    at: kit.instant('at').notNull(),
  });
}

function ownershipClaimsTable(kit: Kit, services: ServicesTable) {
  return kit.table(
    'ownership_claims',
    {
      id: kit.word('id').primaryKey(),
      serviceKey: serviceKey(kit, services),
      team: kit.word('team'),
      from: kit.word('from_team'),
      note: kit.text('note'),
      by: kit.word('claimed_by').notNull(),
      byName: kit.text('claimed_by_name').notNull(),
      at: kit.instant('at').notNull(),
      state: kit.word('state').$type<'open' | 'accepted' | 'declined'>().notNull(),
      decidedBy: kit.word('decided_by'),
      decidedByName: kit.text('decided_by_name'),
      decidedAt: kit.instant('decided_at'),
    },
    (t) => [
      kit.index('ownership_claims_service').on(t.serviceKey, t.state),
      kit.index('ownership_claims_state').on(t.state, t.at),
    ],
  );
}

function verificationsTable(kit: Kit, services: ServicesTable) {
  return kit.table(
    'verifications',
    {
      id: kit.word('id').primaryKey(),
      serviceKey: serviceKey(kit, services),
      by: kit.word('verified_by').notNull(),
      byName: kit.text('verified_by_name').notNull(),
      at: kit.instant('at').notNull(),
      confirmed: kit.document<JsonObject>('confirmed').notNull(),
    },
    (t) => [kit.index('verifications_service').on(t.serviceKey, t.at)],
  );
}

function relabellingsTable(kit: Kit, services: ServicesTable) {
  return kit.table(
    'relabellings',
    {
      id: kit.word('id').primaryKey(),
      serviceKey: serviceKey(kit, services),
      state: kit.word('state').$type<Relabelling['state']>().notNull(),
      at: kit.instant('at').notNull(),
      document: kit.document<Relabelling>('document').notNull(),
    },
    (t) => [
      kit.index('relabellings_service').on(t.serviceKey, t.state),
      kit.index('relabellings_state').on(t.state, t.at),
    ],
  );
}
