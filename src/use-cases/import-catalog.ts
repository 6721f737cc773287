import { setImmediate as breathe } from 'node:timers/promises';
import type { CatalogReading, Person, Rejection, Skipped } from '../domain/catalog.ts';
import { UserError } from '../domain/errors.ts';
import type { Instant } from '../domain/instant.ts';
import type { JsonObject } from '../domain/json.ts';
import { type Flagged, type MergedCatalog, mergeCatalog } from '../domain/merge/merge-catalog.ts';
import type { AuditAct } from './audit-ports.ts';
import type { Context } from './context.ts';
import { handovers, relabellings } from './import-news.ts';
import { type ImportPlan, isSame, planImport, type ServiceChange } from './plan-import.ts';
import type { CatalogState } from './ports.ts';

/** More than this share of the living services is not removed without a confirmation. */
const MOST_REMOVED = 0.2;
const NAMED = 5;

export interface ImportRequest {
  readonly readings: readonly CatalogReading[];
  /** Names of the sources that were read: a service of another source does not count as removed. */
  readonly sources: readonly string[];
  /** Names of sources whose entries yield to what somebody wrote; absent = none. */
  readonly yielding?: readonly string[];
  /** Those of ready.yml. */
  readonly people: readonly Person[];
  /** A person's own act in Slack: what follows from it is told at once, whatever the rollout. */
  readonly act?: { readonly id: string; readonly name: string };
  /** Who or what causes it: `start`, `cli`, a Slack user id. */
  readonly by: string;
  /** Somebody has looked at what would be removed. */
  readonly confirm: boolean;
  /** Only says what would change, and in `refused` whether that needs a confirmation. */
  readonly dryRun?: boolean;
}

/** What an import needs beside the store: keys for what is new (UUIDv7). */
export type Importing = Pick<Context, 'store' | 'clock' | 'policy'> & { readonly newKey: () => string };

/** What changed, and what was doubtful. Everything is sorted; places are within `origin` and the problems. */
export interface ImportReport {
  readonly added: readonly { readonly id: string; readonly name: string }[];
  readonly changed: readonly ChangedService[];
  readonly archived: readonly { readonly id: string; readonly name: string }[];
  readonly revived: readonly ChangedService[];
  /** Services that are read and were so already. */
  readonly unchanged: number;
  readonly teams: Movement;
  readonly systems: Movement;
  /** Entries and files that could not be taken, with their problems. */
  readonly rejected: readonly Rejection[];
  /** Ids of services that stay as they were, since their entry was rejected. */
  readonly staying: readonly string[];
  readonly flagged: readonly Flagged[];
  readonly skipped: readonly Skipped[];
  /** Why nothing is applied without a confirmation; null when none is needed, or it was given. */
  readonly refused: string | null;
}

export interface ChangedService {
  readonly id: string;
  readonly name: string;
  /** As the files write them: `depends_on`. */
  readonly fields: readonly string[];
  /** The id until now, when it was renamed. */
  readonly formerId?: string;
}

/** Ids of teams or systems. */
export interface Movement {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
}

/**
 * Takes over what the sources read, and tells what changed. The same readings again change nothing and record
 * nothing. Services that are gone are archived; too many at once are refused with a `UserError`.
 */
export async function importCatalog(importing: Importing, request: ImportRequest): Promise<ImportReport> {
  const { store, clock, policy, newKey } = importing;
  const at = clock.now();
  const revision = await store.catalog.revision();
  const state = await store.catalog.state();
  // Merging and comparing ten thousand services take a while each: in between others get the event loop.
  await breathe();
  const { people, readings, sources, yielding = [] } = request;
  const merged = mergeCatalog(readings, { ...policy, people }, { ...living(state), sources, yielding });
  await breathe();
  const plan = planImport(merged, state, { at, newKey });
  await breathe();
  const refused = request.confirm ? null : massRemoval(plan);
  const report = { ...reportOf(plan, merged, state), refused };
  if (request.dryRun === true) return report;
  if (refused !== null) throw new UserError(refused);
  if (!changesAnything(plan)) return report;
  await store.transaction(async (ports) => {
    if ((await ports.catalog.revision()) !== revision)
      throw new UserError(
        'The catalog was changed by somebody else meanwhile, so nothing was imported. Import again.',
      );
    const { teams, systems, people: everybody } = plan;
    await ports.catalog.apply({
      at,
      services: plan.services.map(({ record }) => record),
      teams,
      systems,
      people: everybody,
      record: { id: newKey(), at, by: request.by, report: asJson(report) },
    });
    await ports.audit.append([
      importedBy(request, at, report),
      ...relabellings(plan, policy, { at, ...request }),
    ]);
    await ports.messages.add(handovers(plan, teams ?? state.teams, policy, { at, ...request }));
    // What they are linked to may be another now. New ones are due anyway.
    const known = plan.services.filter(({ kind }) => kind === 'changed' || kind === 'revived');
    await ports.collections.hasten(
      known.map(({ record }) => record.key),
      at,
    );
  });
  return report;
}

