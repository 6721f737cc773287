/**
 * How fast are 500,000 checks (10,000 services, 50 rules)? Ours beside closures written by hand, the CEL library's
 * own evaluator and json-rules-engine, on the same facts in one process. Prints one JSON line for each; all of
 * them have to find the same number of passes.
 *
 * Ours is measured three times: the rules alone, on facts that are laid out as they are for the others; the whole
 * way, from documents over their age and order of precedence to outcomes, standings, verdict and the next change
 * by the clock; and that with every reason and proof, as for a first evaluation that is stored. The closures are
 * measured twice: on facts laid out, and from documents, whose age they then look at too.
 */
import { Environment } from '@marcbachmann/cel-js';
import { evaluate, judge } from '../src/domain/evaluate.ts';
import { DAY } from '../src/domain/instant.ts';
import type { JsonObject } from '../src/domain/json.ts';
import { compileScorecard } from '../src/domain/rules/compile-scorecard.ts';
import { STEP_BUDGET } from '../src/domain/rules/program.ts';
import type { Rule, Scorecard } from '../src/domain/scorecard.ts';
import { factCatalogue } from '../src/facts/index.ts';
import { OPERATORS, rules } from './evaluate-rules.ts';
import { documentsOf, type Facts, factsOf, NOW, sources } from './evaluate-services.ts';

const SERVICES = 10_000;
const CHECKS = SERVICES * rules.length;
const BAR_HAND = 2.5;
const BAR_JSON = 50;

const levels = ['bronze', 'silver', 'gold'] as const;
const scorecard: Scorecard = {
  id: 'bench',
  name: 'Bench',
  maintainers: [],
  levels,
  rules: rules.map(
    ({ cel }, place): Rule => ({
      id: `rule-${place}`,
      title: cel,
      level: levels[place % 3]!,
      expression: cel,
      weight: 1,
      controls: [],
      why: 'why',
      fix: 'fix',
      required: place < 5,
      stage: 'enforced',
      exceptions: 'allowed',
      nudge: true,
      sensitive: false,
      hold: 14 * DAY,
      onMissing: 'fail',
    }),
  ),
};

const services = Array.from({ length: SERVICES }, (_, index) => factsOf(index));
const inputs = services.map((facts) => ({
  documents: documentsOf(facts),
  sources,
  exceptions: [],
  now: NOW,
}));
const compiled = compileScorecard(scorecard, factCatalogue);

/** The rules alone: `fresh.frame` holds the facts by slot, as closures hold theirs by name. */
function rulesAlone(): () => number {
  const frames = inputs.map((input) => judge(compiled, input).ruling.fresh.frame);
  return () => {
    let passes = 0;
    for (const frame of frames) {
      for (const { run } of compiled.rules) {
        frame.steps = STEP_BUDGET;
        if (run(frame) === true) passes += 1;
      }
    }
    return passes;
  };
}

function wholeWay(): number {
  let passes = 0;
  for (const input of inputs) passes += judge(compiled, input).verdict.counts.pass;
  return passes;
}

function wholeWayExplained(): number {
  let passes = 0;
  for (const input of inputs) {
    for (const { outcome } of evaluate(compiled, input).checks) if (outcome === 'pass') passes += 1;
  }
  return passes;
}

function byHand(): number {
  let passes = 0;
  for (const facts of services) for (const { hand } of rules) if (hand(facts)) passes += 1;
  return passes;
}

function byHandFromDocuments(): number {
  let passes = 0;
  for (const { documents } of inputs) {
    const facts: Record<string, JsonObject | null> = {};
    for (const { namespace, value, collectedAt } of documents) {
      if (collectedAt !== null && NOW - collectedAt <= DAY) facts[namespace] = value;
    }
    // What the generator wrote under these names.
    for (const { hand } of rules) if (hand(facts as Facts)) passes += 1;
  }
  return passes;
}

