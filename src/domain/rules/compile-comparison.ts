import { amountOf } from './amounts.ts';
import * as operators from './operators.ts';
import type { Program } from './program.ts';
import { type Compile, factPathOf, type Scope } from './scope.ts';
import { isInherited } from './selection.ts';
import { factAgainst, factIs, fieldIs } from './shortcuts.ts';
import { DURATION, type Node, plainConstant, staticType, TIMESTAMP } from './syntax.ts';

type Sides = readonly [Node, Node];

/** `==` (wanted) and `!=` (not). */
export function compileEquality(
  wanted: boolean,
  [left, right]: Sides,
  scope: Scope,
  compile: Compile,
): Program {
  const measured = compile(left, scope);
  const against = compile(right, scope);
  const constant = plainConstant(right);
  if (constant === undefined) return operators.equality(measured, against, wanted);
  const general = operators.equalityWith(measured, constant, wanted);
  const path = factPathOf(left, scope.locals);
  if (path !== null) return factIs(scope.slot(path), constant, wanted, general);
  const field = fieldOf(left, scope);
  return field === null ? general : fieldIs(field.variable, field.key, constant, wanted, general);
}

/** `entry.key`, where `entry` is a macro's variable. */
function fieldOf(node: Node, { locals }: Scope): { readonly variable: number; readonly key: string } | null {
  if (node.op !== '.' || node.args[0].op !== 'id' || isInherited(node.args[1])) return null;
  const variable = locals.get(node.args[0].args);
  // A moment is compared as a moment, not as the text that JSON holds.
  return variable === undefined || isTime(node) ? null : { variable, key: node.args[1] };
}

export function compileComparison(
  op: operators.Comparison,
  [left, right]: Sides,
  scope: Scope,
  compile: Compile,
): Program {
  const general = operators.comparison(compile(left, scope), compile(right, scope), op);
  if (isTime(left) && isTime(right)) {
    return operators.timeComparison(
      amountOf(left, scope.programs),
      amountOf(right, scope.programs),
      op,
      general,
    );
  }
  const constant = plainConstant(right);
  const path = factPathOf(left, scope.locals);
  return typeof constant === 'number' && path !== null
    ? factAgainst(scope.slot(path), op, constant, general)
    : general;
}

function isTime(node: Node): boolean {
  return [TIMESTAMP, DURATION].includes(staticType(node));
}