function importedBy(
  { by, act }: Pick<ImportRequest, 'by' | 'act'>,
  at: Instant,
  report: Omit<ImportReport, 'refused'>,
): AuditAct {
  const { added, changed, archived, revived, rejected } = report;
  const lists = { added, changed, archived, revived, rejected };
  const isBot = by === 'start' || by === 'bot';
  return {
    at,
    actor: isBot ? null : by,
    actorName: isBot ? null : (act?.name ?? by),
    from: isBot ? 'bot' : act === undefined ? 'cli' : 'slack',
    act: 'catalog.import',
    serviceKey: null,
    subject: 'catalog',
    details: Object.fromEntries(Object.entries(lists).map(([name, list]) => [name, list.length])),
  };
}

function living({ services, teams, systems }: CatalogState) {
  const alive = services.filter(({ archivedAt }) => archivedAt === null);
  return {
    services: alive.map(({ service, origin, fieldSources }) => ({ entry: service, origin, fieldSources })),
    teams,
    systems,
  };
}

function changesAnything({ services, teams, systems, people }: ImportPlan): boolean {
  return services.length > 0 || [teams, systems, people].some((changed) => changed !== undefined);
}

/** A wrong glob or a half-checked-out folder looks like a mass removal. */
function massRemoval({ services, living }: ImportPlan): string | null {
  const removed = services.filter(({ kind }) => kind === 'archived').map(({ record }) => record.service.id);
  if (removed.length <= living * MOST_REMOVED) return null;
  const share = Math.round((100 * removed.length) / living);
  const more = removed.length - NAMED;
  const names = removed.slice(0, NAMED).join(', ') + (more > 0 ? ` and ${more} more` : '');
  return (
    `This import would remove ${removed.length} of ${living} services (${share} %): ${names}. ` +
    'More than 20 % at once is usually a mistake, so nothing was changed. If it is meant, import again with --confirm.'
  );
}

function reportOf(
  plan: ImportPlan,
  merged: MergedCatalog,
  state: CatalogState,
): Omit<ImportReport, 'refused'> {
  const of = <K extends ServiceChange['kind']>(kind: K) =>
    plan.services.filter((change): change is Extract<ServiceChange, { kind: K }> => change.kind === kind);
  const told = of('added').length + of('changed').length + of('revived').length;
  return {
    added: of('added').map(named),
    changed: plan.services.flatMap((change) => (change.kind === 'changed' ? altered(change) : [])),
    archived: of('archived').map(named),
    revived: plan.services.flatMap((change) => (change.kind === 'revived' ? altered(change) : [])),
    unchanged: merged.services.length - told,
    teams: movement(state.teams, plan.teams),
    systems: movement(state.systems, plan.systems),
    rejected: merged.rejections,
    staying: merged.staying,
    flagged: merged.flagged,
    skipped: merged.skipped,
  };
}

function named({ record }: ServiceChange) {
  return { id: record.service.id, name: record.service.name };
}

function altered(change: Extract<ServiceChange, { fields: readonly string[] }>): ChangedService {
  const { fields, formerId } = change;
  return { ...named(change), fields, ...(formerId === undefined ? {} : { formerId }) };
}

type Nameable = { readonly id: string };

function movement(before: readonly Nameable[], after: readonly Nameable[] | undefined): Movement {
  if (after === undefined) return { added: [], changed: [], removed: [] };
  const old = new Map(before.map((entry) => [entry.id, entry]));
  const kept = new Set(after.map(({ id }) => id));
  return {
    added: after.filter(({ id }) => !old.has(id)).map(({ id }) => id),
    changed: after
      .filter((entry) => old.has(entry.id) && !isSame(entry, old.get(entry.id)))
      .map(({ id }) => id),
    removed: before.filter(({ id }) => !kept.has(id)).map(({ id }) => id),
  };
}

/** A report is plain data: nothing in it but texts, numbers and lists. */
function asJson(report: ImportReport): JsonObject {
  return JSON.parse(JSON.stringify(report)) as JsonObject;
}
