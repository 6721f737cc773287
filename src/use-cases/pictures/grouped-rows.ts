import type { OutcomesRow } from '../picture-ports.ts';
import type { Grouping, MapRow } from '../picture-views.ts';
import { added, type Counting, noOutcomes, okShare } from './outcome-counts.ts';

export type GroupName = Exclude<Grouping, 'service'>;

/** In the order in which a map looks for one that makes it short enough. */
export const GROUP_NAMES: readonly GroupName[] = ['team', 'system', 'tier'];

/** More rows than that nobody can tell apart in a picture. */
const MOST_ROWS = 60;

const GROUP_OF: Readonly<Record<GroupName, (row: OutcomesRow) => string | null>> = {
  team: ({ owner }) => owner,
  system: ({ system }) => system,
  tier: ({ tier }) => tier,
};

const WITHOUT: Readonly<Record<GroupName, string>> = {
  team: 'No owner',
  system: 'No system',
  tier: 'No tier',
};

/** Each service a row, or the groups that were asked for; of too many services those groups that are few enough. */
export function grouped(
  found: readonly OutcomesRow[],
  asked: GroupName | null,
  nameOf: (by: GroupName, id: string) => string,
): { readonly by: Grouping; readonly groupedItself: boolean; readonly rows: readonly MapRow[] } {
  const isLong = found.length > MOST_ROWS;
  const by = asked ?? (isLong ? shortEnough(found) : null);
  if (by === null) return { by: 'service', groupedItself: false, rows: found.map(serviceRow) };
  const rows = Array.from(Map.groupBy(found, GROUP_OF[by]), ([id, members]) =>
    rowOf(id, id === null ? WITHOUT[by] : nameOf(by, id), members),
  );
  return { by, groupedItself: asked === null, rows };
}

function shortEnough(found: readonly OutcomesRow[]): GroupName {
  return GROUP_NAMES.find((by) => new Set(found.map(GROUP_OF[by])).size <= MOST_ROWS) ?? 'tier';
}

function serviceRow(service: OutcomesRow): MapRow {
  return rowOf(service.id, service.id, [service]);
}

function rowOf(id: string | null, name: string, members: readonly OutcomesRow[]): MapRow {
  const cells: Counting[] = (members[0]?.outcomes ?? []).map(noOutcomes);
  for (const { outcomes } of members) {
    for (let place = 0; place < cells.length; place += 1) {
      const cell = cells[place];
      const outcome = outcomes[place] ?? 'not_applicable';
      if (cell !== undefined) cell[outcome] += 1;
    }
  }
  const all = cells.reduce<Counting>(added, noOutcomes());
  return { id, name, services: members.length, ok: okShare(all), cells };
}
