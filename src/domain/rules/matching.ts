import { RE2JS } from 're2js';
import { refuse } from './expression-error.ts';
import { stopAmong } from './operators.ts';
import { type Frame, OVERRUN, type Program, spend } from './program.ts';
import { isStop, stop } from './stop.ts';
import { type Node, textOf } from './syntax.ts';
import { kindOf } from './values.ts';

/** Matching is linear in the text, yet some hundred times slower than walking it. */
const CHARACTERS_PER_STEP = 8;
/** Compiling is the dear part; this allows some two dozen computed patterns to one rule. */
const STEPS_PER_PATTERN = 2_000;
const LONGEST_PATTERN = 500;

/** `text.matches(pattern)`: whether the pattern occurs in the text, in time linear in its length. */
export function matching(text: Program, pattern: Program, patternNode: Node): Program {
  const literal = textOf(patternNode);
  if (literal === null) return matchingComputed(text, pattern);
  const compiled = compilePattern(literal);
  if (typeof compiled === 'string') return refuse(patternNode, `the pattern cannot be read: ${compiled}`);
  return (frame) => {
    const value = text(frame);
    if (typeof value === 'string') return test(frame, compiled, value);
    return isStop(value) ? value : stop('error', `matches() does not work on a ${kindOf(value)}`);
  };
}

function matchingComputed(text: Program, pattern: Program): Program {
  return (frame) => {
    const value = text(frame);
    const source = pattern(frame);
    const stopped = stopAmong(value, source);
    if (stopped !== null) return stopped;
    if (typeof value !== 'string' || typeof source !== 'string') {
      return stop('error', `matches() does not work between a ${kindOf(value)} and a ${kindOf(source)}`);
    }
    if (!spend(frame, STEPS_PER_PATTERN)) return OVERRUN;
    const compiled = compilePattern(source);
    return typeof compiled === 'string'
      ? stop('error', `a pattern cannot be read: ${compiled}`)
      : test(frame, compiled, value);
  };
}

function test(frame: Frame, pattern: RE2JS, text: string) {
  return spend(frame, text.length / CHARACTERS_PER_STEP) ? pattern.test(text) : OVERRUN;
}

/** The pattern, or what is wrong with it. */
function compilePattern(source: string): RE2JS | string {
  if (source.length > LONGEST_PATTERN) return `it is longer than ${LONGEST_PATTERN} characters`;
  try {
    return RE2JS.compile(source);
  } catch (error) {
    return error instanceof Error ? error.message.replace('error parsing regexp: ', '') : 'it is no pattern';
  }
}
