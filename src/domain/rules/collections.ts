import { worstOf } from './functions.ts';
import type { Program } from './program.ts';
import { stop } from './stop.ts';

/** `[…]`. One of plain constants only is made once; `constants` holds undefined for an entry that is none. */
export function list(entries: readonly Program[], constants: readonly unknown[]): Program {
  if (!constants.includes(undefined)) return () => constants;
  return (frame) => {
    const values = entries.map((entry) => entry(frame));
    return worstOf(values) ?? values;
  };
}

const BAD_KEY = stop('error', 'the keys of a map must be different texts');

/** `{…}` */
export function map(entries: readonly (readonly [Program, Program])[]): Program {
  return (frame) => {
    const pairs = entries.map(([key, value]) => [key(frame), value(frame)] as const);
    const stopped = worstOf(pairs.flat());
    if (stopped !== null) return stopped;
    const keys = new Set(pairs.map(([key]) => key));
    if (keys.size < pairs.length || [...keys].some((key) => typeof key !== 'string')) return BAD_KEY;
    // Also a key called __proto__ becomes a key like any other.
    return Object.fromEntries(pairs);
  };
}
