import { UserError } from '../../domain/errors.ts';
import { withDescendants } from '../../domain/hierarchy.ts';
import { nearest } from '../../domain/nearest.ts';
import { type CardScope, PERIODS, type Period } from '../../domain/report-card.ts';
import { may, type Viewer } from '../../domain/rights.ts';
import type { Context } from '../context.ts';
import { visible } from '../service-lines.ts';
import type { ServiceFilter } from '../service-rows.ts';
import { seesTeam } from '../show-group.ts';

/** A report card that was asked for in words. */
export interface CardAsk {
  /** `@payments`, a team's or a system's id or name; empty = the organisation. */
  readonly about: string;
  /** Null: none was named. */
  readonly days: Period | null;
}

/** `[@TEAM|SYSTEM] [7d|30d|90d]`. Throws a `UserError` for another period. */
export function readCardAsk(words: string): CardAsk {
  const [, about = '', typed] = /^(.*?)(?:(?:^|\s+)(\d+)\s*d(?:ays)?)?$/is.exec(words.trim()) ?? [];
  if (typed === undefined) return { about, days: null };
  const days = PERIODS.find((period) => period === Number(typed));
  if (days === undefined)
    throw new UserError(
      `A report is of ${PERIODS.map((period) => `\`${period}d\``).join(', ')}, not of ${typed} days.`,
    );
  return { about, days };
}

export interface CardServices {
  readonly scope: CardScope;
  readonly filter: ServiceFilter;
}

/** What the card is about, within what the viewer may see. A team goes before a system of its name, unless it is `@`-less. */
export async function cardScope(context: Context, viewer: Viewer, about: string): Promise<CardServices> {
  if (about === '') return organisation(context, viewer);
  const found = (await systemOf(context, viewer, about)) ?? (await teamOf(context, viewer, about));
  if (found === undefined) throw new UserError(await notThere(context, viewer, about));
  return found;
}

function organisation({ policy }: Context, viewer: Viewer): CardServices {
  if (!may(viewer, 'see-catalog'))
    throw new UserError(
      "As a guest you see your own team's services only. Name your team: `/ready report @TEAM 30d`.",
    );
  return { scope: { kind: 'organisation', name: policy.organisation, id: null }, filter: {} };
}

/** Undefined: no system is called that, or none that the viewer may see; a word with `@` is a team. */
export async function systemOf(
  { store }: Pick<Context, 'store'>,
  viewer: Viewer,
  about: string,
): Promise<CardServices | undefined> {
  if (about.startsWith('@') || viewer.guest) return undefined;
  const systems = await store.catalog.systems();
  const word = about.toLowerCase();
  const system = systems.find(({ id, name }) => [id, name].some((one) => one.toLowerCase() === word));
  if (system === undefined) return undefined;
  const filter = { systems: [...withDescendants(system.id, systems)] };
  return { scope: { kind: 'system', name: system.name, id: system.id }, filter };
}

async function teamOf({ store }: Context, viewer: Viewer, about: string): Promise<CardServices | undefined> {
  const teams = await store.catalog.teams();
  const word = about.replace(/^@/, '').toLowerCase();
  const team = teams.find(
    ({ id, name, slackUsergroup }) =>
      seesTeam(viewer, id) &&
      [id, name, slackUsergroup?.replace(/^@/, '')].some((one) => one?.toLowerCase() === word),
  );
  if (team === undefined) return undefined;
  const filter = visible({ teams: [...withDescendants(team.id, teams)] }, viewer);
  return { scope: { kind: 'team', name: team.name, id: team.id }, filter };
}

async function notThere({ store }: Context, viewer: Viewer, about: string): Promise<string> {
  const teams = (await store.catalog.teams())
    .filter(({ id }) => seesTeam(viewer, id))
    .map(({ id, name }) => ({ id: `@${id}`, name }));
  const systems = viewer.guest ? [] : await store.catalog.systems();
  const near = nearest(about, [...teams, ...systems], 3).map(({ id }) => `\`/ready report ${id}\``);
  const hint = near.length > 0 ? `Did you mean ${near.join(' or ')}?` : 'Type `/ready report @TEAM 30d`.';
  return `There is no team or system “${about}”. ${hint}`;
}
