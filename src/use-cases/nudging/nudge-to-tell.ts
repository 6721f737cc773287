/** A nudge as it stands now, of what was told then. */
import type { Team } from '../../domain/catalog.ts';
import type { Instant } from '../../domain/instant.ts';
import { gapKey } from '../../domain/planner/gap.ts';
import type { Context } from '../context.ts';
import type { NudgeRecord } from '../nudge-ports.ts';
import type { Named, NudgeView } from '../nudge-views.ts';
import { nudgedService, nudgedServices, type OpenGap } from './nudged-services.ts';
import { openGaps } from './open-gaps.ts';
import type { Reachable } from './profiles.ts';
import { standingsOf } from './told-standings.ts';

/** For the message about it. Null: it was let go, or nobody got it on its day; then it is too late. */
export async function nudgeToTell(context: Context, id: string): Promise<NudgeView | null> {
  const nudge = await context.store.nudges.byId(id);
  if (nudge === undefined || nudge.state === 'discarded') return null;
  const now = context.clock.now();
  if (nudge.deliveredAt === null && now > nudge.staleAt) return null;
  if (nudge.deliveredAt === null && (await hasGone(context, nudge.audience))) return null;
  const view = await nudgeView(context, nudge, now);
  // What was mended before it was told is told to nobody.
  return nudge.deliveredAt === null && view.done ? null : view;
}

/** Slack may have taken nothing for hours: who is away by now is not told, and who stands in will be. */
async function hasGone(
  context: Pick<Context, 'profiles'>,
  audience: NudgeRecord['audience'],
): Promise<boolean> {
  if (audience.kind === 'channel') return false;
  const found = await foundBy(context, audience.person);
  return found !== null && (found.away || !found.active);
}

/** Null: nobody, or Slack does not say, which is no reason to keep a message back. */
async function foundBy({ profiles }: Pick<Context, 'profiles'>, person: string): Promise<Reachable | null> {
  return profiles.of(person).catch(() => null);
}

export async function nudgeView(context: Context, nudge: NudgeRecord, now: Instant): Promise<NudgeView> {
  const { store } = context;
  const keys = [...new Set(nudge.gaps.map(({ service }) => service))];
  const [standings, snoozes, chosen, first, teams] = await Promise.all([
    standingsOf(context, nudge.gaps, now),
    store.nudges.snoozes([nudge.audienceKey], now),
    openGaps(context, keys, now),
    store.nudges.first(nudge.audienceKey),
    store.catalog.teams(),
  ]);
  const dates = new Map([...chosen.values()].flatMap(({ gaps }) => gaps).map((gap) => [idOf(gap), gap]));
  const moved = new Set(keys.filter((key) => standings.isMoved(key, nudge.plannedAt)));
  const theirs = nudge.gaps.filter(
    (gap) =>
      !moved.has(gap.service) &&
      // What stands stays; what nobody can tell is told to nobody anew.
      (nudge.deliveredAt !== null || !standings.isUnknown(gap)),
  );
  const left = theirs.filter((gap) => standings.isOpen(gap));
  const dropped = theirs.filter((gap) => standings.isDropped(gap)).length;
  const services = await nudgedServices(
    context,
    left.map((gap) => ({ ...dates.get(idOf(gap)), ...gap })),
    {
      fresh: new Set(nudge.fresh),
      snoozes: new Map(snoozes.map(({ serviceKey, until }) => [serviceKey, until])),
    },
  );
  return {
    id: nudge.id,
    to: await toOf(context, nudge.audience),
    teams: await teamsOf(context, teams, [...new Set(theirs.map(({ service }) => service))]),
    services,
    moved: await movedOf(context, teams, [...moved]),
    done: services.length === 0,
    fixed: theirs.length - left.length - dropped,
    dropped,
    plannedAt: nudge.plannedAt,
    first: first === nudge.id,
  };
}

/** Of whom something is open, whether or not it was mended and broke again: its key has no date in it. */
function idOf({ service, id }: Pick<OpenGap, 'service' | 'id'>): string {
  return `${service} ${id}`;
}

export async function toOf(
  context: Pick<Context, 'profiles'>,
  audience: NudgeRecord['audience'],
): Promise<NudgeView['to']> {
  if (audience.kind === 'channel') return audience;
  const { person } = audience;
  const found = await foundBy(context, person);
  return { kind: 'person', id: found?.id ?? person, name: found?.name ?? person };
}

async function teamsOf(
  { store }: Context,
  teams: readonly Team[],
  keys: readonly string[],
): Promise<readonly Named[]> {
  const records = await store.catalog.byKeys(keys);
  const owners = new Set([...records.values()].map(({ service }) => service.owner));
  return teams.filter(({ id }) => owners.has(id)).map(({ id, name }) => ({ id, name }));
}

async function movedOf(
  context: Context,
  teams: readonly Team[],
  keys: readonly string[],
): Promise<NudgeView['moved']> {
  const records = [...(await context.store.catalog.byKeys(keys)).values()];
  return records
    .filter(({ archivedAt }) => archivedAt === null)
    .map((record) => {
      const owner = teams.find(({ id }) => id === record.service.owner);
      const to = owner === undefined ? null : { id: owner.id, name: owner.name };
      return { service: nudgedService(context, record), to };
    });
}

/** The gap of an escalation, from its key. */
export function gapOfKey(
  key: string,
): { readonly service: string; readonly id: string; readonly since: Instant } | null {
  const [service, id, since] = key.split(' ');
  return service === undefined || id === undefined || since === undefined
    ? null
    : { service, id, since: Number(since) };
}

/** How often it was told without an answer since. */
export function remindersOf(
  nudges: readonly NudgeRecord[],
  gap: string,
  answeredAt: Instant | undefined,
): number {
  return nudges.filter(
    ({ deliveredAt, gaps }) =>
      deliveredAt !== null && deliveredAt > (answeredAt ?? 0) && gaps.some((one) => gapKey(one) === gap),
  ).length;
}
