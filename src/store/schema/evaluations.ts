import type { Bar, Counts, Verdict } from '../../domain/outcome.ts';
import type { StoredCheck, TransitionKind } from '../../use-cases/ports.ts';
import type { PackedChecks } from '../check-codec.ts';
import type { Kit } from '../kit.ts';
import { type ServicesTable, serviceKey } from './catalog.ts';

/**
 * Outcomes are not rows of their own. 10,000 services × 50 rules as rows with their proofs took 10.8 s and 226 MB
 * to write; as narrow rows beside one document for each service 7.2 s and 235 MB (SQLite, two cores). Instead each
 * evaluation holds one letter for each rule (`outcomes`), at the place that `rule_places` gives the rule for ever,
 * and its checks are one document: 1.7 s and 95 MB, and a question about one rule reads only a narrow table.
 */
export function evaluationTables(kit: Kit, services: ServicesTable) {
  return {
    rulePlaces: rulePlacesTable(kit),
    evaluations: evaluationsTable(kit, services),
    standings: standingsTable(kit, services),
    checks: checksTable(kit, services),
    transitions: transitionsTable(kit, services),
    superseded: supersededTable(kit, services),
    snapshots: snapshotsTable(kit, services),
  };
}

/** Which letter of `outcomes` is a rule's. Places are given once and never taken back. */
function rulePlacesTable(kit: Kit) {
  return kit.table(
    'rule_places',
    {
      scorecard: kit.word('scorecard').notNull(),
      rule: kit.word('rule').notNull(),
      /** From 0. */
      place: kit.integer('place').notNull(),
    },
    (t) => [
      kit.primaryKey({ name: 'rule_places_pk', columns: [t.scorecard, t.rule] }),
      kit.uniqueIndex('rule_places_place').on(t.scorecard, t.place),
    ],
  );
}

function evaluationsTable(kit: Kit, services: ServicesTable) {
  return kit.table(
    'evaluations',
    {
      serviceKey: serviceKey(kit, services),
      scorecard: kit.word('scorecard').notNull(),
      scorecardVersion: kit.word('scorecard_version').notNull(),
      bar: kit.word('bar').$type<Bar>().notNull(),
      held: kit.word('held'),
      score: kit.integer('score'),
      outcomes: kit.code('outcomes').notNull(),
      inputDigest: kit.text('input_digest').notNull(),
      nextChangeAt: kit.instant('next_change_at'),
      evaluatedAt: kit.instant('evaluated_at').notNull(),
      verdict: kit.document<Verdict>('verdict').notNull(),
    },
    (t) => [
      kit.primaryKey({ name: 'evaluations_pk', columns: [t.serviceKey, t.scorecard] }),
      kit.index('evaluations_next_change').on(t.nextChangeAt, t.serviceKey),
    ],
  );
}

/**
 * What lists sort, filter and count by, apart from the evaluations since those are ten times as wide: how a service
 * stands on one scorecard, beside how it stands on all that apply to it together. A service to which none applies
 * has no row; any other has one for each of its evaluations. Derived from these, and written with them.
 */
function standingsTable(kit: Kit, services: ServicesTable) {
  return kit.table(
    'standings',
    {
      serviceKey: serviceKey(kit, services),
      scorecard: kit.word('scorecard').notNull(),
      /** Of all scorecards that apply. */
      bar: kit.word('bar').$type<Bar>().notNull(),
      /** Counted checks of all scorecards that apply: those that fail, and those that nobody can tell. */
      failing: kit.integer('failing').notNull(),
      unknown: kit.integer('unknown').notNull(),
      /** Of this scorecard alone; null = it does not apply itself. */
      ownBar: kit.word('own_bar').$type<Bar>(),
      held: kit.word('held'),
      score: kit.integer('score'),
    },
    (t) => [kit.primaryKey({ name: 'standings_pk', columns: [t.serviceKey, t.scorecard] })],
  );
}

/** The long half of an evaluation, apart from it so that lists and counts read only the short one. */
function checksTable(kit: Kit, services: ServicesTable) {
  return kit.table(
    'checks',
    {
      serviceKey: serviceKey(kit, services),
      scorecard: kit.word('scorecard').notNull(),
      /** Since when each outcome holds: as many digits for each letter of `outcomes`. */
      sinces: kit.code('sinces').notNull(),
      packed: kit.document<PackedChecks>('packed').notNull(),
    },
    (t) => [kit.primaryKey({ name: 'checks_pk', columns: [t.serviceKey, t.scorecard] })],
  );
}

/** Append-only. */
function transitionsTable(kit: Kit, services: ServicesTable) {
  return kit.table(
    'transitions',
    {
      id: kit.word('id').primaryKey(),
      serviceKey: serviceKey(kit, services),
      at: kit.instant('at').notNull(),
      scorecard: kit.word('scorecard').notNull(),
      rule: kit.word('rule'),
      kind: kit.word('kind').$type<TransitionKind>().notNull(),
      before: kit.text('before'),
      after: kit.text('after'),
      cause: kit.text('cause').notNull(),
      /** The checks that ended here, with their proofs: what a past day rests on. */
      ended: kit.document<readonly StoredCheck[]>('ended'),
    },
    (t) => [
      kit.index('transitions_service').on(t.serviceKey, t.at, t.id),
      // Whose message is to follow what changed.
      kit.index('transitions_at').on(t.at, t.serviceKey),
    ],
  );
}

/**
 * What proved outcomes that stayed the same: a row where an evaluation took the place of checks that had held over the
 * end of a day. So a check leaves at most one behind for each day, however often its values change.
 */
function supersededTable(kit: Kit, services: ServicesTable) {
  return kit.table(
    'superseded',
    {
      id: kit.word('id').primaryKey(),
      serviceKey: serviceKey(kit, services),
      scorecard: kit.word('scorecard').notNull(),
      at: kit.instant('at').notNull(),
      /** 1 = one of them had held over the end of a week: such a row stays when older ones are thinned. */
      overWeek: kit.integer('over_week').notNull(),
      packed: kit.document<PackedChecks>('packed').notNull(),
    },
    (t) => [
      kit.index('superseded_service').on(t.serviceKey, t.at),
      // What goes when it is old.
      kit.index('superseded_thinned').on(t.overWeek, t.at),
    ],
  );
}

function snapshotsTable(kit: Kit, services: ServicesTable) {
  return kit.table(
    'snapshots',
    {
      serviceKey: serviceKey(kit, services),
      scorecard: kit.word('scorecard').notNull(),
      /** ISO date. */
      day: kit.word('day').notNull(),
      at: kit.instant('at').notNull(),
      scorecardVersion: kit.word('scorecard_version').notNull(),
      bar: kit.word('bar').$type<Bar>().notNull(),
      earned: kit.word('earned'),
      held: kit.word('held'),
      score: kit.integer('score'),
      counts: kit.document<Counts>('counts').notNull(),
      outcomes: kit.code('outcomes').notNull(),
    },
    (t) => [kit.primaryKey({ name: 'snapshots_pk', columns: [t.serviceKey, t.scorecard, t.day] })],
  );
}
