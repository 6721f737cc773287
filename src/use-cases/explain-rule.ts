import type { FactCatalogue } from '../domain/fact.ts';
import type { Instant } from '../domain/instant.ts';
import { nearest } from '../domain/nearest.ts';
import type { Outcome } from '../domain/outcome.ts';
import { may, type Viewer } from '../domain/rights.ts';
import type { Rule, Scorecard } from '../domain/scorecard.ts';
import type { Why } from '../domain/why.ts';
import type { Context, VersionedScorecard } from './context.ts';
import { describedFacts, factAt } from './described-facts.ts';
import type { StoredCheck, StoredEvaluation } from './ports.ts';
import { refuseStrangers } from './reachable-service.ts';
import { subjectOf } from './resolve-viewer.ts';
import { type FoundRule, findRules } from './rule-names.ts';
import { levelView } from './scorecard-view.ts';
import { seesRule } from './sees-rule.ts';
import { visible } from './service-lines.ts';
import type { ServiceRow } from './service-rows.ts';
import type { LevelView } from './show-readiness.ts';

export interface RuleLine {
  readonly scorecard: string;
  readonly rule: Rule;
  readonly level: LevelView;
  /** Living services by outcome. */
  readonly counts: Readonly<Record<Outcome, number>>;
}

/** What `/ready explain RULE` shows. */
export interface RuleExplanation extends RuleLine {
  readonly scorecardName: string;
  /** The facts it reads: path and description. */
  readonly facts: readonly { readonly path: string; readonly description: string }[];
  /** Who fails it, longest first, within what the viewer may see. */
  readonly failing: {
    readonly total: number;
    readonly first: readonly {
      readonly id: string;
      readonly name: string;
      /** The owning team's name. */
      readonly owner: string | null;
      readonly since: Instant;
      readonly hidden: boolean;
      readonly reason: string | null;
      /** The same in parts; absent where `reason` is. */
      readonly why?: Why;
    }[];
  };
}

export interface ScorecardExplanation {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly levels: readonly { readonly level: LevelView; readonly rules: readonly RuleLine[] }[];
}

export type Explanation =
  | { readonly kind: 'rule'; readonly rule: RuleExplanation }
  | { readonly kind: 'scorecard'; readonly scorecard: ScorecardExplanation }
  | { readonly kind: 'scorecards'; readonly scorecards: readonly ScorecardExplanation[] }
  | {
      readonly kind: 'facts';
      readonly namespaces: readonly {
        readonly name: string;
        readonly words: string;
        readonly summary: string;
        readonly fields: readonly {
          readonly path: string;
          readonly type: string;
          readonly description: string;
        }[];
      }[];
    }
  | { readonly kind: 'nearest'; readonly asked: string; readonly nearest: readonly string[] };

type Counts = RuleLine['counts'];

const NONE: Counts = { pass: 0, fail: 0, unknown: 0, exempt: 0, not_applicable: 0 };
const FIRST_FAILING = 10;
/** More than any guest sees. */
const MOST = 10_000;

/** A rule, a scorecard, all scorecards (no words) or the facts (`facts`): what, why, fix, and who fails it. */
export async function explain(context: Context, viewer: Viewer, words: string): Promise<Explanation> {
  refuseStrangers(viewer);
  const inForce = await context.scorecards();
  const asked = words.trim();
  if (asked === '')
    return {
      kind: 'scorecards',
      scorecards: await Promise.all(inForce.all.map((one) => explainScorecard(context, viewer, one))),
    };
  if (asked.toLowerCase() === 'facts') return { kind: 'facts', namespaces: namespaces(context.catalogue) };
  const scorecard = inForce.all.find(({ compiled }) => names(compiled.scorecard, asked));
  if (scorecard !== undefined)
    return { kind: 'scorecard', scorecard: await explainScorecard(context, viewer, scorecard) };
  const [rule, another] = findRules(inForce, viewer, asked);
  if (rule !== undefined && another === undefined)
    return { kind: 'rule', rule: await explainRule(context, viewer, rule) };
  return { kind: 'nearest', asked, nearest: nearestNames(inForce.all, viewer, asked) };
}

async function explainScorecard(
  context: Context,
  viewer: Viewer,
  { compiled }: VersionedScorecard,
): Promise<ScorecardExplanation> {
  const { scorecard } = compiled;
  const { countsByRule } = await within(context, viewer);
  const counts = await countsByRule(scorecard.id);
  return {
    id: scorecard.id,
    name: scorecard.name,
    description: scorecard.description ?? null,
    levels: scorecard.levels.flatMap((id) => {
      const level = levelView(id, scorecard.levels);
      const rules = scorecard.rules.filter((rule) => rule.level === id && rule.stage !== 'trial');
      return level === null
        ? []
        : [{ level, rules: rules.map((rule) => ruleLine(scorecard.id, rule, level, counts.get(rule.id))) }];
    }),
  };
}

