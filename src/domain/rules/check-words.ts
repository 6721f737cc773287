import type { FactCatalogue, FactType } from '../fact.ts';
import { didYouMean } from '../nearest-word.ts';
import { refuse } from './expression-error.ts';
import { macroOf, type Node, partsOf, pathOf, textOf } from './syntax.ts';

type Locals = ReadonlyMap<string, FactType>;

/**
 * Refuses a comparison of a fact that has a closed set of words with a word that is not among them:
 * `vcs.visibility == "privat"` can never be true.
 */
export function checkWords(node: Node, catalogue: FactCatalogue, locals: Locals = new Map()): void {
  if (node.op === '==' || node.op === '!=') {
    const [left, right] = node.args;
    refuseStrange(left, [right], catalogue, locals);
    refuseStrange(right, [left], catalogue, locals);
  }
  if (node.op === 'in' && node.args[1].op === 'list')
    refuseStrange(node.args[0], node.args[1].args, catalogue, locals);
  const macro = macroOf(node);
  if (macro === null) {
    for (const part of partsOf(node)) checkWords(part, catalogue, locals);
    return;
  }
  checkWords(macro.list, catalogue, locals);
  const type = typeOf(macro.list, catalogue, locals);
  const inner = new Map(locals).set(macro.variable, type.kind === 'list' ? type.of : ANY);
  for (const body of macro.bodies) checkWords(body, catalogue, inner);
}

function refuseStrange(fact: Node, words: readonly Node[], catalogue: FactCatalogue, locals: Locals): void {
  const type = typeOf(fact, catalogue, locals);
  if (type.kind !== 'string' || type.oneOf === undefined) return;
  for (const node of words) {
    const word = textOf(node);
    if (word === null || type.oneOf.includes(word)) continue;
    refuse(
      node,
      `it is never "${word}"${didYouMean(word, type.oneOf)}`,
      `It is one of: ${type.oneOf.join(', ')}.`,
    );
  }
}

const ANY: FactType = { kind: 'any' };

/** The type of a selection, or of a filtered list, by the schemas; anything else is any. */
function typeOf(node: Node, catalogue: FactCatalogue, locals: Locals): FactType {
  const macro = macroOf(node);
  if (macro?.name === 'filter') return typeOf(macro.list, catalogue, locals);
  const [root, ...keys] = pathOf(node) ?? [];
  let type: FactType = root === undefined ? ANY : (locals.get(root) ?? catalogue.get(root)?.type ?? ANY);
  for (const key of keys) type = typeBelow(type, key);
  return type;
}

function typeBelow(type: FactType, key: string): FactType {
  if (type.kind === 'map') return type.of;
  return (type.kind === 'object' ? type.fields.find(({ name }) => name === key)?.type : undefined) ?? ANY;
}
