/** What else is said because of reminders, as it stands when it is said. */
import type { Context } from '../context.ts';
import type { Storm } from '../nudge-ports.ts';
import type { NudgeReaders } from '../nudge-readers.ts';
import type { CheckItem, EscalationView, StormView } from '../nudge-views.ts';
import { gapOfKey, nudgeToTell, remindersOf } from './nudge-to-tell.ts';
import { nudgedService, nudgedServices } from './nudged-services.ts';
import { openGaps } from './open-gaps.ts';
import { ownerlessView } from './ownerless.ts';
import { reachTeams } from './reach-teams.ts';

const HALF_A_YEAR = 180 * 24 * 3_600_000;

/** What messages about reminders are rendered from. */
export function nudgeReaders(context: Context): NudgeReaders {
  return {
    nudge: (id) => nudgeToTell(context, id),
    escalation: (about) => escalationToTell(context, about),
    storm: (id) => stormToTell(context, id),
    async ownerless() {
      const view = await ownerlessView(context);
      return view.services.length === 0 ? null : view;
    },
  };
}

async function escalationToTell(
  context: Context,
  { service: key, gap, step }: { service: string; gap: string; step: EscalationView['step'] },
): Promise<EscalationView | null> {
  const { store, clock } = context;
  const now = clock.now();
  const known = gapOfKey(gap);
  const record = (await store.catalog.byKeys([key])).get(key);
  if (known === null || record === undefined || record.archivedAt !== null) return null;
  const chosen = (await openGaps(context, [key], now)).get(key)?.gaps.find(({ id }) => id === known.id);
  if (chosen === undefined) return null;
  const [shown] = await nudgedServices(context, [chosen], { fresh: new Set(), snoozes: new Map() });
  const item = shown?.items.find((one): one is CheckItem => one.kind === 'check');
  if (item === undefined) return null;
  const team = (await store.catalog.teams()).find(({ id }) => id === record.service.owner);
  const keys = team === undefined ? [] : await keysOf(context, team);
  const [answers, nudges] = await Promise.all([
    store.nudges.answers([key]),
    keys.length === 0 ? [] : store.nudges.since(now - HALF_A_YEAR, keys),
  ]);
  return {
    service: nudgedService(context, record),
    team: team === undefined ? null : { id: team.id, name: team.name },
    step,
    item,
    reminders: remindersOf(nudges, gap, answers.get(key)),
  };
}

/** The number alone is no reason to keep it back. */
async function keysOf(
  context: Context,
  team: Parameters<typeof reachTeams>[1][number],
): Promise<readonly string[]> {
  const reach = await reachTeams(context, [team]).catch(() => null);
  return reach?.everybody.get(team.id) ?? [];
}

async function stormToTell(context: Context, id: string): Promise<StormView | null> {
  const found = (await context.store.nudges.storms(RECENT)).find((one) => one.id === id);
  return found === undefined ? null : stormView(context, found);
}

/** An older one is decided, or nobody's concern. */
export const RECENT = 50;

export async function stormView({ profiles }: Pick<Context, 'profiles'>, storm: Storm): Promise<StormView> {
  const by = storm.decidedBy === null ? null : await profiles.of(storm.decidedBy).catch(() => null);
  return { ...storm, decidedByName: by?.name ?? storm.decidedBy };
}
