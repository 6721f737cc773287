import { UserError } from '../../domain/errors.ts';
import { may, type Viewer } from '../../domain/rights.ts';
import type { Context } from '../context.ts';
import type { ServiceRecord } from '../ports.ts';
import type { OwnerlessPage, OwnerSuggestion, OwnerSuggestions } from '../upkeep-views.ts';
import { openClaim } from './claims.ts';
import { suggestionsFor } from './suggest-owners.ts';

const PAGE = 10;
const SLICE = 50;
/** In per cent: a team that is asked without anybody having looked. */
const LIKELY = 50;
/** And by how much it has to be likelier than the next. */
const AHEAD = 15;

/** Services without owner, each with whose it probably is. For admins. */
export async function ownerlessServices(
  context: Context,
  viewer: Viewer,
  offset: number,
): Promise<OwnerlessPage> {
  refuseOthers(viewer);
  const all = await suggested(context);
  return {
    page: { items: all.slice(offset, offset + PAGE).map(({ one }) => one), total: all.length },
    offset,
    askable: all.filter(({ likely }) => likely !== undefined).length,
  };
}

/** Asks the one likely team of each service without owner, unless it was asked before. Tells how many. For admins. */
export async function askAllOwners(context: Context, viewer: Viewer): Promise<number> {
  refuseOthers(viewer);
  const teams = new Map((await context.store.catalog.teams()).map((team) => [team.id, team]));
  const asking = (await suggested(context)).flatMap(({ record, likely }) => {
    const team = likely === undefined ? undefined : teams.get(likely.team.id);
    return team === undefined ? [] : [{ record, team }];
  });
  for (let start = 0; start < asking.length; start += SLICE)
    await context.store.transaction(async (ports) => {
      for (const { record, team } of asking.slice(start, start + SLICE))
        await openClaim(context, ports, viewer, { record, team, note: null });
    });
  return asking.length;
}

interface Suggested {
  readonly record: ServiceRecord;
  readonly one: OwnerSuggestions;
  /** Stands out, and was never asked about this service. */
  readonly likely: OwnerSuggestion | undefined;
}

async function suggested(context: Context): Promise<readonly Suggested[]> {
  const { services } = await context.store.catalog.state();
  const records = services.filter(
    ({ service, archivedAt }) => archivedAt === null && service.owner === undefined,
  );
  const suggestions = await suggestionsFor(context, records);
  const found: Suggested[] = [];
  for (const record of records) {
    const one = suggestions.get(record.key);
    if (one !== undefined) found.push({ record, one, likely: await likelyOf(context, record, one) });
  }
  return found;
}

async function likelyOf(
  { store }: Context,
  { key }: ServiceRecord,
  { suggestions: [first, second], asked }: OwnerSuggestions,
): Promise<OwnerSuggestion | undefined> {
  if (first === undefined || asked.length > 0 || first.confidence < LIKELY) return undefined;
  if (first.confidence - (second?.confidence ?? 0) < AHEAD) return undefined;
  const before = await store.upkeep.claimsAbout(key);
  return before.some(({ team }) => team === first.team.id) ? undefined : first;
}

function refuseOthers(viewer: Viewer): void {
  if (!may(viewer, 'administer'))
    throw new UserError('Only admins ask for the owners of many services at once.');
}
