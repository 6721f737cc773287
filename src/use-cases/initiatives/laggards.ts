/** The services of an initiative by name, and what each still lacks. */
import type { Initiative, Participant } from '../../domain/initiative.ts';
import { daysLeft } from '../../domain/initiatives/deadlines.ts';
import type { Context } from '../context.ts';
import type { Laggard } from '../initiative-views.ts';
import type { StoredCheck } from '../ports.ts';
import type { AskedFor, Named } from './asked-for.ts';
import { slicesOf } from './refresh.ts';

/** A service that takes part. */
export interface Member {
  readonly part: Participant;
  readonly id: string;
  readonly name: string;
  readonly tier: string;
  /** Null: nobody owns it, or a team that is gone. */
  readonly team: Named | null;
}

/** By what is due first, then by how critical it is. */
export async function membersOf(
  { store, policy }: Context,
  parts: readonly Participant[],
): Promise<readonly Member[]> {
  const teams = new Map((await store.catalog.teams()).map(({ id, name }) => [id, { id, name }]));
  const members: Member[] = [];
  for (const slice of slicesOf(parts)) {
    const records = await store.catalog.byKeys(slice.map(({ serviceKey }) => serviceKey));
    for (const part of slice) {
      const service = records.get(part.serviceKey)?.service;
      if (service === undefined) continue;
      const { id, name, tier, owner } = service;
      members.push({ part, id, name, tier, team: teams.get(owner ?? '') ?? null });
    }
  }
  const ranks = new Map(policy.tiers.map(({ id }, rank) => [id, rank]));
  const rank = ({ tier }: Member) => ranks.get(tier) ?? ranks.size;
  return members.toSorted(
    (a, b) => a.part.deadline - b.part.deadline || rank(a) - rank(b) || a.id.localeCompare(b.id),
  );
}

interface About {
  readonly initiative: Initiative;
  readonly asked: AskedFor | null;
}

/** With what each lacks: a page of them, not thousands. */
export async function laggardsOf(
  { store, clock, policy }: Context,
  { initiative, asked }: About,
  members: readonly Member[],
): Promise<readonly Laggard[]> {
  const evaluations = await store.evaluations.of(members.map(({ part }) => part.serviceKey));
  return members.map(({ part, id, name, tier, team }) => {
    const stored = evaluations.get(part.serviceKey)?.find((one) => one.scorecard === initiative.scorecard);
    return {
      id,
      name,
      tier,
      team,
      progress: part.progress,
      deadline: part.deadline,
      late: part.deadline !== initiative.deadline,
      daysLeft: daysLeft(part.deadline, clock.now(), policy.timezone),
      gaps: gapsIn(stored?.checks ?? [], asked, part.progress === 'unknown' ? 'unknown' : 'fail'),
    };
  });
}

/** Why nobody knows is the collector's trouble; of a sensitive rule nothing but its title is told. */
function gapsIn(
  checks: readonly StoredCheck[],
  asked: AskedFor | null,
  standing: 'unknown' | 'fail',
): Laggard['gaps'] {
  return (asked?.rules ?? []).flatMap(({ id, title, sensitive }) => {
    const check = checks.find((one) => one.rule === id && one.standing === standing);
    if (check === undefined) return [];
    return [{ title, reason: standing === 'fail' || sensitive ? null : (check.reason ?? null) }];
  });
}
