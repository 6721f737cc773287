import { textOfPath, wordsOf } from '../fact-path.ts';
import type { Held, WhyPart } from '../why.ts';
import { about, type Explaining, gives } from './explaining.ts';
import { factOf } from './subject.ts';
import { type Node, textOf } from './syntax.ts';
import { isMap, tellable } from './values.ts';

const METHODS: ReadonlyMap<string, Held['op']> = new Map([
  ['contains', 'contains'],
  ['startsWith', 'starts_with'],
  ['endsWith', 'ends_with'],
  ['matches', 'matches'],
]);

/** Why `has`, `in` and the questions about texts are not what they should be; null for anything else. */
export function explainHolding(node: Node, should: boolean, explaining: Explaining): WhyPart | null {
  switch (node.op) {
    case 'call': {
      const [selection] = node.args[1];
      return node.args[0] === 'has' && selection !== undefined
        ? presenceWhy(selection, null, should, explaining)
        : null;
    }
    case 'in':
      return membershipWhy(node.args, should, explaining);
    case 'rcall': {
      const op = METHODS.get(node.args[0]);
      const [wanted] = node.args[2];
      return op === undefined || wanted === undefined
        ? null
        : held(node.args[1], op, wanted, should, explaining);
    }
    default:
      return null;
  }
}

/** Of a fact, or of a key below it. */
function presenceWhy(node: Node, key: string | null, should: boolean, explaining: Explaining): WhyPart {
  const base = factOf(node, explaining.catalogue);
  if (base === null) return { kind: should ? 'absent' : 'present', ...about(node, explaining), note: null };
  const path = key === null ? base : ([...base, key] as const);
  if (!should) return { kind: 'present', path: textOfPath(path), words: wordsOf(path, explaining.catalogue) };
  const slot = explaining.expression.slots.find((one) => explaining.slots[one]?.name === textOfPath(path));
  if (slot !== undefined) return explaining.describe(slot);
  return { kind: 'absent', path: textOfPath(path), words: wordsOf(path, explaining.catalogue), note: null };
}

function membershipWhy(
  [one, among]: readonly [Node, Node],
  should: boolean,
  explaining: Explaining,
): WhyPart {
  const key = textOf(one);
  const container = gives(among, explaining);
  if (key !== null && (isMap(container) || container === undefined))
    return presenceWhy(among, key, should, explaining);
  // `"go" in git.languages` is about the list, `service.tier in ["a", "b"]` about the tier.
  return one.op === 'value'
    ? held(among, 'has', one, should, explaining)
    : held(one, 'is_in', among, should, explaining);
}

function held(subject: Node, op: Held['op'], wanted: Node, should: boolean, explaining: Explaining): Held {
  const { path, words } = about(subject, explaining);
  const value = tellable(gives(subject, explaining));
  return { kind: 'holds', path, words, value, op, should, wanted: tellable(gives(wanted, explaining)) };
}
