import { UserError } from '../../domain/errors.ts';
import type { Viewer } from '../../domain/rights.ts';
import type { BatchEnd } from '../batch-views.ts';
import type { Context } from '../context.ts';
import type { ExceptionAsk } from '../exception-views.ts';
import { serviceFilterOf } from '../list-services.ts';
import type { ServiceRecord } from '../ports.ts';
import { reachableService } from '../reachable-service.ts';
import { visible } from '../service-lines.ts';
import { type AskProblem, problem } from './check-ask.ts';
import { endingMembers } from './ending-members.ts';

/** Each becomes a request of its own with its own approvers: more at once would be nobody's decision any more. */
export const MOST_SERVICES = 50;
/** Of those that a filter matches, which of them need it is looked up. */
const MOST_MATCHED = 200;

export interface MeantServices {
  readonly records: readonly ServiceRecord[];
  /** Found by a filter: those that cannot be asked about are left out rather than complained about. */
  readonly filtered: boolean;
  readonly problems: readonly AskProblem[];
  /** Of all that are meant, also where they are too many to look at. */
  readonly count: number;
  /** By service key what each prolongs. */
  readonly extended?: ReadonlyMap<string, string>;
}

/** The services that an ask names by id, or by filters such as `team:payments tier:tier-1`. */
export async function meantServices(
  context: Context,
  viewer: Viewer,
  { services, extends: prolonged }: Pick<ExceptionAsk, 'services' | 'extends'>,
): Promise<MeantServices> {
  if (prolonged !== null && typeof prolonged === 'object') return endingServices(context, viewer, prolonged);
  const words = services.flatMap((one) => one.split(/[\s,]+/)).filter((word) => word !== '');
  const filters = words.filter((word) => word.includes(':'));
  try {
    const records =
      filters.length > 0
        ? await filteredServices(context, viewer, filters.join(' '))
        : await namedServices(context, viewer, words);
    const mixed = filters.length > 0 && filters.length < words.length;
    const filtered = filters.length > 0;
    const problems = problemsOf(records, { filtered, mixed });
    const meant = problems.length === 0 ? records : [];
    return { records: meant, filtered, problems, count: records.length };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { records: [], filtered: false, problems: [problem('services', error.message)], count: 0 };
  }
}

/** Of those that end together, those that the viewer may ask for; the others are left out. */
async function endingServices(context: Context, viewer: Viewer, end: BatchEnd): Promise<MeantServices> {
  const members = await endingMembers(context, viewer, end, 'request-exception');
  const records = members.map(({ record }) => record);
  return {
    records,
    filtered: true,
    count: records.length,
    problems: problemsOf(records, { filtered: true, mixed: false }),
    extended: new Map(members.map(({ exception, record }) => [record.key, exception.id])),
  };
}

function problemsOf(
  { length }: readonly ServiceRecord[],
  { filtered, mixed }: { readonly filtered: boolean; readonly mixed: boolean },
): readonly AskProblem[] {
  if (mixed) return [problem('services', 'Give either services or filters, not both.')];
  if (length === 0) return [problem('services', 'That means no service.')];
  if (length <= (filtered ? MOST_MATCHED : MOST_SERVICES)) return [];
  return [tooMany(`That means ${length} services`, filtered)];
}

/** One request holds only so many: what to do about it. */
export function tooMany(what: string, filtered: boolean): AskProblem {
  const mend = filtered
    ? 'Narrow it with one more of team:, system:, tier:, level: or failing:, and ask for the rest in another request.'
    : 'Name fewer, and ask for the rest in another request.';
  return problem('services', `${what}, and one request holds at most ${MOST_SERVICES}. ${mend}`);
}

async function namedServices(
  context: Context,
  viewer: Viewer,
  ids: readonly string[],
): Promise<readonly ServiceRecord[]> {
  const records = new Map<string, ServiceRecord>();
  // One more than may be asked about is enough to say that they are too many.
  for (const id of ids.slice(0, 4 * MOST_SERVICES)) {
    const record = await reachableService(context, viewer, id, 'request-exception');
    records.set(record.key, record);
  }
  return [...records.values()];
}

async function filteredServices(
  context: Context,
  viewer: Viewer,
  query: string,
): Promise<readonly ServiceRecord[]> {
  const { catalog } = context.store;
  const { filter } = await serviceFilterOf(context, viewer, query);
  const { primary } = await context.scorecards();
  const page = { offset: 0, limit: 10_000 };
  const rows = await catalog.list(visible(filter, viewer), page, primary?.compiled.scorecard.id ?? null);
  const records = await catalog.byKeys(rows.items.map(({ key }) => key));
  return rows.items.map(({ key }) => records.get(key)).filter((record) => record !== undefined);
}
