import type { EvaluationInput } from './evaluate.ts';
import type { FactPlan } from './fact-plan.ts';
import type { Duration, Instant } from './instant.ts';
import { arrangeFacts, asSeen, resolveFacts } from './known-facts.ts';
import { MARK, type Mark } from './mark.ts';
import type { ExceptionInForce } from './outcome.ts';
import type { CompiledExpression, CompiledRule, CompiledScorecard } from './rules/compile-scorecard.ts';
import { type Frame, STEP_BUDGET } from './rules/program.ts';
import { stop, stopsAs } from './rules/stop.ts';
import { type KnownFacts, traceFact } from './trace-fact.ts';
import type { Outcomes } from './verdict.ts';

/** Outcomes by place of the rule, with what they were drawn from. */
export interface Ruling extends Outcomes {
  readonly facts: KnownFacts;
  /** The facts as rules see them: fresh ones only. */
  readonly fresh: View;
  /** The same with last good facts in place of unknown ones, for each rule that was found unknown; null = none was. */
  readonly held: ReadonlyMap<CompiledRule, View> | null;
  /** Exceptions that are in force, by rule. */
  readonly exceptions: ReadonlyMap<string, ExceptionInForce>;
}

/** Facts to run rules on, with the filter that was answered last: most rules share the scorecard's. */
export interface View {
  readonly frame: Frame;
  filter: CompiledExpression | null;
  filtered: unknown;
}

/** The outcome and standing of every rule. */
export function judgeRules(compiled: CompiledScorecard, plan: FactPlan, input: EvaluationInput): Ruling {
  const facts = arrangeFacts(input.documents, plan, input.now);
  const fresh = viewOf(resolveFacts(facts), input.now);
  const judged = outcomesOf(compiled.rules, fresh);
  const held = judged.includes(MARK.unknown) ? new Map<CompiledRule, View>() : null;
  const stood = held === null ? judged : heldOutcomes(compiled.rules, judged, facts, fresh, held);
  const exceptions = inForce(input);
  return {
    outcomes: excuse(judged, compiled.rules, exceptions),
    standings: excuse(stood, compiled.rules, exceptions),
    facts,
    fresh,
    held,
    exceptions,
  };
}

/**
 * As {@link judgeRules}, but only for the rules at these places: the marks of the others stand.
 * @param marks of all rules, as they were; those that are judged are put in place of theirs
 */
export function judgeSome(
  { rules }: CompiledScorecard,
  places: Iterable<number>,
  marks: Outcomes,
  facts: KnownFacts,
  input: EvaluationInput,
): Ruling {
  const fresh = viewOf(resolveFacts(facts), input.now);
  const holding = holdingOf(facts, fresh);
  const exceptions = inForce(input);
  const held = new Map<CompiledRule, View>();
  const outcomes = [...marks.outcomes];
  const standings = [...marks.standings];
  for (const place of places) {
    const rule = rules[place];
    if (rule === undefined) continue;
    const outcome = markOf(rule, fresh);
    if (outcome === MARK.unknown) held.set(rule, holding(rule.rule.hold));
    const standing = markOf(rule, held.get(rule) ?? fresh);
    outcomes[place] = excused(outcome, rule, exceptions);
    standings[place] = excused(standing, rule, exceptions);
  }
  return { outcomes, standings, facts, fresh, held, exceptions };
}

function viewOf(slots: readonly unknown[], instant: Instant): View {
  const frame = { slots, locals: [undefined, undefined, undefined], instant, steps: STEP_BUDGET };
  return { frame, filter: null, filtered: true };
}

const NO_EXCEPTIONS: ReadonlyMap<string, ExceptionInForce> = new Map();

function inForce({ exceptions, now }: EvaluationInput): ReadonlyMap<string, ExceptionInForce> {
  if (exceptions.length === 0) return NO_EXCEPTIONS;
  const current = exceptions.filter(({ from, until }) => from <= now && now < until);
  return new Map(current.map((exception) => [exception.rule, exception]));
}

