import { UserError } from '../../domain/errors.ts';
import { withDescendants } from '../../domain/hierarchy.ts';
import { DAY } from '../../domain/instant.ts';
import { daysLater, localDate } from '../../domain/local-date.ts';
import type { Viewer } from '../../domain/rights.ts';
import { DAILY_FOR, thinnedDays } from '../../domain/thinned-days.ts';
import type { Context } from '../context.ts';
import { plainWords } from '../look-up.ts';
import type { MovementRow } from '../picture-ports.ts';
import type { ReadinessTrend, TrendDay, TrendMark } from '../picture-views.ts';
import { reachableService, refuseStrangers } from '../reachable-service.ts';
import { visible } from '../service-lines.ts';
import { seesTeam } from '../show-group.ts';
import { LONGEST_TREND } from './longest-trend.ts';
import { marksOf } from './trend-marks.ts';

/** A quarter. */
const USUAL = 90;
const SHORTEST = 7;
const MOST_SERVICES = 10_000;

/** How a service, a team or a system moved. Throws a `UserError` where there is none, or nothing is known of it. */
export async function readinessTrend(
  context: Context,
  viewer: Viewer,
  words: string,
): Promise<ReadinessTrend> {
  refuseStrangers(viewer);
  const { asked, length } = trendWords(words);
  const { primary } = await context.scorecards();
  if (primary === null)
    throw new UserError('There is no scorecard yet. Whoever runs me adds one to `scorecards/`.');
  const { id: scorecard, name, levels } = primary.compiled.scorecard;
  const subject = await subjectOfTrend(context, viewer, asked);
  const now = context.clock.now();
  const to = localDate(now, context.policy.timezone);
  const from = daysLater(to, -length);
  const rows = await context.store.evaluations.movement(subject.keys, scorecard, from);
  const days = drawnDays(rows, daysLater(to, -DAILY_FOR));
  const [only] = subject.kind === 'service' ? subject.keys : [];
  const of = { key: only, scorecard, since: now - length * DAY, now };
  return {
    ...{ kind: subject.kind, id: subject.id, name: subject.name },
    scorecard: { id: scorecard, name },
    levels,
    services: subject.keys.length,
    ...{ from, to, days },
    words: length === USUAL ? subject.words : `${subject.words} ${length}d`,
    timezone: viewer.timezone,
    marks: [...newVersions(rows, days), ...(await marksOf(context, of))],
  };
}

function trendWords(words: string): { readonly asked: string; readonly length: number } {
  const typed = plainWords(words).split(/\s+/).filter(Boolean);
  const span = typed.find((word) => /^\d{1,4}d$/i.test(word));
  const asked = typed.filter((word) => word !== span).join(' ');
  if (asked === '')
    throw new UserError(
      'Say of what: `/ready report trend SERVICE`, `@TEAM` or a system, and for how long: `30d`, `90d`, `365d`.',
    );
  const length = span === undefined ? USUAL : Number.parseInt(span, 10);
  return { asked, length: Math.min(LONGEST_TREND, Math.max(SHORTEST, length)) };
}

interface TrendSubject {
  readonly kind: ReadinessTrend['kind'];
  readonly id: string;
  readonly name: string;
  /** What it is called in a command. */
  readonly words: string;
  readonly keys: readonly string[];
}

/** A service beats a team, a team beats a system of the same name. */
async function subjectOfTrend(context: Context, viewer: Viewer, asked: string): Promise<TrendSubject> {
  const { catalog } = context.store;
  const word = asked.replace(/^@/, '').toLowerCase();
  const isCalled = ({ id, name }: { readonly id: string; readonly name: string }) =>
    id.toLowerCase() === word || name.toLowerCase() === word;
  const isService = !asked.startsWith('@') && (await catalog.find(asked)) !== undefined;
  if (!isService) {
    const teams = await catalog.teams();
    const team = teams.find((one) => isCalled(one) && seesTeam(viewer, one.id));
    if (team !== undefined) {
      const keys = await keysOf(context, viewer, { teams: [...withDescendants(team.id, teams)] });
      return { kind: 'team', id: team.id, name: team.name, words: `@${team.id}`, keys };
    }
    const systems = viewer.guest ? [] : await catalog.systems();
    const system = systems.find(isCalled);
    if (system !== undefined) {
      const keys = await keysOf(context, viewer, { systems: [...withDescendants(system.id, systems)] });
      return { kind: 'system', id: system.id, name: system.name, words: system.id, keys };
    }
  }
  const { key, service } = await reachableService(context, viewer, asked, 'see-service');
  return { kind: 'service', id: service.id, name: service.name, words: service.id, keys: [key] };
}

async function keysOf(
  { store }: Context,
  viewer: Viewer,
  filter: Parameters<typeof visible>[0],
): Promise<readonly string[]> {
  const page = { offset: 0, limit: MOST_SERVICES };
  const { items } = await store.catalog.list(visible(filter, viewer), page, null);
  return items.map(({ key }) => key);
}

function drawnDays(rows: readonly MovementRow[], daily: string): readonly TrendDay[] {
  const byDay = Map.groupBy(rows, ({ day }) => day);
  return thinnedDays([...byDay.keys()], daily).map((day) => dayOf(day, byDay.get(day) ?? []));
}

function dayOf(day: string, rows: readonly MovementRow[]): TrendDay {
  const levels: Record<string, number> = {};
  let scored = 0;
  let scores = 0;
  for (const row of rows) {
    levels[row.held ?? ''] = (levels[row.held ?? ''] ?? 0) + row.services;
    scored += row.scored;
    scores += row.scores;
  }
  return { day, score: scored === 0 ? null : Math.floor(scores / scored), levels };
}

/** The drawn days on which another version of the scorecard was in force than on the one before. */
function newVersions(rows: readonly MovementRow[], days: readonly TrendDay[]): readonly TrendMark[] {
  const versions = new Map(rows.map(({ day, scorecardVersion }) => [day, scorecardVersion]));
  return days.flatMap(({ day }, nth): TrendMark[] => {
    const before = days[nth - 1];
    const isSame = before === undefined || versions.get(before.day) === versions.get(day);
    return isSame ? [] : [{ kind: 'scorecard', day }];
  });
}
