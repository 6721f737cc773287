import { parseMoment } from './moments.ts';
import type { Frame, Program } from './program.ts';
import { isStop, type Stop, stop, stopsAs } from './stop.ts';
import { isMap, kindOf } from './values.ts';

/** How a selected value is to be read, from the type that the checker found. */
export interface Reading {
  /** A moment, which JSON holds as text. */
  readonly moment: boolean;
  /** Has a schema, where null means that there is no value. Below `custom` null is a value. */
  readonly typed: boolean;
}

/** A fact. What it is was settled when the facts of the service were resolved. */
export function fact(slot: number): Program {
  return (frame) => frame.slots[slot];
}

/** The moment for which rules are judged. Not made until it is asked for: comparisons of times do without. */
export const now: Program = (frame) => new Date(frame.instant);

/** A macro's variable. */
export function local(index: number, reading: Reading): Program {
  if (reading.moment) return (frame) => asMoment(frame.locals[index]);
  return (frame) => frame.locals[index];
}

/** `entry.type`: a field of a macro's variable, which is what most bodies begin with. */
export function localField(index: number, key: string, text: string, reading: Reading): Program {
  const general = field((frame) => frame.locals[index], key, text, reading);
  if (reading.moment || isInherited(key)) return general;
  return (frame) => {
    const entry = frame.locals[index];
    if (typeof entry !== 'object' || entry === null) return general(frame);
    // As in `field`: the key is nobody's but the entry's own.
    const found = (entry as { readonly [key: string]: unknown })[key];
    return found === undefined || found === null ? general(frame) : found;
  };
}

/** Names that a plain look-up would find on any object, list or date. */
export function isInherited(key: string): boolean {
  return key in Object.prototype || key in Array.prototype || key in Date.prototype;
}

/** A field of something that is no fact by itself: of a list's entry, of a computed value. */
export function field(base: Program, key: string, text: string, reading: Reading): Program {
  const missing = stop('missing', text);
  const inherited = isInherited(key);
  return (frame) => {
    const value = base(frame);
    if (!inherited && typeof value === 'object' && value !== null) {
      // The key is nobody's but the object's own, and stops hide theirs: a plain look-up is safe.
      const found: unknown = (value as { readonly [key: string]: unknown })[key];
      if (found !== undefined && found !== null) return reading.moment ? asMoment(found) : found;
    }
    return carefully(value, key, reading, missing);
  };
}

/** `list[0]`, `map[name]`: the key is computed. */
export function indexed(base: Program, index: Program, text: string, reading: Reading): Program {
  const missing = stop('missing', text);
  return (frame) => {
    const value = base(frame);
    const key = index(frame);
    if (isStop(value)) return value;
    if (isStop(key)) return key;
    if (typeof key === 'string') return carefully(value, key, reading, missing);
    if (!Array.isArray(value) || !Number.isInteger(key)) {
      return stop('error', `a ${kindOf(value)} has no entry under a ${kindOf(key)}`);
    }
    const found: unknown = value[Number(key)];
    return found === undefined ? missing : read(found, reading, missing);
  };
}

function carefully(value: unknown, key: string, reading: Reading, missing: Stop): unknown {
  if (isStop(value)) return value;
  if (!isMap(value)) return stop('error', `a ${kindOf(value)} has no field "${key}"`);
  return Object.hasOwn(value, key) ? read(value[key], reading, missing) : missing;
}

function read(found: unknown, reading: Reading, missing: Stop): unknown {
  if (found === null && reading.typed) return missing;
  return reading.moment ? asMoment(found) : found;
}

/** JSON's text as a moment; a moment and a stop stay as they are. */
export function asMoment(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const instant = parseMoment(value);
  return instant === undefined ? stop('error', `"${value.slice(0, 40)}" is no timestamp`) : new Date(instant);
}

/** `has(x.y)`: false where a collector looked and found nothing, unknown where nobody could look. */
export function presence(selection: Program): Program {
  return (frame: Frame) => {
    const value = selection(frame);
    if (!isStop(value)) return value !== undefined;
    return stopsAs(value, 'missing') ? false : value;
  };
}
