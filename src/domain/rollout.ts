/** How far the bot speaks unasked: nobody is told anything on day one. */
export interface Rollout {
  /** `preview`: admins see who would get what, and widen it team by team. */
  readonly mode: 'silent' | 'preview' | 'on';
  /** Ids of teams that are told already while the rest is in preview. */
  readonly teams: readonly string[];
}

/**
 * Whether this team may be told something that nobody of it asked for: nudges, what is about to end, digests,
 * escalations. What a person's own act causes always goes. `team`: its id; undefined = a service without owner.
 */
export function mayBeNudged({ mode, teams }: Rollout, team: string | undefined): boolean {
  if (mode === 'on') return true;
  return mode === 'preview' && team !== undefined && teams.includes(team);
}
