import type { Comparison } from './operators.ts';
import type { Program } from './program.ts';

/**
 * The shapes that most rules are made of, each in one step instead of three: evaluation spends most of its time
 * in calling one closure from the other. Every one of them hands what is out of the ordinary to `general`, which
 * alone knows what stops and wrong types come to.
 */

/** `oncall.escalation_levels >= 2`: a fact against a constant number. */
export function factAgainst(slot: number, op: Comparison, constant: number, general: Program): Program {
  switch (op) {
    case '<':
      return (frame) => {
        const value = frame.slots[slot];
        return typeof value === 'number' ? value < constant : general(frame);
      };
    case '<=':
      return (frame) => {
        const value = frame.slots[slot];
        return typeof value === 'number' ? value <= constant : general(frame);
      };
    case '>':
      return (frame) => {
        const value = frame.slots[slot];
        return typeof value === 'number' ? value > constant : general(frame);
      };
    case '>=':
      return (frame) => {
        const value = frame.slots[slot];
        return typeof value === 'number' ? value >= constant : general(frame);
      };
  }
}

/** `service.tier == "tier-1"`: a fact and a plain constant. */
export function factIs(slot: number, constant: unknown, wanted: boolean, general: Program): Program {
  return (frame) => {
    const value = frame.slots[slot];
    if (value === constant) return wanted;
    return typeof value === typeof constant ? !wanted : general(frame);
  };
}

/** `link.type == "runbook"`: a field of a macro's variable and a plain constant. The key is one that no object inherits. */
export function fieldIs(
  variable: number,
  key: string,
  constant: unknown,
  wanted: boolean,
  general: Program,
): Program {
  return (frame) => {
    const entry = frame.locals[variable];
    if (typeof entry !== 'object' || entry === null) return general(frame);
    const value = (entry as { readonly [key: string]: unknown })[key];
    if (value === constant) return wanted;
    return typeof value === typeof constant ? !wanted : general(frame);
  };
}
