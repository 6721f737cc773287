import type { CompiledExpression } from './compile-scorecard.ts';
import type { ExpressionProblem } from './expression-error.ts';
import { everyNode, macroOf, type Node, pathOf, sourceOf, staticType } from './syntax.ts';

/** What is allowed and most likely not meant. */
export function warningsOf({ ast, slots }: CompiledExpression): readonly ExpressionProblem[] {
  const nodes = [...everyNode(ast)];
  return [
    ...(slots.length === 0
      ? [doubt(ast, 'it asks about no fact, so it says the same of every service')]
      : []),
    ...nodes.flatMap((node) => unguardedAll(node, nodes)),
    ...nodes.flatMap(droppedRest),
  ];
}

function doubt({ start, end }: Node, message: string, remedy?: string): ExpressionProblem {
  return { message, start, end, ...(remedy === undefined ? {} : { remedy }) };
}

/** `.all()` over an empty list is true, so that "no objective at all" passes. Asking for the list elsewhere guards it. */
function unguardedAll(node: Node, nodes: readonly Node[]): readonly ExpressionProblem[] {
  const macro = macroOf(node);
  if (macro?.name !== 'all') return [];
  const list = sourceOf(macro.list);
  const isGuarded = nodes.filter((one) => pathOf(one) !== null && sourceOf(one) === list).length > 1;
  if (isGuarded) return [];
  return [
    doubt(
      node,
      `all() passes when ${list} is empty`,
      `Where an empty list should fail write: size(${list}) > 0 && …`,
    ),
  ];
}

function droppedRest(node: Node): readonly ExpressionProblem[] {
  if (node.op !== '/' || !node.args.every((side) => staticType(side) === 'int')) return [];
  const [left, right] = node.args.map(sourceOf);
  return [
    doubt(
      node,
      'dividing whole numbers drops the rest',
      `Where the rest matters write: double(${left}) / ${right}`,
    ),
  ];
}
