/** What elements about the catalog's upkeep say they are about. */

export interface AskedTeam {
  readonly service: string;
  readonly team: string;
}

export function askedTeamValue({ service, team }: AskedTeam): string {
  return `${service} ${team}`;
}

export function readAskedTeam(value: string): AskedTeam | undefined {
  const [service, team, ...more] = value.split(' ');
  return service && team && more.length === 0 ? { service, team } : undefined;
}

/** A page of services without owner. */
export function readOffset(value: string): number {
  return /^\d{1,6}$/.test(value) ? Number(value) : 0;
}
