/** Who would get what, and how admins widen it team by team. */
import type { Team } from '../../domain/catalog.ts';
import { UserError } from '../../domain/errors.ts';
import { inReadingOrder } from '../../domain/planner/decide-nudge.ts';
import { type Gap, gapKey } from '../../domain/planner/gap.ts';
import { may, type Viewer } from '../../domain/rights.ts';
import { mayBeNudged } from '../../domain/rollout.ts';
import type { Context } from '../context.ts';
import type { Named, NudgeView, RolloutTeam, RolloutView } from '../nudge-views.ts';
import { refuseStrangers } from '../reachable-service.ts';
import { lookAt } from './due-nudges.ts';
import { toOf } from './nudge-to-tell.ts';
import { nudgedServices } from './nudged-services.ts';
import { ownerlessView } from './ownerless.ts';
import { type Reach, type Reached, reachTeams } from './reach-teams.ts';
import { addedTeams, rolloutNow, writeAddedTeams } from './rollout-now.ts';

/** Throws a `UserError` for whoever is no admin. */
export function refuseOthers(viewer: Viewer): void {
  refuseStrangers(viewer);
  if (!may(viewer, 'administer')) throw new UserError('Only admins look after the bot. Ask one of them.');
}

export async function showRollout(context: Context, viewer: Viewer): Promise<RolloutView> {
  refuseOthers(viewer);
  return rolloutView(context);
}

async function rolloutView(context: Context): Promise<RolloutView> {
  const { store, policy } = context;
  const [rollout, added, all, ownerless] = await Promise.all([
    rolloutNow(context),
    addedTeams(store.marks),
    store.catalog.teams(),
    ownerlessView(context),
  ]);
  const reach = await reachTeams(context, all);
  const gaps = await gapsByTeam(context, reach.audiences);
  const lines = all.map((team): RolloutTeam => {
    const theirs = gaps.get(team.id) ?? [];
    const reached = reach.audiences.find(({ teams }) => teams.some(({ id }) => id === team.id));
    return {
      team: named(team),
      told: mayBeNudged(rollout, team.id),
      addedInSlack: added.includes(team.id) && !policy.rollout.teams.includes(team.id),
      services: new Set(theirs.map(({ service }) => service)).size,
      gaps: theirs.length,
      to: reached === undefined ? null : toWithName(reached),
      trouble: reach.unreached.get(team.id) ?? null,
    };
  });
  // Small ones first: what goes wrong goes wrong for few.
  const waiting = lines.filter(({ told }) => !told).toSorted(fewestFirst);
  const told = lines.filter((line) => line.told);
  return {
    mode: rollout.mode,
    told: told.map(({ team }) => team),
    next: rollout.mode === 'preview' ? (waiting.find(({ to }) => to !== null)?.team ?? null) : null,
    teams: [...told, ...waiting],
    counts: {
      messages: reach.audiences.filter(({ teams }) => teams.some(({ id }) => (gaps.get(id) ?? []).length > 0))
        .length,
      gaps: lines.reduce((sum, line) => sum + line.gaps, 0),
      services: lines.reduce((sum, line) => sum + line.services, 0),
      ownerless: ownerless.services.length,
    },
  };
}

function toWithName({ audience, name }: Reached): NudgeView['to'] {
  return audience.kind === 'channel' ? audience : { kind: 'person', id: audience.person, name };
}

/** Those with something to tell first, the fewest of it. */
function fewestFirst(a: RolloutTeam, b: RolloutTeam): number {
  return Number(a.gaps === 0) - Number(b.gaps === 0) || a.gaps - b.gaps || a.team.id.localeCompare(b.team.id);
}

async function gapsByTeam(
  context: Context,
  audiences: readonly Reached[],
): Promise<ReadonlyMap<string, readonly Gap[]>> {
  const looks = await lookAt(context, audiences, context.clock.now());
  const pairs = looks.flatMap(({ gaps, services }) =>
    gaps.map((gap) => ({ team: services.get(gap.service)?.owner ?? '', gap })),
  );
  const grouped = Map.groupBy(pairs, ({ team }) => team);
  return new Map([...grouped].map(([team, theirs]) => [team, theirs.map(({ gap }) => gap)]));
}

/** Has this team told from now on, or the next one. */
export async function addTeam(context: Context, viewer: Viewer, team: string | null): Promise<RolloutView> {
  refuseOthers(viewer);
  const before = await rolloutView(context);
  if (before.mode === 'silent')
    throw new UserError(
      'ready.yml says `rollout: {mode: silent}`: nobody is told anything. Set it to preview first.',
    );
  const id = team ?? before.next?.id;
  if (id === undefined) throw new UserError('No team is left that could be told.');
  const line = before.teams.find((one) => one.team.id === id);
  if (line === undefined) throw new UserError(`There is no team “${id}”.`);
  if (!line.told) await keepTeams(context, viewer, 'rollout.add', id, (teams) => [...teams, id]);
  return rolloutView(context);
}

/** Those that ready.yml names can only be taken out there. */
export async function removeTeam(context: Context, viewer: Viewer, team: string): Promise<RolloutView> {
  refuseOthers(viewer);
  if (context.policy.rollout.teams.includes(team) || context.policy.rollout.mode === 'on')
    throw new UserError(`${team} is told because ready.yml says so. Take it out there, under \`rollout\`.`);
  await keepTeams(context, viewer, 'rollout.remove', team, (teams) => teams.filter((one) => one !== team));
  return rolloutView(context);
}

async function keepTeams(
  { store, clock, planning }: Context,
  viewer: Viewer,
  act: string,
  team: string,
  change: (teams: readonly string[]) => readonly string[],
): Promise<void> {
  await store.transaction(async (ports) => {
    const after = change(await addedTeams(ports.marks));
    await writeAddedTeams(ports.marks, [...new Set(after)]);
    const by = { actor: viewer.id, actorName: viewer.name, from: 'slack' };
    await ports.audit.append([
      { at: clock.now(), ...by, act, serviceKey: null, subject: team, details: { teams: [...after] } },
    ]);
  });
  planning.forget();
}

/** What a team would get, were it told now, whatever was told before; null = nothing. */
export async function sampleNudge(context: Context, viewer: Viewer, team: string): Promise<NudgeView | null> {
  refuseOthers(viewer);
  const found = (await context.store.catalog.teams()).find(({ id }) => id === team);
  if (found === undefined) throw new UserError(`There is no team “${team}”.`);
  const reach = await reachTeams(context, [found]);
  const [reached] = reach.audiences;
  if (reached === undefined) throw new UserError(whyNobody(reach, found));
  const now = context.clock.now();
  const [look] = await lookAt(context, [reached], now);
  const gaps = look?.gaps ?? [];
  if (gaps.length === 0) return null;
  const fresh = new Set(gaps.map(gapKey));
  const services = await nudgedServices(context, inReadingOrder(gaps, fresh), { fresh, snoozes: new Map() });
  return {
    id: '',
    to: await toOf(context, reached.audience),
    teams: [named(found)],
    services,
    done: false,
    fixed: 0,
    moved: [],
    dropped: 0,
    plannedAt: now,
    first: false,
  };
}

function whyNobody({ unreached }: Reach, { id, name }: Team): string {
  return unreached.get(id) ?? `Nobody of ${name} could be told.`;
}

function named({ id, name }: Team): Named {
  return { id, name };
}
