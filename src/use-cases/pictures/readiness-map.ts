import { UserError } from '../../domain/errors.ts';
import type { Viewer } from '../../domain/rights.ts';
import { isInForce } from '../../domain/verdict.ts';
import type { Context, VersionedScorecard } from '../context.ts';
import { serviceFilterOf } from '../list-services.ts';
import type { MapColumn, MapRow, ReadinessMap } from '../picture-views.ts';
import { refuseStrangers } from '../reachable-service.ts';
import { visible } from '../service-lines.ts';
import type { ServiceFilter } from '../service-rows.ts';
import { type GroupName, grouped } from './grouped-rows.ts';
import { type MapWords, mapWords } from './map-words.ts';
import { added, noOutcomes, okShare } from './outcome-counts.ts';

const WEAKEST = 3;

/** Where many services stand on one scorecard, rule by rule. Throws a `UserError` that says what to type instead. */
export async function readinessMap(context: Context, viewer: Viewer, words: string): Promise<ReadinessMap> {
  refuseStrangers(viewer);
  const asked = mapWords(words);
  const scorecard = await scorecardOf(context, asked);
  const { understood, filter } = await serviceFilterOf(context, viewer, asked.filters.join(' '));
  const { timezone } = viewer;
  return drawnMap(context, scorecard, { asked, understood, within: visible(filter, viewer), timezone });
}

interface MapAsked {
  readonly asked: MapWords;
  /** `within` in words. */
  readonly understood: string;
  readonly within: ServiceFilter;
  /** The reader's. */
  readonly timezone: string;
}

/** The map of these services, whoever reads it. */
export async function drawnMap(
  context: Context,
  { compiled: { scorecard } }: VersionedScorecard,
  { asked, understood, within, timezone }: MapAsked,
): Promise<ReadinessMap> {
  const now = context.clock.now();
  const rules = columnsOf(scorecard, asked, (rule) => isInForce(rule, now));
  const ids = rules.map((rule) => rule.id);
  const { catalog, evaluations } = context.store;
  const [found, tally] = await Promise.all([
    evaluations.outcomesOf(scorecard.id, ids, within),
    catalog.tally(within, scorecard.id),
  ]);
  const { by, groupedItself, rows } = grouped(found, asked.by, await namesOf(context));
  const columns = rules.map(
    ({ id, title, level, required }, place): MapColumn => ({
      ...{ rule: id, title, level, required },
      counts: rows.reduce((sum, row) => added(sum, row.cells[place]), noOutcomes()),
    }),
  );
  const category = asked.category === null ? [] : [`category:${asked.category}`];
  const shown = [understood, ...category].filter((part) => part !== '').join(' ');
  return {
    scorecard: { id: scorecard.id, name: scorecard.name },
    filter: shown,
    words: [scorecard.id, shown, asked.by === null ? '' : `by ${asked.by}`].filter(Boolean).join(' '),
    at: now,
    timezone,
    ...{ by, groupedItself },
    services: found.length,
    without: Math.max(0, tally.services - found.length),
    columns,
    rows: weakestFirst(rows),
    weakest: weakestOf(columns),
  };
}

async function scorecardOf(context: Context, { scorecard }: MapWords): Promise<VersionedScorecard> {
  const { all, primary } = await context.scorecards();
  if (primary === null)
    throw new UserError('There is no scorecard yet. Whoever runs me adds one to `scorecards/`.');
  if (scorecard === null) return primary;
  const word = scorecard.toLowerCase();
  const found = all.find(({ compiled: { scorecard: one } }) =>
    [one.id, one.name].some((name) => name.toLowerCase() === word),
  );
  if (found !== undefined) return found;
  const known = all.map(({ compiled }) => `\`${compiled.scorecard.id}\``).slice(0, 8);
  throw new UserError(
    `There is no scorecard “${scorecard}”. Known: ${known.join(', ')}. Filters are written \`team:…\`, \`tier:…\`, \`system:…\`, \`category:…\`.`,
  );
}

type Ruled = VersionedScorecard['compiled']['scorecard'];

/** Those that count, by level; of one category where one is asked for. */
function columnsOf(
  { rules, levels }: Ruled,
  { category }: MapWords,
  counts: (rule: Ruled['rules'][number]) => boolean,
): Ruled['rules'] {
  const inForce = rules.filter(counts);
  const chosen = inForce.filter((rule) => category === null || rule.category?.toLowerCase() === category);
  if (chosen.length === 0 && category !== null) {
    const known = new Set(inForce.flatMap((rule) => rule.category ?? []));
    const hint = known.size === 0 ? 'Its rules have none.' : `Known: ${[...known].slice(0, 8).join(', ')}.`;
    throw new UserError(`No rule is of the category “${category}”. ${hint}`);
  }
  return chosen.toSorted((a, b) => levels.indexOf(a.level) - levels.indexOf(b.level));
}

async function namesOf({ store, policy }: Context): Promise<(by: GroupName, id: string) => string> {
  const [teams, systems] = await Promise.all([store.catalog.teams(), store.catalog.systems()]);
  const names: Readonly<Record<GroupName, ReadonlyMap<string, string>>> = {
    team: new Map(teams.map(({ id, name }) => [id, name])),
    system: new Map(systems.map(({ id, name }) => [id, name])),
    tier: new Map(policy.tiers.map(({ id, name }) => [id, `${id}: ${name}`])),
  };
  return (by, id) => names[by].get(id) ?? id;
}

/** Rows of which nothing is known go last: there is nothing to mend in them yet. */
function weakestFirst(rows: readonly MapRow[]): readonly MapRow[] {
  return rows.toSorted((a, b) => (a.ok ?? 101) - (b.ok ?? 101) || b.services - a.services);
}

function weakestOf(columns: readonly MapColumn[]): readonly MapColumn[] {
  const share = ({ counts }: MapColumn) => okShare(counts) ?? 100;
  return columns
    .filter(({ counts }) => counts.fail > 0)
    .toSorted((a, b) => share(a) - share(b) || b.counts.fail - a.counts.fail)
    .slice(0, WEAKEST);
}
