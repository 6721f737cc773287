import type { Why, WhyPart } from '../why.ts';
import { explainComparison } from './explain-comparison.ts';
import { explainHolding } from './explain-holding.ts';
import { about, type Explaining, gives } from './explaining.ts';
import { entriesOf } from './macros.ts';
import { STEP_BUDGET } from './program.ts';
import { contentsOf, isStop, type Stop } from './stop.ts';
import { type Macro, macroOf, type Node, sourceOf } from './syntax.ts';
import { isBoolean } from './values.ts';

/**
 * Why an expression is not what it should be: the comparisons, lists and facts that decided, each with the
 * measured value beside the wanted one. Runs the expression's parts again, on the same facts.
 */
export function explain(node: Node, should: boolean, explaining: Explaining): Why {
  // Explaining walks parts that evaluation may have skipped, so it has a budget of its own.
  explaining.frame.steps = STEP_BUDGET;
  const [only, ...more] = partsWhy(node, should, explaining);
  if (only === undefined) return { mend: 'all', parts: [] };
  return only.kind === 'group' && more.length === 0
    ? { mend: only.mend, parts: only.parts }
    : { mend: 'all', parts: [only, ...more] };
}

function partsWhy(node: Node, should: boolean, explaining: Explaining): readonly WhyPart[] {
  const value = gives(node, explaining);
  if (value === should) return [];
  switch (node.op) {
    case '&&':
    case '||':
      return logicalWhy(node, value, should, explaining);
    case '!_':
      return partsWhy(node.args, !should, explaining);
    case '?:':
      return chosenWhy(node.args, should, explaining);
    case '==':
    case '!=': {
      const flag = flagOf(node, explaining);
      return flag === null
        ? leafWhy(node, value, should, explaining)
        : partsWhy(flag.node, flag.wanted === should, explaining);
    }
    default:
      return leafWhy(node, value, should, explaining);
  }
}

/** Of `&&` that should be true every false side has to mend; of `||` any side would do. And the other way round. */
function logicalWhy(
  node: Extract<Node, { op: '&&' | '||' }>,
  value: unknown,
  should: boolean,
  explaining: Explaining,
): readonly WhyPart[] {
  const guilty = node.args.filter((side) => isGuilty(gives(side, explaining), value, should));
  const parts = guilty.flatMap((side) => partsWhy(side, should, explaining));
  const either = (node.op === '||') === should;
  if (!either || parts.length < 2) return parts;
  // `a || b || c` nests to the left; it is one choice of three.
  const flat = parts.flatMap((part) => (part.kind === 'group' && part.mend === 'any' ? part.parts : [part]));
  return [{ kind: 'group', mend: 'any', parts: flat }];
}

/** Whether a side made the whole what it is: for a no the noes, for a stop the stops of its kind. */
function isGuilty(side: unknown, whole: unknown, should: boolean): boolean {
  if (isStop(whole))
    return isStop(side) ? contentsOf(side).kind === contentsOf(whole).kind : !isBoolean(side);
  return side === !should;
}

function chosenWhy(
  [condition, yes, no]: readonly [Node, Node, Node],
  should: boolean,
  explaining: Explaining,
): readonly WhyPart[] {
  const chosen = gives(condition, explaining);
  if (chosen === true) return partsWhy(yes, should, explaining);
  return chosen === false ? partsWhy(no, should, explaining) : partsWhy(condition, true, explaining);
}

/** `flag == true` is the flag itself; `wanted` = what it is compared with, turned round for `!=`. */
function flagOf(
  node: Extract<Node, { op: '==' | '!=' }>,
  explaining: Explaining,
): { readonly node: Node; readonly wanted: boolean } | null {
  const [left, right] = node.args;
  const [constant, flag] = left.op === 'value' ? [left, right] : [right, left];
  if (constant.op !== 'value' || !isBoolean(constant.args)) return null;
  const isFlag = isBoolean(gives(flag, explaining));
  return isFlag ? { node: flag, wanted: constant.args === (node.op === '==') } : null;
}

function stopWhy(value: Stop, { describe }: Explaining): WhyPart {
  const { kind, slot, text } = contentsOf(value);
  if (slot !== null) return describe(slot);
  if (kind === 'error') return { kind: 'broken', message: text };
  return { kind: 'absent', path: null, words: text, note: null };
}

function leafWhy(node: Node, value: unknown, should: boolean, explaining: Explaining): readonly WhyPart[] {
  if (isStop(value)) return [stopWhy(value, explaining)];
  if (!isBoolean(value)) return [{ kind: 'broken', message: 'it gives no yes or no' }];
  const macro = macroOf(node);
  if (macro !== null) return [countedWhy(macro, should, explaining)];
  const why =
    explainComparison(node, should, explaining) ??
    explainHolding(node, should, explaining) ??
    flagWhy(node, should, explaining);
  return [why ?? { kind: 'unmet', source: sourceOf(node), should }];
}

function flagWhy(node: Node, should: boolean, explaining: Explaining): WhyPart | null {
  if (node.op !== 'id' && node.op !== '.' && node.op !== '[]') return null;
  const { path, words, field } = about(node, explaining);
  const phrase = should ? field?.phrases?.no : field?.phrases?.yes;
  return { kind: 'flag', path, words, value: !should, ...(phrase === undefined ? {} : { phrase }) };
}

const WANTED = {
  all: { yes: 'all', no: 'not_all' },
  exists: { yes: 'some', no: 'none' },
  exists_one: { yes: 'one', no: 'not_one' },
} as const;

/** `l.type == "runbook"` reads better without the `l`. */
function withoutVariable(source: string, variable: string): string {
  return source.startsWith(`${variable}.`) ? source.slice(variable.length + 1) : source;
}

function countedWhy(
  { name, list, variable, bodies: [body] }: Macro,
  should: boolean,
  explaining: Explaining,
): WhyPart {
  const entries = entriesOf(gives(list, explaining), name);
  const { path, words } = about(list, explaining);
  const walked = isStop(entries) ? [] : entries;
  const matching = walked.filter((entry) => {
    // Only outermost macros are explained: theirs is the first place.
    explaining.frame.locals[0] = entry;
    return gives(body, explaining) === true;
  });
  const { yes, no } = WANTED[name === 'all' || name === 'exists_one' ? name : 'exists'];
  return {
    kind: 'counted',
    path,
    words,
    matching: matching.length,
    of: walked.length,
    wanted: should ? yes : no,
    condition: withoutVariable(about(body, explaining).words, variable),
  };
}