/** The library wants whole numbers as BigInt and moments as Date, and knows no days; both are done beforehand. */
function celLibrary(): () => number {
  const environment = new Environment({ unlistedVariablesAreDyn: true });
  const programs = rules.map(({ cel }) =>
    environment.parse(cel.replaceAll(/"(\d+)d"/g, (_, days) => `"${days * 24}h"`)),
  );
  const contexts = services.map((facts) => ({ ...(asCel(facts) as object), now: new Date(NOW) }));
  return () => {
    let passes = 0;
    for (const context of contexts)
      for (const program of programs) if (program(context) === true) passes += 1;
    return passes;
  };
}

const DOUBLES = new Set([
  'percent',
  'success_rate',
  'error_budget_remaining',
  'target',
  'current',
  'failure_rate',
]);

function asCel(value: unknown, key = ''): unknown {
  if (typeof value === 'number') return DOUBLES.has(key) ? value : BigInt(value);
  if (typeof value === 'string') return key.endsWith('_at') ? new Date(value) : value;
  if (Array.isArray(value)) return value.map((one) => asCel(one));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, asCel(inner, name)]));
}

/** Undefined when it is not installed: `npm ci` in this folder does it. */
async function jsonRulesEngine(): Promise<(() => Promise<number>) | undefined> {
  // Not in the root's package.json, so that the bot stays quick to install: the name is no constant for the checker.
  const name: string = 'json-rules-engine';
  const library = await import(name).catch(() => undefined);
  if (library === undefined) return undefined;
  const engine = new library.Engine([], { allowUndefinedFacts: true });
  for (const [operator, check] of Object.entries(OPERATORS)) engine.addOperator(operator, check);
  rules.forEach(({ json }, place) => {
    const conditions = 'fact' in json ? { all: [json] } : json;
    engine.addRule({ conditions, event: { type: `rule-${place}` } });
  });
  return async () => {
    let passes = 0;
    for (const facts of services)
      passes += (await engine.run(facts as Facts & Record<string, unknown>)).events.length;
    return passes;
  };
}

interface Measured {
  readonly contestant: string;
  readonly ms: number;
  readonly passes: number;
}

/** The best of some rounds, after one to warm up. */
async function measure(
  contestant: string,
  rounds: number,
  run: () => number | Promise<number>,
): Promise<Measured> {
  let passes = await run();
  let ms = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    passes = await run();
    ms = Math.min(ms, performance.now() - start);
  }
  const line = { contestant, ms: Math.round(ms), passes };
  console.log(
    JSON.stringify({
      bench: 'evaluate',
      ...line,
      checks: CHECKS,
      ns_per_check: Math.round((ms * 1e6) / CHECKS),
    }),
  );
  return { contestant, ms, passes };
}

const hand = await measure('closures by hand', 7, byHand);
const handFromDocuments = await measure('closures by hand, from documents', 7, byHandFromDocuments);
const alone = await measure('ours, rules alone', 7, rulesAlone());
const whole = await measure('ours, documents to verdict', 7, wholeWay);
const explained = await measure('ours, with reasons and proof', 3, wholeWayExplained);
const cel = await measure('cel-js', 3, celLibrary());
const engine = await jsonRulesEngine();
const json = engine === undefined ? undefined : await measure('json-rules-engine', 1, engine);
if (json === undefined)
  console.log(
    JSON.stringify({
      bench: 'evaluate',
      skipped: 'json-rules-engine',
      reason: 'not installed: run npm ci in bench/',
    }),
  );

const found = [hand, handFromDocuments, alone, whole, explained, cel, ...(json === undefined ? [] : [json])];
const agree = found.every(({ passes }) => passes === hand.passes);
const times = (a: Measured, b: Measured) => Number((a.ms / b.ms).toFixed(2));
console.log(
  JSON.stringify({
    bench: 'evaluate',
    agree,
    rules_alone_times_hand: times(alone, hand),
    documents_to_verdict_times_hand_from_documents: times(whole, handFromDocuments),
    documents_to_verdict_times_hand: times(whole, hand),
    bar_times_hand: BAR_HAND,
    ...(json === undefined
      ? {}
      : { times_faster_than_json_rules_engine: times(json, whole), bar_times_faster: BAR_JSON }),
  }),
);