/** An exception covers what does not pass; what passes needs none. A rule that allows none takes none. */
function excuse(
  outcomes: readonly Mark[],
  rules: readonly CompiledRule[],
  exceptions: ReadonlyMap<string, ExceptionInForce>,
): readonly Mark[] {
  if (exceptions.size === 0) return outcomes;
  return outcomes.map((outcome, place) => {
    const rule = rules[place];
    return rule === undefined ? outcome : excused(outcome, rule, exceptions);
  });
}

function excused(
  outcome: Mark,
  { rule, key }: CompiledRule,
  exceptions: ReadonlyMap<string, ExceptionInForce>,
): Mark {
  const covers = rule.exceptions === 'allowed' && exceptions.has(key);
  return covers && (outcome & (MARK.fail | MARK.unknown)) !== 0 ? MARK.exempt : outcome;
}

/** Nearly all answers are a plain yes or no: this loop is where evaluation spends its time. */
function outcomesOf(rules: readonly CompiledRule[], view: View): readonly Mark[] {
  const outcomes = new Array<Mark>(rules.length).fill(MARK.unknown);
  const { frame } = view;
  try {
    for (let place = 0; place < rules.length; place++) {
      const rule = rules[place];
      if (rule === undefined) continue;
      const applies = rule.applies === null || filteredBy(rule.applies, view) === true;
      frame.steps = STEP_BUDGET;
      const answer = applies ? rule.run(frame) : undefined;
      outcomes[place] = answer === true ? MARK.pass : answer === false ? MARK.fail : markOf(rule, view);
    }
    return outcomes;
  } catch {
    // See `answerOf`.
    return rules.map((rule) => markOf(rule, view));
  }
}

function markOf({ rule, test, applies }: CompiledRule, view: View): Mark {
  const within = applies === null || filteredBy(applies, view);
  // A filter that lacks a fact leaves the service out; one that cannot know leaves the rule open.
  if (within !== true)
    return within === false || stopsAs(within, 'missing') ? MARK.not_applicable : MARK.unknown;
  const answer = answerOf(test, view.frame);
  if (answer === true) return MARK.pass;
  if (answer === false) return MARK.fail;
  return stopsAs(answer, 'missing') ? MARK[rule.onMissing] : MARK.unknown;
}

function filteredBy(filter: CompiledExpression, view: View): unknown {
  if (view.filter !== filter) {
    view.filter = filter;
    view.filtered = answerOf(filter, view.frame);
  }
  return view.filtered;
}

const BROKEN = stop('error', 'it cannot be worked out');

/** What an expression gives: a yes, a no, or a stop. */
export function answerOf({ run }: CompiledExpression, frame: Frame): unknown {
  frame.steps = STEP_BUDGET;
  try {
    return run(frame);
  } catch {
    // Facts nested so deep that walking them overflows the stack; nothing else throws.
    return BROKEN;
  }
}

/** What the last good facts say where fresh ones do not, while the rules hold on to them. */
function heldOutcomes(
  rules: readonly CompiledRule[],
  outcomes: readonly Mark[],
  facts: KnownFacts,
  fresh: View,
  held: Map<CompiledRule, View>,
): readonly Mark[] {
  const holding = holdingOf(facts, fresh);
  return rules.map((rule, place) => {
    const outcome = outcomes[place] ?? MARK.unknown;
    if (outcome !== MARK.unknown) return outcome;
    const view = holding(rule.rule.hold);
    held.set(rule, view);
    return markOf(rule, view);
  });
}

/** Rules that hold on to facts for equally long share a view, which is made for the first of them. */
function holdingOf(facts: KnownFacts, { frame }: View): (hold: Duration) => View {
  const views = new Map<Duration, View>();
  return (hold) => {
    const view = views.get(hold) ?? holdFacts(facts, frame, hold);
    views.set(hold, view);
    return view;
  };
}

function holdFacts(facts: KnownFacts, { slots, instant }: Frame, hold: Duration): View {
  const held = facts.plan.slots.map((slot, index) => {
    const seen = slots[index];
    return stopsAs(seen, 'unknown') ? asSeen(slot, traceFact(slot, facts, hold)) : seen;
  });
  return viewOf(held, instant);
}
