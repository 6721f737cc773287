import type { Kit } from '../kit.ts';
import { type ServicesTable, serviceKey } from './catalog.ts';

export function collectionTables(kit: Kit, services: ServicesTable) {
  return {
    collections: collectionsTable(kit, services),
    collectorStates: collectorStatesTable(kit),
    collectorMemory: collectorMemoryTable(kit),
    deliveries: deliveriesTable(kit),
  };
}

function collectionsTable(kit: Kit, services: ServicesTable) {
  return kit.table(
    'collections',
    {
      serviceKey: serviceKey(kit, services),
      collector: kit.word('collector').notNull(),
      dueAt: kit.instant('due_at').notNull(),
      lastGoodAt: kit.instant('last_good_at'),
      failedSince: kit.instant('failed_since'),
      failures: kit.integer('failures').notNull(),
      /** Somebody asks just now; free again after a while, should they die. For replicas. */
      claimedUntil: kit.instant('claimed_until'),
    },
    (t) => [
      kit.primaryKey({ name: 'collections_pk', columns: [t.collector, t.serviceKey] }),
      kit.index('collections_due').on(t.collector, t.dueAt, t.serviceKey),
      kit.index('collections_service').on(t.serviceKey),
    ],
  );
}

function collectorStatesTable(kit: Kit) {
  return kit.table('collector_states', {
    collector: kit.word('collector').primaryKey(),
    pausedUntil: kit.instant('paused_until'),
    lastGoodAt: kit.instant('last_good_at'),
    lastError: kit.text('last_error'),
    lastErrorAt: kit.instant('last_error_at'),
    outageSince: kit.instant('outage_since'),
  });
}

function collectorMemoryTable(kit: Kit) {
  return kit.table(
    'collector_memory',
    {
      collector: kit.word('collector').notNull(),
      key: kit.address('key').notNull(),
      value: kit.text('value').notNull(),
      writtenAt: kit.instant('written_at').notNull(),
    },
    (t) => [kit.primaryKey({ name: 'collector_memory_pk', columns: [t.collector, t.key] })],
  );
}

/** Webhooks that were taken: a vendor sends them again when it hears nothing. */
function deliveriesTable(kit: Kit) {
  return kit.table(
    'deliveries',
    {
      vendor: kit.word('vendor').notNull(),
      delivery: kit.word('delivery').notNull(),
      at: kit.instant('at').notNull(),
    },
    (t) => [
      kit.primaryKey({ name: 'deliveries_pk', columns: [t.vendor, t.delivery] }),
      kit.index('deliveries_at').on(t.at),
    ],
  );
}
