import { UserError } from '../domain/errors.ts';
import { withDescendants } from '../domain/hierarchy.ts';
import { nearest } from '../domain/nearest.ts';
import type { Bar } from '../domain/outcome.ts';
import type { Viewer } from '../domain/rights.ts';
import type { Context } from './context.ts';
import { refuseStrangers } from './reachable-service.ts';
import { findRules } from './rule-names.ts';
import { pageOfServices } from './service-lines.ts';
import type { ServiceFilter } from './service-rows.ts';
import type { LevelView } from './show-readiness.ts';

/** One service in one line. */
export interface ServiceLine {
  readonly id: string;
  readonly name: string;
  readonly tier: string;
  readonly owner: { readonly id: string; readonly name: string } | null;
  /** Null: no scorecard applies. */
  readonly standing: {
    /** Over all scorecards that apply, as are the counts. */
    readonly bar: Bar;
    readonly failing: number;
    readonly unknown: number;
    /** Null: the primary scorecard does not apply, others do. */
    readonly primary: {
      readonly held: LevelView | null;
      readonly heldByExceptions: number;
      readonly score: number | null;
    } | null;
  } | null;
}

export interface ServicePage {
  readonly lines: readonly ServiceLine[];
  /** Count of the first line, from 0. */
  readonly offset: number;
  /** Lines of a full page; the last page may have fewer. */
  readonly size: number;
  readonly total: number;
}

/** How a set of services stands: the head of team, system and list answers. */
export interface Summary {
  readonly services: number;
  /**
   * By level held on the primary scorecard, highest first, then those that reach none; levels without services
   * included. Services to which it does not apply are in none of them.
   */
  readonly levels: readonly { readonly level: LevelView | null; readonly services: number }[];
  /** Over all scorecards that apply. */
  readonly bar: { readonly met: number; readonly notMet: number; readonly unknown: number };
  /** Services to which no scorecard applies. */
  readonly without: number;
}

/** What `/ready list …` shows. */
export interface ServiceListing {
  /** The filters as understood, for the heading and for paging: `team:payments tier:tier-1`. */
  readonly query: string;
  readonly page: ServicePage;
  readonly summary: Summary;
}

/** What `/ready @TEAM`, `/ready SYSTEM` and a person's own `/ready` show, worst first. */
export interface GroupView {
  readonly kind: 'team' | 'system';
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly channel: string | null;
  readonly summary: Summary;
  /** A system is ready when all its services are; for a team the same question is asked of what it owns. */
  readonly ready: 'yes' | 'no' | 'unknown' | 'empty';
  readonly page: ServicePage;
}

/** What a bare `/ready` shows. */
export interface MineView {
  readonly groups: readonly GroupView[];
  /** The person is in no team of the catalog. */
  readonly newcomer: boolean;
  /** Services in the whole catalog, for the empty state. */
  readonly catalogSize: number;
}

const FILTERS = ['team', 'tier', 'level', 'failing', 'system'] as const;
type FilterName = (typeof FILTERS)[number];

/**
 * Services that meet all filters of `query`, worst first.
 * Throws a `UserError` that says what to type when a filter, or what it names, does not exist.
 */
export async function listServices(
  context: Context,
  viewer: Viewer,
  query: string,
  offset: number,
): Promise<ServiceListing> {
  refuseStrangers(viewer);
  const { understood, filter } = await serviceFilterOf(context, viewer, query);
  const { page, summary } = await pageOfServices(context, viewer, filter, offset);
  return { query: understood, page, summary };
}

/**
 * What `team:x tier:x …` means, and how it was understood. Throws a `UserError` that says what to type when a filter,
 * or what it names, does not exist.
 */
export async function serviceFilterOf(
  context: Context,
  viewer: Viewer,
  query: string,
): Promise<{ readonly understood: string; readonly filter: ServiceFilter }> {
  const words = query
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '');
  const terms = words.map(readTerm);
  let filter: ServiceFilter = {};
  for (const { name, value } of terms)
    filter = { ...filter, ...(await READERS[name](context, value, viewer)) };
  return { understood: terms.map(({ name, value }) => `${name}:${value}`).join(' '), filter };
}

function readTerm(word: string): { readonly name: FilterName; readonly value: string } {
  const [, key = '', value = ''] = /^([^:]*):(.+)$/.exec(word) ?? [];
  const name = FILTERS.find((filter) => filter === key.toLowerCase());
  if (name === undefined) {
    throw new UserError(
      `I don't know the filter “${word}”. Use ${FILTERS.map((filter) => `\`${filter}:…\``).join(', ')}, for example \`/ready list tier:tier-1 level:none\`.`,
    );
  }
  return { name, value: value.replace(/^@/, '') };
}

type ReadFilter = (context: Context, value: string, viewer: Viewer) => Promise<ServiceFilter>;

const READERS: Readonly<Record<FilterName, ReadFilter>> = {
  team: async ({ store }, value) => {
    const teams = await store.catalog.teams();
    return { teams: [...withDescendants(oneOf('team', value, teams), teams)] };
  },
  system: async ({ store }, value) => {
    const systems = await store.catalog.systems();
    return { systems: [...withDescendants(oneOf('system', value, systems), systems)] };
  },
  tier: async ({ policy }, value) => ({ tier: oneOf('tier', value, policy.tiers) }),
  level: async ({ scorecards }, value) => {
    const levels = (await scorecards()).primary?.compiled.scorecard.levels ?? [];
    const choices = [...levels, 'none'].map((id) => ({ id, name: id }));
    return { level: oneOf('level', value, choices) };
  },
  failing: async (context, value, viewer) => {
    const inForce = await context.scorecards();
    const [rule, another] = findRules(inForce, viewer, value);
    if (rule === undefined)
      throw new UserError(`There is no rule “${value}”. \`/ready explain\` lists them all.`);
    if (another !== undefined) {
      throw new UserError(
        `Several scorecards have a rule “${value}”. Say which: \`failing:${rule.scorecard.id}/${rule.rule.id}\` or \`failing:${another.scorecard.id}/${another.rule.id}\`.`,
      );
    }
    return { failing: { scorecard: rule.scorecard.id, rule: rule.rule.id } };
  },
};

/** The id of the choice that the value names, by id or name. */
function oneOf(
  what: string,
  value: string,
  choices: readonly { readonly id: string; readonly name: string }[],
): string {
  const word = value.toLowerCase();
  const found = choices.find(({ id, name }) => id.toLowerCase() === word || name.toLowerCase() === word);
  if (found !== undefined) return found.id;
  const near = nearest(value, choices, 3).map(({ id }) => `\`${what}:${id}\``);
  const known = choices.slice(0, 8).map(({ id }) => `\`${id}\``);
  const hint =
    near.length > 0 ? `Did you mean ${near.join(' or ')}?` : `Known: ${known.join(', ') || 'none yet'}.`;
  throw new UserError(`There is no ${what} “${value}”. ${hint}`);
}
