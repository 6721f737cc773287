import type { Team } from '../../domain/catalog.ts';
import { UserError } from '../../domain/errors.ts';
import { withDescendants } from '../../domain/hierarchy.ts';
import { nearest } from '../../domain/nearest.ts';
import { may, type Viewer } from '../../domain/rights.ts';
import type { Context } from '../context.ts';
import type { Report } from '../digest-views.ts';
import { refuseStrangers } from '../reachable-service.ts';
import { visible } from '../service-lines.ts';
import { seesTeam } from '../show-group.ts';
import { describeServices } from './describe-services.ts';

/**
 * What the digest would tell now. `asked`: a team (`@payments`, its id or name); null = the organisation. Throws a
 * `UserError` that says what to type.
 */
export async function showReport(context: Context, viewer: Viewer, asked: string | null): Promise<Report> {
  refuseStrangers(viewer);
  return asked === null ? ofOrganisation(context, viewer) : ofTeam(context, viewer, asked);
}

async function ofOrganisation(context: Context, viewer: Viewer): Promise<Report> {
  const { policy, clock } = context;
  if (!may(viewer, 'see-catalog'))
    throw new UserError(
      `As a guest you see your own team's services only: ${ownTeams(viewer) || 'ask an admin to add you to a team'}.`,
    );
  const about = { name: policy.organisation, team: null, filter: {} };
  return {
    digest: await describeServices(context, about, clock.now()),
    channel: policy.digest?.channel ?? null,
  };
}

function ownTeams({ teams }: Viewer): string {
  return teams.map((team) => `\`/ready report @${team}\``).join(', ');
}

async function ofTeam(context: Context, viewer: Viewer, asked: string): Promise<Report> {
  const all = await context.store.catalog.teams();
  const seen = all.filter(({ id }) => seesTeam(viewer, id));
  const word = asked.replace(/^@/, '').toLowerCase();
  const team = seen.find((one) => namesOf(one).includes(word));
  if (team === undefined) throw new UserError(notThere(asked, seen));
  const filter = visible({ teams: [...withDescendants(team.id, all)] }, viewer);
  const about = { name: team.name, team: team.id, filter };
  return {
    digest: await describeServices(context, about, context.clock.now()),
    channel: team.channel ?? null,
  };
}

function namesOf({ id, name, slackUsergroup }: Team): readonly string[] {
  return [id, name, (slackUsergroup ?? id).replace(/^@/, '')].map((one) => one.toLowerCase());
}

function notThere(asked: string, teams: readonly Team[]): string {
  const near = nearest(asked.replace(/^@/, ''), teams, 3).map(({ id }) => `\`/ready report @${id}\``);
  const hint = near.length > 0 ? `Did you mean ${near.join(' or ')}?` : 'Type `/ready report @TEAM`.';
  return `There is no team “${asked}”. ${hint} \`/ready report\` alone is about all services.`;
}
