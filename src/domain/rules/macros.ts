import { notBool } from './operators.ts';
import { type Frame, OVERRUN, type Program, spend } from './program.ts';
import { isStop, type Stop, stop, worse } from './stop.ts';
import { isMap, kindOf } from './values.ts';

/** A macro ready to run. The whole list is charged before it is walked: its list, and its body that finds each entry in `frame.locals[variable]`. */
export interface Loop {
  readonly name: string;
  readonly list: Program;
  readonly variable: number;
  readonly body: Program;
}

/** The entries that a macro walks: of a list, or the keys of a map. */
export function entriesOf(value: unknown, name: string): unknown[] | Stop {
  if (Array.isArray(value)) return value;
  if (isStop(value)) return value;
  return isMap(value)
    ? Object.keys(value)
    : stop('error', `${name}() needs a list and gets a ${kindOf(value)}`);
}

/** `all` (decided by the first false) and `exists` (decided by the first true). */
export function quantifier({ name, list, variable, body }: Loop, decisive: boolean): Program {
  return (frame) => {
    const listed = list(frame);
    const entries = Array.isArray(listed) ? listed : entriesOf(listed, name);
    if (!Array.isArray(entries)) return entries;
    let undecided: Stop | null = null;
    if (!spend(frame, entries.length)) return OVERRUN;
    for (let place = 0; place < entries.length; place++) {
      frame.locals[variable] = entries[place];
      const value = body(frame);
      if (value === decisive) return decisive;
      if (value !== !decisive) undecided = worst(undecided, notBool(value, `${name}()`));
    }
    return undecided ?? !decisive;
  };
}

/** `exists_one`: exactly one entry; an entry that cannot say stops it, as CEL says. */
export function existsOne(loop: Loop): Program {
  return (frame) => {
    const matching = select(loop, frame);
    return isStop(matching) ? matching : matching.length === 1;
  };
}

export function filter(loop: Loop): Program {
  return (frame) => select(loop, frame);
}

/** `list.filter(…).size()`: how many entries match, without making a list of them. */
export function countMatching({ name, list, variable, body }: Loop): Program {
  return (frame) => {
    const listed = list(frame);
    const entries = Array.isArray(listed) ? listed : entriesOf(listed, name);
    if (!Array.isArray(entries)) return entries;
    if (!spend(frame, entries.length)) return OVERRUN;
    let matching = 0;
    let stopped: Stop | null = null;
    for (let place = 0; place < entries.length; place++) {
      frame.locals[variable] = entries[place];
      const value = body(frame);
      if (value === true) matching += 1;
      else if (value !== false) stopped = worst(stopped, notBool(value, `${name}()`));
    }
    return stopped ?? matching;
  };
}

/** The entries for which the body is true; a stop where it cannot say for any of them. */
function select({ name, list, variable, body }: Loop, frame: Frame): unknown[] | Stop {
  const listed = list(frame);
  const entries = Array.isArray(listed) ? listed : entriesOf(listed, name);
  if (!Array.isArray(entries)) return entries;
  const chosen: unknown[] = [];
  let stopped: Stop | null = null;
  if (!spend(frame, entries.length)) return OVERRUN;
  for (let place = 0; place < entries.length; place++) {
    const entry = entries[place];
    frame.locals[variable] = entry;
    const value = body(frame);
    if (value === true) chosen.push(entry);
    else if (value !== false) stopped = worst(stopped, notBool(value, `${name}()`));
  }
  return stopped ?? chosen;
}

/** `map(x, f)`; with a condition `map(x, p, f)`. */
export function transform({ name, list, variable, body }: Loop, condition: Program | null): Program {
  return (frame) => {
    const entries = entriesOf(list(frame), name);
    if (isStop(entries)) return entries;
    const results: unknown[] = [];
    let stopped: Stop | null = null;
    if (!spend(frame, entries.length)) return OVERRUN;
    for (let place = 0; place < entries.length; place++) {
      frame.locals[variable] = entries[place];
      const wanted = condition === null ? true : condition(frame);
      const value = wanted === true ? body(frame) : wanted;
      if (wanted === false) continue;
      if (wanted !== true) stopped = worst(stopped, notBool(wanted, `${name}()`));
      else if (isStop(value)) stopped = worst(stopped, value);
      else results.push(value);
    }
    return stopped ?? results;
  };
}

function worst(a: Stop | null, b: Stop): Stop {
  return a === null ? b : worse(a, b);
}
