/** Which services an initiative is about. */
import type { Viewer } from '../../domain/rights.ts';
import type { Context } from '../context.ts';
import { serviceFilterOf } from '../list-services.ts';
import { OURSELVES } from '../ourselves.ts';
import type { ServiceFilter } from '../service-rows.ts';

const PAGE = 500;

export interface ScopedService {
  readonly key: string;
  readonly owner: string | null;
}

export interface Scope {
  /** Those that match the whole filter. */
  readonly matching: readonly ScopedService[];
  /** Keys of those that match what is not about how they stand: once in, doing what is asked takes nobody out. */
  readonly staying: ReadonlySet<string>;
}

/** Throws a `UserError` where the filter, or what it names, does not exist (any more). */
export async function scopeOf(context: Context, filter: string, viewer: Viewer = OURSELVES): Promise<Scope> {
  const { filter: whole } = await serviceFilterOf(context, viewer, filter);
  const { level, failing, ...lasting } = whole;
  const matching = await allOf(context, whole);
  const isLasting = level === undefined && failing === undefined;
  const staying = isLasting ? matching : await allOf(context, lasting);
  return { matching, staying: new Set(staying.map(({ key }) => key)) };
}

async function allOf(context: Context, filter: ServiceFilter): Promise<readonly ScopedService[]> {
  const { primary } = await context.scorecards();
  const found: ScopedService[] = [];
  for (;;) {
    const page = { offset: found.length, limit: PAGE };
    const { items } = await context.store.catalog.list(filter, page, primary?.compiled.scorecard.id ?? null);
    found.push(...items.map(({ key, owner }) => ({ key, owner })));
    if (items.length < PAGE) return found;
  }
}
