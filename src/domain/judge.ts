import type { EvaluationInput } from './evaluate.ts';
import type { FactPlan } from './fact-plan.ts';
import type { Duration } from './instant.ts';
import { arrangeFacts, asSeen, resolveFact } from './known-facts.ts';
import type { ExceptionInForce, Outcome } from './outcome.ts';
import type { CompiledExpression, CompiledRule, CompiledScorecard } from './rules/compile-scorecard.ts';
import { type Frame, STEP_BUDGET } from './rules/program.ts';
import { stop, stopsAs } from './rules/stop.ts';
import { type KnownFacts, traceFact } from './trace-fact.ts';

/** Outcomes by place of the rule, with what they were drawn from. */
export interface Judgement {
  readonly outcomes: readonly Outcome[];
  readonly standings: readonly Outcome[];
  readonly facts: KnownFacts;
  /** The facts as rules see them: fresh ones only. */
  readonly fresh: Frame;
  /** The same with last good facts in place of unknown ones, by how long rules hold on to them. */
  readonly held: ReadonlyMap<Duration, Frame>;
  /** Exceptions that are in force, by rule. */
  readonly exceptions: ReadonlyMap<string, ExceptionInForce>;
}

export function judge(compiled: CompiledScorecard, plan: FactPlan, input: EvaluationInput): Judgement {
  const facts = arrangeFacts(input.documents, plan, input.now);
  const fresh = frameOf(
    plan.slots.map((slot) => resolveFact(slot, facts)),
    input,
  );
  const held = new Map<Duration, Frame>();
  const exceptions = inForce(input);
  const outcomes: Outcome[] = [];
  const standings: Outcome[] = [];
  for (const compiledRule of compiled.rules) {
    const outcome = outcomeOf(compiledRule, fresh);
    const standing = outcome === 'unknown' ? heldOutcome(compiledRule, facts, fresh, held) : outcome;
    const excused =
      exceptions.size > 0 && exceptions.has(compiledRule.key) && compiledRule.rule.exceptions === 'allowed';
    outcomes.push(excused ? exempted(outcome) : outcome);
    standings.push(excused ? exempted(standing) : standing);
  }
  return { outcomes, standings, facts, fresh, held, exceptions };
}

function frameOf(slots: readonly unknown[], { now }: Pick<EvaluationInput, 'now'>): Frame {
  return { slots, locals: [], now: new Date(now), steps: STEP_BUDGET };
}

function inForce({ exceptions, now }: EvaluationInput): ReadonlyMap<string, ExceptionInForce> {
  return new Map(
    exceptions
      .filter(({ from, until }) => from <= now && now < until)
      .map((exception) => [exception.rule, exception]),
  );
}

/** An exception covers what does not pass; what passes needs none. */
function exempted(outcome: Outcome): Outcome {
  return outcome === 'fail' || outcome === 'unknown' ? 'exempt' : outcome;
}

function outcomeOf({ rule, test, applies }: CompiledRule, frame: Frame): Outcome {
  const within = applies === null || answerOf(applies, frame);
  // A filter that lacks a fact leaves the service out; one that cannot know leaves the rule open.
  if (within === false || stopsAs(within, 'missing')) return 'not_applicable';
  if (within !== true) return 'unknown';
  const answer = answerOf(test, frame);
  if (answer === true) return 'pass';
  if (answer === false) return 'fail';
  return stopsAs(answer, 'missing') ? rule.onMissing : 'unknown';
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

/** What the last good facts say, while the rule holds on to them. */
function heldOutcome(
  rule: CompiledRule,
  facts: KnownFacts,
  fresh: Frame,
  held: Map<Duration, Frame>,
): Outcome {
  const frame = held.get(rule.rule.hold) ?? holdFacts(facts, fresh, rule.rule.hold);
  held.set(rule.rule.hold, frame);
  return outcomeOf(rule, frame);
}

function holdFacts(facts: KnownFacts, fresh: Frame, hold: Duration): Frame {
  const slots = facts.plan.slots.map((slot, index) => {
    const seen = fresh.slots[index];
    return stopsAs(seen, 'unknown') ? asSeen(slot, traceFact(slot, facts, hold)) : seen;
  });
  return { ...fresh, slots, locals: [] };
}
