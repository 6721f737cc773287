import { daysLater } from '../../domain/local-date.ts';
import type { Bar } from '../../domain/outcome.ts';
import {
  composeReportCard,
  type MovedRule,
  type Past,
  pastOf,
  periodBefore,
  type ReportCard,
} from '../../domain/report-card.ts';
import type { Viewer } from '../../domain/rights.ts';
import type { Context } from '../context.ts';
import { countingRules, READ_AT_ONCE, tallyChecks } from '../digests/tally-checks.ts';
import { refuseStrangers } from '../reachable-service.ts';
import type { ServiceFilter, ServiceRow } from '../service-rows.ts';
import { cardScope, readCardAsk, systemOf } from './card-scope.ts';

/** Without a period: that of a sprint or two. */
const USUAL = 30;

/** A bot that was down for longer has nothing to compare with. */
const OLDEST = 7;

/** See {@link import('../report-views.ts').ReportVerbs.card}. */
export async function showReportCard(
  context: Context,
  viewer: Viewer,
  words: string,
): Promise<ReportCard | null> {
  refuseStrangers(viewer);
  const { about, days } = readCardAsk(words);
  if (days === null && (about === '' || (await systemOf(context, viewer, about)) === undefined)) return null;
  const { scope, filter } = await cardScope(context, viewer, about);
  return reportCard(context, { scope, days: days ?? USUAL }, filter);
}

type Asked = Pick<ReportCard, 'scope' | 'days'>;

async function reportCard(context: Context, asked: Asked, filter: ServiceFilter): Promise<ReportCard> {
  const { store, policy } = context;
  const at = context.clock.now();
  const [services, teams, inForce] = await Promise.all([
    servicesOf(context, filter),
    store.catalog.teams(),
    context.scorecards(),
  ]);
  const since = periodBefore(at, policy.timezone, asked.days);
  const past = await pastAt(context, services, since.day);
  const tallied = await tallyChecks(context, services, at);
  const names = new Map(teams.map(({ id, name }) => [id, { id, name }]));
  return composeReportCard({
    ...{ ...asked, at, past, since: since.day, now: tallied.standings },
    services: new Map(services.map(({ key, owner }) => [key, (owner && names.get(owner)) || null])),
    levels: inForce.primary?.compiled.scorecard.levels ?? [],
    rules: await movedRules(context, past, { from: since.from, now: at }, tallied.failing),
  });
}

async function servicesOf({ store }: Context, filter: ServiceFilter): Promise<readonly ServiceRow[]> {
  const found: ServiceRow[] = [];
  for (;;) {
    const { items } = await store.catalog.list(filter, { offset: found.length, limit: READ_AT_ONCE }, null);
    found.push(...items);
    if (items.length < READ_AT_ONCE) return found;
  }
}

async function pastAt(context: Context, services: readonly ServiceRow[], day: string): Promise<Past> {
  const { all, primary } = await context.scorecards();
  const ids = new Map(services.map(({ key, id }) => [key, id]));
  const rows = await context.store.digests.snapshotsAt(
    [...ids.keys()],
    daysLater(day, -1),
    daysLater(day, -OLDEST),
  );
  // As the snapshot wrote it.
  const past = rows.map(({ serviceKey, scorecardVersion, bar, ...row }) => ({
    ...{ ...row, key: serviceKey, version: scorecardVersion, bar: bar as Bar },
  }));
  return pastOf(past, ids, {
    versions: new Map(all.map(({ compiled, version }) => [compiled.scorecard.id, version])),
    primary: primary?.compiled.scorecard.id ?? null,
  });
}

/** By how many services more a rule is failed than then, of those that can be compared. */
async function movedRules(
  context: Context,
  { comparable }: Past,
  { from, now }: { readonly from: number; readonly now: number },
  failing: readonly { readonly rule: string; readonly services: number }[],
): Promise<readonly MovedRule[]> {
  const counting = countingRules(await context.scorecards(), now);
  const failed = new Map(failing.map(({ rule, services }) => [rule, services]));
  const moved = new Map<string, number>();
  for (const move of await context.store.digests.outcomeMoves([...comparable.keys()], from)) {
    const key = `${move.scorecard}/${move.rule}`;
    const by = Number(move.to === 'fail') - Number(move.from === 'fail');
    moved.set(key, (moved.get(key) ?? 0) + by * move.times);
  }
  return [...moved].flatMap(([rule, by]) => {
    const title = counting.get(rule)?.title;
    return title === undefined ? [] : [{ rule, title, failing: failed.get(rule) ?? 0, moved: by }];
  });
}
