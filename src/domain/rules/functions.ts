import { GETTERS } from './getters.ts';
import { parseMoment, parseSpan } from './moments.ts';
import { type Frame, OVERRUN, type Program, spendOnText } from './program.ts';
import { isStop, type Stop, stop, worse } from './stop.ts';
import { isMap, kindOf, span } from './values.ts';

/** Gives undefined for values that it does not work on; the checker has seen to the number of arguments. */
export type Implementation = (...values: readonly unknown[]) => unknown;

/** A call of one of {@link FUNCTIONS}; a method's receiver is its first argument. */
export function call(name: string, implementation: Implementation, operands: readonly Program[]): Program {
  const [only, second] = operands;
  if (operands.length === 1 && only !== undefined) return callWithOne(name, implementation, only);
  if (operands.length !== 2 || only === undefined || second === undefined) {
    return (frame) =>
      apply(
        frame,
        name,
        implementation,
        operands.map((operand) => operand(frame)),
      );
  }
  return (frame) => {
    const a = only(frame);
    const b = second(frame);
    if (typeof a === 'object' || typeof b === 'object') return apply(frame, name, implementation, [a, b]);
    if (typeof a === 'string' && !spendOnText(frame, a.length)) return OVERRUN;
    return implementation(a, b) ?? unfit(name, [a, b]);
  };
}

function callWithOne(name: string, implementation: Implementation, operand: Program): Program {
  return (frame) => {
    const value = operand(frame);
    if (Array.isArray(value))
      return spendOnText(frame, value.length) ? (implementation(value) ?? unfit(name, [value])) : OVERRUN;
    return apply(frame, name, implementation, [value]);
  };
}

function apply(
  frame: Frame,
  name: string,
  implementation: Implementation,
  values: readonly unknown[],
): unknown {
  const stopped = worstOf(values);
  if (stopped !== null) return stopped;
  if (!spendOnText(frame, lengthOfTexts(values))) return OVERRUN;
  return implementation(...values) ?? unfit(name, values);
}

/** The worst stop among values; null where there is none. */
export function worstOf(values: readonly unknown[]): Stop | null {
  let worst: Stop | null = null;
  for (const value of values) {
    if (isStop(value)) worst = worst === null ? value : worse(worst, value);
  }
  return worst;
}

/** Joining walks over every text of a list, and each is as much work as this many characters. */
const ENTRY = 64;

function lengthOfTexts(values: readonly unknown[]): number {
  let length = 0;
  for (const value of values) {
    if (typeof value === 'string') length += value.length;
    else if (Array.isArray(value)) length += ENTRY * value.length + lengthOfTexts(value);
  }
  return length;
}

function unfit(name: string, values: readonly unknown[]): Stop {
  return stop('error', `${name}() does not work with a ${values.map(kindOf).join(' and a ')}`);
}

function onTexts(compute: (text: string, other: string) => unknown): Implementation {
  return (text, other) =>
    typeof text === 'string' && typeof other === 'string' ? compute(text, other) : undefined;
}

function onText(compute: (text: string) => unknown): Implementation {
  return (text) => (typeof text === 'string' ? compute(text) : undefined);
}

function size(value: unknown): number | undefined {
  if (Array.isArray(value)) return value.length;
  if (typeof value === 'string') return codePoints(value);
  return isMap(value) ? Object.keys(value).length : undefined;
}

/** CEL counts code points; a pair of surrogates is one. */
function codePoints(text: string): number {
  let pairs = 0;
  for (let place = 0; place < text.length - 1; place++) {
    if ((text.charCodeAt(place) & 0xfc00) === 0xd800 && (text.charCodeAt(place + 1) & 0xfc00) === 0xdc00)
      pairs += 1;
  }
  return text.length - pairs;
}

function toText(value: unknown): string | undefined {
  if (value === Number.POSITIVE_INFINITY) return '+Inf';
  if (value === Number.NEGATIVE_INFINITY) return '-Inf';
  return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : undefined;
}

function toInt(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^-?\d{1,16}$/.test(value) ? Number(value) : value;
  if (typeof number !== 'number') return undefined;
  return Number.isSafeInteger(Math.trunc(number)) ? Math.trunc(number) + 0 : undefined;
}

function toDouble(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value === '' || value !== value.trim()) return undefined;
  const number = Number(value);
  return Number.isNaN(number) ? undefined : number;
}

function toBool(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string') return undefined;
  if (['1', 't', 'true', 'TRUE', 'True'].includes(value)) return true;
  return ['0', 'f', 'false', 'FALSE', 'False'].includes(value) ? false : undefined;
}

function toMoment(value: unknown): Date | undefined {
  const instant =
    typeof value === 'string' ? parseMoment(value) : typeof value === 'number' ? value * 1_000 : undefined;
  return instant === undefined || Number.isNaN(new Date(instant).getTime()) ? undefined : new Date(instant);
}

function toSpan(value: unknown): unknown {
  const length = typeof value === 'string' ? parseSpan(value) : undefined;
  return length === undefined ? undefined : span(length);
}

/** `indexOf` and `lastIndexOf`, the third argument being where to begin. */
function search(find: (text: string, wanted: string, from?: number) => number): Implementation {
  return (text, wanted, from) => {
    if (typeof text !== 'string' || typeof wanted !== 'string') return undefined;
    if (from === undefined) return find(text, wanted);
    if (typeof from !== 'number') return undefined;
    if (wanted === '') return from;
    return from < 0 || from >= text.length
      ? stop('error', 'it searches from outside of the text')
      : find(text, wanted, from);
  };
}

function substring(text: unknown, start: unknown, end: unknown): unknown {
  if (typeof text !== 'string' || typeof start !== 'number') return undefined;
  const last = typeof end === 'number' ? end : text.length;
  if (start < 0 || last < start || last > text.length)
    return stop('error', 'substring() reaches outside of the text');
  return text.substring(start, last);
}

function split(text: unknown, separator: unknown, limit: unknown): unknown {
  if (typeof text !== 'string' || typeof separator !== 'string') return undefined;
  const parts = text.split(separator);
  if (typeof limit !== 'number' || limit < 0 || parts.length <= limit) return parts;
  return limit === 0 ? [] : [...parts.slice(0, limit - 1), parts.slice(limit - 1).join(separator)];
}

function join(parts: unknown, separator: unknown): string | undefined {
  if (!Array.isArray(parts) || parts.some((part) => typeof part !== 'string')) return undefined;
  return parts.join(typeof separator === 'string' ? separator : '');
}

/** By name; macros, `has` and `matches` are compiled apart. */
export const FUNCTIONS: ReadonlyMap<string, Implementation> = new Map<string, Implementation>([
  ['size', size],
  ['dyn', (value) => value],
  ['string', toText],
  ['int', toInt],
  ['double', toDouble],
  ['bool', toBool],
  ['timestamp', toMoment],
  ['duration', toSpan],
  ['startsWith', onTexts((text, other) => text.startsWith(other))],
  ['endsWith', onTexts((text, other) => text.endsWith(other))],
  ['contains', onTexts((text, other) => text.includes(other))],
  ['lowerAscii', onText((text) => text.replace(/[A-Z]+/g, (run) => run.toLowerCase()))],
  ['upperAscii', onText((text) => text.replace(/[a-z]+/g, (run) => run.toUpperCase()))],
  ['trim', onText((text) => text.trim())],
  ['indexOf', search((text, wanted, from) => text.indexOf(wanted, from))],
  ['lastIndexOf', search((text, wanted, from) => text.lastIndexOf(wanted, from))],
  ['substring', substring],
  ['split', split],
  ['join', join],
  ...GETTERS,
]);
