import type { FactDocument } from '../domain/fact.ts';
import type { Viewer } from '../domain/rights.ts';
import type { Context } from './context.ts';
import type { ServiceLine } from './list-services.ts';
import type { ServiceRecord } from './ports.ts';
import { serviceLine, visible } from './service-lines.ts';
import type { LevelView } from './show-readiness.ts';

/** What a service stands on, and what stands on it. */
export interface DependenciesView {
  /** Nobody said what it depends on. */
  readonly unsaid: boolean;
  /** Directly, by id; those that the viewer may not see, or that are not in the catalog, are left out. */
  readonly up: readonly ServiceLine[];
  readonly down: readonly ServiceLine[];
  /** Of all that it stands on, directly or not; null = nothing, or it is none of the most critical ones. */
  readonly weakest: {
    readonly services: number;
    /** The lowest level among them; null = one reaches none. */
    readonly level: LevelView | null;
    /** Who has it. */
    readonly ids: readonly string[];
  } | null;
}

/** More than these are not followed: the chain is told as far as it was. */
const MOST = 1_000;

export async function dependenciesOf(
  context: Context,
  viewer: Viewer,
  record: ServiceRecord,
  documents: readonly FactDocument[],
): Promise<DependenciesView> {
  const { service } = record;
  const [up, down, all] = await Promise.all([
    linesOf(context, viewer, service.dependsOn ?? []),
    linesOf(context, viewer, dependentsIn(documents)),
    service.tier === context.policy.tiers[0]?.id ? standsOn(context, record) : Promise.resolve([]),
  ]);
  const below = await linesOf(context, viewer, all);
  return { unsaid: service.dependsOn === undefined, up, down, weakest: weakestOf(below) };
}

/** As the catalog's own facts told it last. */
function dependentsIn(documents: readonly FactDocument[]): readonly string[] {
  const told = documents.find(
    ({ namespace, collector }) => namespace === 'service' && collector === 'catalog',
  );
  const found = told?.value?.dependents;
  return Array.isArray(found) ? found.filter((one) => typeof one === 'string') : [];
}

async function linesOf(
  context: Context,
  viewer: Viewer,
  ids: readonly string[],
): Promise<readonly ServiceLine[]> {
  if (ids.length === 0) return [];
  const { catalog } = context.store;
  const { primary } = await context.scorecards();
  const filter = visible({ ids: [...new Set(ids)] }, viewer);
  const page = { offset: 0, limit: MOST };
  const [{ items }, teams] = await Promise.all([
    catalog.list(filter, page, primary?.compiled.scorecard.id ?? null),
    catalog.teams(),
  ]);
  return items.map((row) => serviceLine(row, primary, teams)).toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** Ids of all that a service depends on, step by step; a circle ends where it began. */
async function standsOn({ store }: Context, { service }: ServiceRecord): Promise<readonly string[]> {
  const seen = new Set([service.id]);
  let next = service.dependsOn ?? [];
  while (seen.size <= MOST) {
    const fresh = [...new Set(next)].filter((id) => !seen.has(id));
    if (fresh.length === 0) break;
    for (const id of fresh) seen.add(id);
    const { items } = await store.catalog.list({ ids: fresh }, { offset: 0, limit: MOST }, null);
    const records = await store.catalog.byKeys(items.map(({ key }) => key));
    next = [...records.values()].flatMap((record) => record.service.dependsOn ?? []);
  }
  seen.delete(service.id);
  return [...seen];
}

/** To what no scorecard applies has no level that could be low. */
function weakestOf(lines: readonly ServiceLine[]): DependenciesView['weakest'] {
  const judged = lines.flatMap(({ id, standing }) =>
    standing?.primary == null ? [] : [{ id, level: standing.primary.held }],
  );
  if (judged.length === 0) return null;
  const rank = (level: LevelView | null) => level?.rank ?? -1;
  const lowest = Math.min(...judged.map(({ level }) => rank(level)));
  const those = judged.filter(({ level }) => rank(level) === lowest);
  return { services: lines.length, level: those[0]?.level ?? null, ids: those.map(({ id }) => id) };
}
