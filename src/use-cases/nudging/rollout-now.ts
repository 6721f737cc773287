import type { Rollout } from '../../domain/rollout.ts';
import type { Context } from '../context.ts';
import type { MarksPort } from '../ports.ts';

const ADDED = 'rollout teams';

/** How far the bot speaks unasked: what ready.yml says, with the teams that admins added in Slack. */
export async function rolloutNow({
  store,
  policy: { rollout },
}: Pick<Context, 'store' | 'policy'>): Promise<Rollout> {
  return { ...rollout, teams: [...new Set([...rollout.teams, ...(await addedTeams(store.marks))])] };
}

/** Ids of the teams that were added in Slack, in that order. */
export async function addedTeams(marks: Pick<MarksPort, 'read'>): Promise<readonly string[]> {
  const written = await marks.read(ADDED);
  // We alone write it.
  return written === undefined ? [] : (JSON.parse(written) as readonly string[]);
}

export async function writeAddedTeams(
  marks: Pick<MarksPort, 'write'>,
  teams: readonly string[],
): Promise<void> {
  await marks.write(ADDED, JSON.stringify(teams));
}