function ruleLine(scorecard: string, rule: Rule, level: LevelView, counts: Counts | undefined): RuleLine {
  return { scorecard, rule, level, counts: counts ?? NONE };
}

async function explainRule(context: Context, viewer: Viewer, found: FoundRule): Promise<RuleExplanation> {
  const { scorecard, rule, paths } = found;
  const { countsByRule, sees } = await within(context, viewer);
  const counts = await countsByRule(scorecard.id);
  const failing = await context.store.evaluations.withOutcome(scorecard.id, rule.id, 'fail', {
    offset: 0,
    limit: viewer.guest ? MOST : FIRST_FAILING,
  });
  const seen = failing.items.filter(({ row }) => sees(row));
  const level = levelView(rule.level, scorecard.levels) ?? {
    id: rule.level,
    rank: 0,
    of: scorecard.levels.length,
  };
  return {
    ...ruleLine(scorecard.id, rule, level, counts.get(rule.id)),
    scorecardName: scorecard.name,
    facts: paths.map((path) => ({ path, description: factAt(context.catalogue, path)?.description ?? '' })),
    failing: {
      total: viewer.guest ? seen.length : failing.total,
      first: await failingLines(context, viewer, rule, seen.slice(0, FIRST_FAILING)),
    },
  };
}

interface Within {
  /** How many of the services that the viewer may see have each outcome, by rule. */
  readonly countsByRule: (scorecard: string) => Promise<ReadonlyMap<string, Counts>>;
  readonly sees: (row: ServiceRow) => boolean;
}

/** What the viewer may see: a guest neither reads nor counts the services of others. */
async function within({ store: { catalog, evaluations } }: Context, viewer: Viewer): Promise<Within> {
  if (!viewer.guest)
    return { countsByRule: evaluations.countsByRule, sees: () => may(viewer, 'see-catalog') };
  const { items } = await catalog.list(visible({}, viewer), { offset: 0, limit: MOST }, null);
  const keys = items.map(({ key }) => key);
  return {
    countsByRule: async (scorecard) => {
      const stored = [...(await evaluations.of(keys)).values()].flat();
      return countChecks(stored.filter((one) => one.scorecard === scorecard));
    },
    sees: ({ key }) => keys.includes(key),
  };
}

function countChecks(evaluations: readonly StoredEvaluation[]): ReadonlyMap<string, Counts> {
  const counts = new Map<string, Counts>();
  for (const { rule, outcome } of evaluations.flatMap(({ checks }) => checks)) {
    const so = counts.get(rule) ?? NONE;
    counts.set(rule, { ...so, [outcome]: so[outcome] + 1 });
  }
  return counts;
}

type Failing = RuleExplanation['failing']['first'];

async function failingLines(
  { store: { catalog }, policy }: Context,
  viewer: Viewer,
  rule: Rule,
  failing: readonly { readonly row: ServiceRow; readonly check: StoredCheck }[],
): Promise<Failing> {
  const [records, teams] = await Promise.all([
    catalog.byKeys(failing.map(({ row }) => row.key)),
    catalog.teams(),
  ]);
  return failing.map(({ row, check }) => {
    const record = records.get(row.key);
    const concerned = record && may(viewer, 'see-sensitive', subjectOf(record, viewer, policy));
    const owner = teams.find(({ id }) => id === row.owner)?.name ?? row.owner;
    return failingLine(row, owner, check, rule.sensitive && concerned !== true);
  });
}

function failingLine(row: ServiceRow, owner: string | null, check: StoredCheck, hidden: boolean) {
  return {
    id: row.id,
    name: row.name,
    owner,
    since: check.since,
    hidden,
    reason: hidden ? null : (check.reason ?? null),
    ...(hidden || check.why === undefined ? {} : { why: check.why }),
  };
}

function namespaces(catalogue: FactCatalogue) {
  return [...catalogue.values()].map((namespace) => ({
    name: namespace.name,
    words: namespace.words,
    summary: namespace.summary,
    fields: describedFacts(namespace),
  }));
}

function names(scorecard: Scorecard, asked: string): boolean {
  return [scorecard.id, scorecard.name].some((name) => name.toLowerCase() === asked.toLowerCase());
}

function nearestNames(all: readonly VersionedScorecard[], viewer: Viewer, asked: string): readonly string[] {
  const candidates = all.flatMap(({ compiled: { scorecard } }) => [
    { id: scorecard.id, name: scorecard.name },
    ...scorecard.rules
      .filter((rule) => seesRule(viewer, scorecard, rule))
      .map((rule) => ({
        id: `${scorecard.id}/${rule.id}`,
        name: rule.title,
        formerly: [rule.id],
      })),
  ]);
  return nearest(asked, candidates, 5).map(({ id }) => id);
}
