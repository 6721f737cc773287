import type { FactCatalogue } from '../fact.ts';
import type { FactSlot } from '../fact-plan.ts';
import type { WhyPart } from '../why.ts';
import type { CompiledExpression } from './compile-scorecard.ts';
import type { Frame } from './program.ts';
import { type Subject, subjectOf } from './subject.ts';
import type { Node } from './syntax.ts';

/** What explaining a part of an expression needs. */
export interface Explaining {
  readonly expression: CompiledExpression;
  readonly frame: Frame;
  readonly catalogue: FactCatalogue;
  /** The facts that the scorecard's rules read. */
  readonly slots: readonly FactSlot[];
  /** Says what is known about a fact that has no value, by its place in `slots`. */
  readonly describe: (slot: number) => WhyPart;
}

/** What a part is about, worked out once for all services. */
export function about(node: Node, { expression, catalogue }: Explaining): Subject {
  const known = expression.subjects.get(node);
  if (known !== undefined) return known;
  const subject = subjectOf(node, catalogue);
  expression.subjects.set(node, subject);
  return subject;
}

/** What a part gives on these facts. */
export function gives(node: Node, { expression, frame }: Explaining): unknown {
  return expression.programs.get(node)?.(frame);
}
