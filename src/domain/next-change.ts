import type { EvaluationInput } from './evaluate.ts';
import type { FactDocument } from './fact.ts';
import type { Duration, Instant } from './instant.ts';
import type { Ruling, View } from './judge-rules.ts';
import type { Clock } from './rules/clock.ts';
import type { CompiledRule, CompiledScorecard } from './rules/compile-scorecard.ts';
import { STEP_BUDGET } from './rules/program.ts';
import { type KnownFacts, maxAgeOf } from './trace-fact.ts';

const NEVER = Number.POSITIVE_INFINITY;

/**
 * The earliest instant after now at which the clock alone can alter an outcome or the verdict: a fact grows too
 * old, or is no longer held, or expires; an exception begins or ends; an announced rule begins to count; a rule
 * asks for the time. Never later than the true one; earlier where that is not worth finding out.
 */
export function nextChangeOf(
  compiled: CompiledScorecard,
  ruling: Ruling,
  input: EvaluationInput,
): Instant | null {
  const { facts } = ruling;
  let next = Math.min(nextOfPlaced(facts), nextOfExceptions(input));
  for (const document of facts.open) next = Math.min(next, nextOfOpen(document, facts));
  for (const rule of compiled.ticking) next = Math.min(next, nextOfRule(rule, ruling, input.now));
  return next === NEVER ? null : next;
}

function nextOfPlaced({ placed, plan, now, calmUntil }: KnownFacts): Instant {
  if (calmUntil > now) return calmUntil;
  let next = NEVER;
  for (let place = 0; place < placed.length; place++) {
    const document = placed[place];
    if (document === undefined) continue;
    next = Math.min(next, nextExpiry(document, now));
    for (const age of plan.deadlines[place] ?? []) next = Math.min(next, passing(document, age, now));
  }
  return next;
}

/** When the document becomes older than this. */
function passing({ collectedAt }: FactDocument, age: Duration, now: Instant): Instant {
  return collectedAt === null ? NEVER : later(collectedAt + age + 1, now);
}

function later(instant: Instant, now: Instant): Instant {
  return instant > now ? instant : NEVER;
}

function nextExpiry({ expiring }: FactDocument, now: Instant): Instant {
  if (expiring === undefined) return NEVER;
  return Math.min(NEVER, ...expiring.map(({ until }) => later(until, now)));
}

function nextOfExceptions({ exceptions, now }: EvaluationInput): Instant {
  if (exceptions.length === 0) return NEVER;
  return Math.min(NEVER, ...exceptions.flatMap(({ from, until }) => [later(from, now), later(until, now)]));
}

function nextOfOpen(document: FactDocument, { plan, now }: KnownFacts): Instant {
  let next = nextExpiry(document, now);
  for (const slot of plan.open) {
    if (slot.path[0] !== document.namespace) continue;
    const maxAge = maxAgeOf(document, slot, plan);
    if (maxAge === NEVER) continue;
    next = Math.min(next, passing(document, maxAge, now));
    for (const hold of slot.holds) next = Math.min(next, passing(document, maxAge + hold, now));
  }
  return next;
}

/** Of a rule that asks for the time, or is announced. */
function nextOfRule(compiled: CompiledRule, { fresh, held }: Ruling, now: Instant): Instant {
  const { rule, clocks } = compiled;
  const counting = rule.stage === 'announced' ? later(rule.effectiveFrom ?? NEVER, now) : NEVER;
  const next = Math.min(counting, earliest(clocks, fresh));
  const view = held?.get(compiled);
  return view === undefined ? next : Math.min(next, earliest(clocks, view));
}

function earliest(clocks: readonly Clock[], { frame }: View): Instant {
  let next = NEVER;
  for (const clock of clocks) {
    frame.steps = STEP_BUDGET;
    next = Math.min(next, clock(frame));
  }
  return next;
}
