import type { Evidence } from './fact.ts';
import type { PlannedSlot } from './fact-plan.ts';
import type { FactTrace } from './fact-trace.ts';
import type { Duration } from './instant.ts';
import type { Json } from './json.ts';
import { answerOf, type Ruling } from './judge-rules.ts';
import { MARK, type Mark, outcomeOf } from './mark.ts';
import type { Cause, Check, Outcome } from './outcome.ts';
import type { CompiledExpression, CompiledRule, CompiledScorecard } from './rules/compile-scorecard.ts';
import { explain } from './rules/explain.ts';
import { contentsOf, isStop } from './rules/stop.ts';
import { sayWhy } from './say-why.ts';
import { lackingFor, traceFact } from './trace-fact.ts';
import type { Why, WhyPart } from './why.ts';

/** Every rule's check, with its reasons and what proves it. */
export function checksOf(compiled: CompiledScorecard, ruling: Ruling): readonly Check[] {
  const context = { compiled, ruling, proofs: new Map() };
  return compiled.rules.map((rule, place) => checkAt(place, rule, context));
}

/** The check of the rule at this place. */
export function checkAt(place: number, rule: CompiledRule, context: Context): Check {
  const { outcomes, standings } = context.ruling;
  return checkOf(rule, outcomeAt(place, outcomes), outcomeAt(place, standings), context);
}

/** The same check with what proves it now: the same values, collected later or by another collector. */
export function provedAnew(check: Check, rule: CompiledRule, context: Context): Check {
  return check.outcome === 'not_applicable' ? check : { ...check, evidence: evidenceFor(rule, context) };
}

function outcomeAt(place: number, marks: readonly Mark[]): Outcome {
  return outcomeOf(marks[place] ?? MARK.unknown);
}

/** Where a check comes from. */
export interface Context {
  readonly compiled: CompiledScorecard;
  readonly ruling: Ruling;
  /** What has been proved so far, by fact and how long it is held: many rules read the same facts. */
  readonly proofs: Map<number, Evidence>;
}

function checkOf(rule: CompiledRule, outcome: Outcome, standing: Outcome, context: Context): Check {
  const { id } = rule.rule;
  if (outcome === 'not_applicable') return { rule: id, outcome, standing, evidence: [] };
  const evidence = evidenceFor(rule, context);
  if (outcome === 'pass') return { rule: id, outcome, standing, evidence };
  const guilty = guiltyOf(rule, context);
  const why = whyOf(guilty, context);
  const exception = outcome === 'exempt' ? context.ruling.exceptions.get(rule.key)?.id : undefined;
  const unprovenSince =
    outcome === 'unknown' && standing !== 'unknown' ? unprovenOf(rule, context) : undefined;
  return {
    rule: id,
    outcome,
    standing,
    cause: causeOf(guilty, context),
    reason: sayWhy(why),
    why,
    ...(unprovenSince === undefined ? {} : { unprovenSince }),
    evidence,
    ...(exception === undefined ? {} : { exception }),
  };
}

/** The expression that kept the check from passing: its filter, when that could not say. */
function guiltyOf({ test, applies }: CompiledRule, { ruling }: Context): CompiledExpression {
  return applies !== null && answerOf(applies, ruling.fresh.frame) !== true ? applies : test;
}

function whyOf(expression: CompiledExpression, context: Context): Why {
  const { compiled, ruling } = context;
  try {
    return explain(expression.ast, true, {
      expression,
      frame: ruling.fresh.frame,
      catalogue: compiled.catalogue,
      slots: compiled.slots,
      describe: (slot) => describe(slot, context),
    });
  } catch {
    // As in `answerOf`: facts nested too deep.
    return { mend: 'all', parts: [{ kind: 'broken', message: 'it cannot be worked out' }] };
  }
}

function causeOf(expression: CompiledExpression, context: Context): Cause {
  const answer = answerOf(expression, context.ruling.fresh.frame);
  if (answer === false) return 'measured';
  if (!isStop(answer)) return 'rule';
  const { kind, slot } = contentsOf(answer);
  if (kind !== 'unknown') return kind === 'missing' ? 'missing' : 'rule';
  const traced = slot === null ? null : traceOf(slot, context);
  return traced?.state === 'unknown' ? traced.cause : 'not_collected';
}

function traceOf(slot: number, { ruling }: Context, hold: Duration | null = null): FactTrace | null {
  const planned = ruling.facts.plan.slots[slot];
  return planned === undefined ? null : traceFact(planned, ruling.facts, hold);
}

/** A fact without a value, in words: why there is none, or why nobody knows. */
function describe(slot: number, context: Context): WhyPart {
  const planned = context.ruling.facts.plan.slots[slot];
  const traced = traceOf(slot, context);
  if (planned === undefined || traced === null || traced.state === 'value') {
    return { kind: 'broken', message: 'it cannot be worked out' };
  }
  const about = { path: planned.name, words: planned.words };
  if (traced.state === 'missing') return { kind: 'absent', ...about, note: traced.note ?? unsaid(planned) };
  return { kind: 'not_known', ...about, ...unknownAbout(planned, context), ...reasonsOf(traced) };
}

/** What people state has no better words than that nobody did. */
function unsaid({ path: [namespace] }: PlannedSlot): string | null {
  return namespace === 'attested' ? 'nobody has attested it' : null;
}

function unknownAbout(planned: PlannedSlot, { compiled, ruling }: Context) {
  const namespace = planned.path[0];
  return {
    namespace,
    namespaceWords: compiled.catalogue.get(namespace)?.words ?? namespace,
    lacking: lackingFor(planned, ruling.facts.plan),
  };
}

function reasonsOf({
  cause,
  collector,
  reason,
  since,
  lastGoodAt,
}: Extract<FactTrace, { state: 'unknown' }>) {
  return { cause, collector, reason, since, lastGoodAt };
}

/** When the oldest of the facts that are only held became too old. */
function unprovenOf({ test, applies }: CompiledRule, context: Context): number | undefined {
  const slots = [...test.slots, ...(applies?.slots ?? [])];
  const since = slots.flatMap((slot) => {
    const traced = traceOf(slot, context);
    if (traced?.state !== 'unknown') return [];
    const instant = traced.staleSince ?? traced.since;
    return instant === null ? [] : [instant];
  });
  return since.length === 0 ? undefined : Math.min(...since);
}

/** Longer lists and maps are told by their length: proof must not outgrow what it proves. */
const LONGEST_PROOF = 20;

function evidenceFor({ rule, test }: CompiledRule, context: Context): readonly Evidence[] {
  const { proofs, compiled } = context;
  return test.slots.map((slot) => {
    const place = rule.hold * compiled.slots.length + slot;
    const proof = proofs.get(place) ?? evidenceOf(slot, rule.hold, context);
    proofs.set(place, proof);
    return proof;
  });
}

/** The fact as it was measured; where it is only held, as it last was. */
function evidenceOf(slot: number, hold: Duration, context: Context): Evidence {
  const path = context.compiled.slots[slot]?.name ?? '';
  const traced = traceOf(slot, context, hold);
  if (traced === null || traced.state === 'unknown') return { path };
  const { collector, collectedAt } = traced;
  return {
    path,
    ...(traced.state === 'value' ? proofOf(traced.value) : {}),
    ...(collector === null ? {} : { collector }),
    ...(collectedAt === null ? {} : { collectedAt }),
  };
}

function proofOf(value: Json): Pick<Evidence, 'value' | 'count'> {
  if (typeof value !== 'object' || value === null) return { value };
  const count = Object.keys(value).length;
  return count > LONGEST_PROOF ? { count } : { value };
}
