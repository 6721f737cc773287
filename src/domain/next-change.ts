import type { EvaluationInput } from './evaluate.ts';
import type { FactDocument } from './fact.ts';
import type { Instant } from './instant.ts';
import type { Judgement } from './judge.ts';
import type { CompiledRule, CompiledScorecard } from './rules/compile-scorecard.ts';
import { type Frame, STEP_BUDGET } from './rules/program.ts';
import { type KnownFacts, maxAgeOf } from './trace-fact.ts';

const NEVER = Number.POSITIVE_INFINITY;

/**
 * The earliest instant after now at which the clock alone can alter an outcome or the verdict: a fact grows too
 * old, or is no longer held, or expires; an exception begins or ends; an announced rule begins to count; a rule
 * asks for the time. Never later than the true one; earlier where that is not worth finding out.
 */
export function nextChangeOf(
  compiled: CompiledScorecard,
  judgement: Judgement,
  input: EvaluationInput,
): Instant | null {
  const { facts } = judgement;
  let next = NEVER;
  facts.placed.forEach((document, place) => {
    if (document === undefined) return;
    for (const age of facts.plan.deadlines[place] ?? [])
      next = Math.min(next, passing(document, age, input.now));
    next = Math.min(next, nextExpiry(document, input.now));
  });
  for (const document of facts.open) {
    next = Math.min(next, nextOfOpen(document, facts), nextExpiry(document, input.now));
  }
  for (const { from, until } of input.exceptions)
    next = Math.min(next, after(from, input.now), after(until, input.now));
  for (const rule of compiled.rules) next = Math.min(next, nextOfRule(rule, judgement, input.now));
  return next === NEVER ? null : next;
}

/** When the document becomes older than this. */
function passing({ collectedAt }: FactDocument, age: number, now: Instant): Instant {
  return collectedAt === null ? NEVER : after(collectedAt + age + 1, now);
}

function after(instant: Instant, now: Instant): Instant {
  return instant > now ? instant : NEVER;
}

function nextExpiry({ expiring = [] }: FactDocument, now: Instant): Instant {
  return expiring.reduce((next, { until }) => Math.min(next, after(until, now)), NEVER);
}

function nextOfOpen(document: FactDocument, { plan, now }: KnownFacts): Instant {
  let next = NEVER;
  for (const slot of plan.slots) {
    if (!slot.open || slot.path[0] !== document.namespace) continue;
    const maxAge = maxAgeOf(document, slot, plan);
    if (maxAge === NEVER) continue;
    for (const age of [maxAge, ...slot.holds.map((hold) => maxAge + hold)])
      next = Math.min(next, passing(document, age, now));
  }
  return next;
}

function nextOfRule(
  { rule, test, applies, asksTime }: CompiledRule,
  judgement: Judgement,
  now: Instant,
): Instant {
  const counting =
    rule.stage === 'announced' && rule.effectiveFrom !== undefined ? after(rule.effectiveFrom, now) : NEVER;
  if (!asksTime) return counting;
  const held = judgement.held.get(rule.hold);
  const frames = held === undefined ? [judgement.fresh] : [judgement.fresh, held];
  const clocks = [test.clock, applies?.clock ?? null].filter((clock) => clock !== null);
  return Math.min(counting, ...frames.flatMap((frame) => clocks.map((clock) => clock(withBudget(frame)))));
}

function withBudget(frame: Frame): Frame {
  frame.steps = STEP_BUDGET;
  return frame;
}
