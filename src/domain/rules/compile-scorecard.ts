import { ConfigError } from '../errors.ts';
import type { FactCatalogue } from '../fact.ts';
import { type FactPath, placeOf, textOfPath, wordsOf } from '../fact-path.ts';
import type { FactPlan, FactSlot } from '../fact-plan.ts';
import type { Duration } from '../instant.ts';
import type { Rule, Scorecard } from '../scorecard.ts';
import { type Clock, clockOf } from './clock.ts';
import { compileExpression } from './compile-expression.ts';
import { ExpressionError } from './expression-error.ts';
import { type Language, languageOf } from './language.ts';
import { parseExpression } from './parse-expression.ts';
import type { Program } from './program.ts';
import type { Subject } from './subject.ts';
import type { Node } from './syntax.ts';

export interface CompiledExpression {
  readonly source: string;
  readonly ast: Node;
  readonly run: Program;
  /** Programs of all its parts, from which explanations are drawn. */
  readonly programs: ReadonlyMap<Node, Program>;
  /** What its parts are about, filled as explanations ask for it. */
  readonly subjects: Map<Node, Subject>;
  /** Places in {@link CompiledScorecard.slots} of the facts that it reads. */
  readonly slots: readonly number[];
  /** Null = it does not ask for the time. */
  readonly clock: Clock | null;
}

export interface CompiledRule {
  readonly rule: Rule;
  /** `scorecard/rule` */
  readonly key: string;
  /** Whether it counts whatever the day: neither in trial nor announced. */
  readonly enforced: boolean;
  /** Place of its level among the scorecard's, lowest first. */
  readonly rank: number;
  readonly test: CompiledExpression;
  /** The program of `test`. */
  readonly run: Program;
  /** The rule's own filter, or the scorecard's; null = it applies to everything. */
  readonly applies: CompiledExpression | null;
  /** Fact paths that it reads, its filter's included: `vcs.default_branch.required_approvals`. */
  readonly paths: readonly string[];
  readonly asksTime: boolean;
  /** Of its expression and its filter. */
  readonly clocks: readonly Clock[];
}

/** A scorecard ready to be asked about any number of services. */
export interface CompiledScorecard {
  readonly scorecard: Scorecard;
  readonly catalogue: FactCatalogue;
  readonly rules: readonly CompiledRule[];
  /** Those of them that the clock alone can change: that ask for the time, or are announced. */
  readonly ticking: readonly CompiledRule[];
  /** The facts that its rules read. */
  readonly slots: readonly FactSlot[];
  /** Who answers what: worked out for a list of sources, and kept for the services after. */
  readonly planned: { latest: FactPlan | null };
}

/** Compiles a scorecard. Throws a `ConfigError` naming every expression that cannot be used. */
export function compileScorecard(scorecard: Scorecard, catalogue: FactCatalogue): CompiledScorecard {
  const workshop = openWorkshop(languageOf(catalogue));
  const shared = attempt(workshop, scorecard.appliesTo, null, `${scorecard.id}: applies_to`);
  const rules = scorecard.rules.flatMap((rule) => {
    const compiled = compileRule(rule, scorecard, shared, workshop);
    return compiled === null ? [] : [compiled];
  });
  if (workshop.problems.length > 0) throw new ConfigError(workshop.problems);
  const ticking = rules.filter(({ rule, asksTime }) => asksTime || rule.stage === 'announced');
  return {
    scorecard,
    catalogue,
    rules,
    ticking,
    slots: [...workshop.slots.values()],
    planned: { latest: null },
  };
}

/** What the expressions of one scorecard share while they are compiled. */
interface Workshop {
  readonly language: Language;
  readonly slots: Map<string, FactSlot & { holds: Duration[] }>;
  readonly problems: { readonly message: string }[];
}

function openWorkshop(language: Language): Workshop {
  return { language, slots: new Map(), problems: [] };
}

function compileRule(
  rule: Rule,
  scorecard: Scorecard,
  shared: CompiledExpression | null,
  workshop: Workshop,
): CompiledRule | null {
  const key = `${scorecard.id}/${rule.id}`;
  const test = attempt(workshop, rule.expression, rule, key);
  const own = attempt(workshop, rule.appliesTo, rule, `${key}: applies_to`);
  if (test === null) return null;
  const applies = own ?? shared;
  const slots = [...workshop.slots.values()];
  const read = [...new Set([...test.slots, ...(applies?.slots ?? [])])];
  const clocks = [test.clock, applies?.clock ?? null].filter((clock) => clock !== null);
  for (const slot of read) hold(slots[slot], rule.hold);
  return {
    rule,
    key,
    enforced: rule.stage === 'enforced',
    rank: scorecard.levels.indexOf(rule.level),
    test,
    run: test.run,
    applies,
    paths: read.flatMap((slot) => (slots[slot] === undefined ? [] : [slots[slot].name])),
    asksTime: clocks.length > 0,
    clocks,
  };
}

function hold(slot: { holds: Duration[] } | undefined, duration: Duration): void {
  if (slot !== undefined && !slot.holds.includes(duration)) slot.holds.push(duration);
}

function attempt(
  workshop: Workshop,
  source: string | undefined,
  rule: Rule | null,
  place: string,
): CompiledExpression | null {
  if (source === undefined) return null;
  try {
    return compileIn(workshop, source, rule?.maxAge ?? null);
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    workshop.problems.push({ ...error.problem, message: `${place}: ${error.problem.message}` });
    return null;
  }
}

/** Parses, checks and compiles one expression on its own. Throws an {@link ExpressionError}. */
export function compileAlone(
  source: string,
  language: Language,
): CompiledExpression & { readonly facts: readonly FactSlot[] } {
  const workshop = openWorkshop(language);
  return { ...compileIn(workshop, source, null), facts: [...workshop.slots.values()] };
}

function compileIn(
  { language, slots }: Workshop,
  source: string,
  maxAge: Duration | null,
): CompiledExpression {
  const ast = parseExpression(source, language);
  const { catalogue } = language;
  const read = new Set<number>();
  const programs = new Map<Node, Program>();
  const slot = (path: FactPath): number => {
    const key = JSON.stringify([maxAge, ...path]);
    if (!slots.has(key)) slots.set(key, { ...describeSlot(path, catalogue), maxAge, holds: [] });
    const index = [...slots.keys()].indexOf(key);
    read.add(index);
    return index;
  };
  const run = compileExpression(ast, { catalogue, slot, locals: new Map(), programs });
  return { source, ast, run, programs, subjects: new Map(), slots: [...read], clock: clockOf(ast, programs) };
}

function describeSlot(path: FactPath, catalogue: FactCatalogue): Omit<FactSlot, 'maxAge' | 'holds'> {
  return {
    path,
    name: textOfPath(path),
    words: wordsOf(path, catalogue),
    type: placeOf(path, catalogue).type,
    open: catalogue.get(path[0])?.type.kind === 'any',
  };
}
