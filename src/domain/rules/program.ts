import { type Stop, stop } from './stop.ts';

/** What a compiled expression reads while it runs. One frame serves all rules of one service, one after the other. */
export interface Frame {
  /** Facts by slot: values, moments as `Date`, or stops. */
  readonly slots: readonly unknown[];
  /** Variables of the macros that are running, by nesting depth. */
  readonly locals: unknown[];
  /** What rules call `now`, in milliseconds. */
  readonly instant: number;
  /** What is left of the budget. */
  steps: number;
}

/** A compiled expression: gives a value or a stop, and never throws. */
export type Program = (frame: Frame) => unknown;

/** Steps that one rule may take: entries visited, roughly. Far beyond any honest rule, about a millisecond of work. */
export const STEP_BUDGET = 50_000;

/** Characters of text that are as much work as one step. */
const CHARACTERS_PER_STEP = 128;

export const OVERRUN: Stop = stop('error', `it takes more than ${STEP_BUDGET} steps`);

/** Charges the budget; false = it is used up, give back {@link OVERRUN}. */
export function spend(frame: Frame, steps: number): boolean {
  frame.steps -= steps;
  return frame.steps >= 0;
}

/** Charges for work that walks over a text; short ones are free. */
export function spendOnText(frame: Frame, characters: number): boolean {
  return characters < CHARACTERS_PER_STEP || spend(frame, characters / CHARACTERS_PER_STEP);
}
