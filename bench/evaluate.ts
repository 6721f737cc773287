/**
 * How fast are 500,000 checks (10,000 services, 50 rules)? Ours from documents to verdict, beside closures
 * written by hand, the CEL library's own evaluator and json-rules-engine, on the same facts in one process.
 * Prints one JSON line for each; all of them have to find the same number of passes.
 */
import { Environment } from '@marcbachmann/cel-js';
import { evaluate } from '../src/domain/evaluate.ts';
import { DAY } from '../src/domain/instant.ts';
import { compileScorecard } from '../src/domain/rules/compile-scorecard.ts';
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

function ours(): number {
  let passes = 0;
  for (const input of inputs) passes += evaluate(compiled, input).verdict.counts.pass;
  return passes;
}

/** The same with every reason and every proof read, as for the first evaluation that is stored. */
function oursExplained(): number {
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
const mine = await measure('ours', 7, ours);
const explained = await measure('ours with reasons and evidence', 3, oursExplained);
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

const found = [hand, mine, explained, cel, ...(json === undefined ? [] : [json])];
const agree = found.every(({ passes }) => passes === hand.passes);
const times = (a: Measured, b: Measured) => Number((a.ms / b.ms).toFixed(2));
console.log(
  JSON.stringify({
    bench: 'evaluate',
    agree,
    times_hand: times(mine, hand),
    bar_times_hand: BAR_HAND,
    ...(json === undefined
      ? {}
      : { times_faster_than_json_rules_engine: times(json, mine), bar_times_faster: BAR_JSON }),
  }),
);
