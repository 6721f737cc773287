import { combineBars } from '../../domain/combine-bars.ts';
import type { Standing } from '../../domain/digest.ts';
import { daysLater } from '../../domain/local-date.ts';
import type { Bar } from '../../domain/outcome.ts';
import type { SnapshotRow } from '../digest-ports.ts';
import type { Ports } from '../ports.ts';

/** A bot that was down for longer has no week to tell of. */
const OLDEST = 7;
/** Services whose days are looked through in one go. */
const AT_ONCE = 500;

/** How these services stood when `day` (ISO date) began, by key: as the last snapshot before it kept it. */
export async function standingsBefore(
  { digests }: Pick<Ports, 'digests'>,
  services: readonly { readonly key: string; readonly id: string }[],
  day: string,
  primary: string | null,
): Promise<ReadonlyMap<string, Standing>> {
  const ids = new Map(services.map(({ key, id }) => [key, id]));
  const rows: SnapshotRow[] = [];
  for (let start = 0; start < services.length; start += AT_ONCE) {
    const keys = services.slice(start, start + AT_ONCE).map(({ key }) => key);
    rows.push(...(await digests.snapshotsAt(keys, daysLater(day, -1), daysLater(day, -OLDEST))));
  }
  const byService = Map.groupBy(rows, ({ serviceKey }) => serviceKey);
  return new Map(
    Array.from(byService, ([key, own]) => [key, standingOf(key, ids.get(key) ?? key, own, primary)]),
  );
}

function standingOf(key: string, id: string, rows: readonly SnapshotRow[], primary: string | null): Standing {
  // What has left a scorecard since may have an older row of it: the newest day is how it stood.
  const newest = rows.reduce((last, { day }) => (day > last ? day : last), '');
  const then = rows.filter(({ day }) => day === newest);
  const rated = then.find((row) => row.scorecard === primary && !saysNothing(row));
  return {
    key,
    id,
    // As the snapshot wrote it.
    bar: combineBars(then.map(({ bar }) => bar as Bar)),
    primary:
      rated === undefined ? null : { held: rated.held, score: rated.score, version: rated.scorecardVersion },
  };
}

/** None of its rules was about the service. */
function saysNothing({ bar, held, score }: SnapshotRow): boolean {
  return bar === 'none' && held === null && score === null;
}
