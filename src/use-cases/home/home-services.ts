import type { Standing } from '../../domain/digest.ts';
import type { Instant } from '../../domain/instant.ts';
import { weekBefore } from '../../domain/planner/digest-slot.ts';
import type { Viewer } from '../../domain/rights.ts';
import type { Context } from '../context.ts';
import { standingsBefore } from '../digests/standings-before.ts';
import type { HomeService, HomeView, Moved } from '../home-views.ts';
import { pageOfServices } from '../service-lines.ts';
import type { ServiceFilter, ServiceRow } from '../service-rows.ts';

interface Asked {
  readonly filter: ServiceFilter;
  readonly offset: number;
  readonly limit: number;
  readonly now: Instant;
}

/** A page of services, worst first, with what moved since a week ago. */
export async function homeServices(
  context: Context,
  viewer: Viewer,
  { filter, offset, limit, now }: Asked,
): Promise<NonNullable<HomeView['services']>> {
  const { page, summary, rows } = await pageOfServices(context, viewer, filter, offset, limit);
  const { primary } = await context.scorecards();
  const { day } = weekBefore(now, context.policy.timezone);
  const before = await standingsBefore(context.store, rows, day, primary?.compiled.scorecard.id ?? null);
  const current = {
    version: primary?.version ?? '',
    levels: primary?.compiled.scorecard.levels ?? [],
  };
  const lines = page.lines.map((line, nth): HomeService => {
    const row = rows[nth];
    return { ...line, moved: row === undefined ? null : movedSince(row, before.get(row.key), current) };
  });
  return { page: { ...page, lines }, summary };
}

function movedSince(
  { verdict }: ServiceRow,
  before: Standing | undefined,
  { version, levels }: { readonly version: string; readonly levels: readonly string[] },
): Moved | null {
  const then = before?.primary ?? null;
  if (verdict === null || then === null) return null;
  const place = (level: string | null) => (level === null ? -1 : levels.indexOf(level));
  const isComparable = then.version === version && then.score !== null && verdict.score !== null;
  return {
    // The line above asked for both.
    score: isComparable ? (verdict.score ?? 0) - (then.score ?? 0) : null,
    levels: place(verdict.held) - place(then.held),
  };
}
