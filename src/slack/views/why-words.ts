import { DAY, type Duration, HOUR, MINUTE } from '../../domain/instant.ts';
import type { Compared, Operator, Why } from '../../domain/why.ts';

/**
 * A measured value beside the wanted one, as people say it: "0 approvals required, needs 1". Null where the reason's own
 * words do as well: everything but a single comparison of numbers or times.
 */
export function measuredWords(why: Why | undefined): string | null {
  const [part, another] = why?.parts ?? [];
  if (part?.kind !== 'compared' || another !== undefined) return null;
  const { value, wanted } = part;
  if (typeof value !== 'number' || typeof wanted !== 'number') return null;
  return compared(part, value, wanted);
}

function compared({ measure, words, op, unit }: Compared, value: number, wanted: number): string | null {
  // Of moments the reason names the day: how long ago it is would be wrong tomorrow.
  if (measure === 'moment' || measure === 'age' || measure === 'time_left') return null;
  if (measure === 'span') return `${words} ${length(value)}, needs ${AT[op]}${length(wanted)}`;
  const sized = (size: number) => `${size}${unit === undefined ? '' : ` ${unit}`}`;
  return `${sized(value)} ${value === 1 ? singular(words) : words}, needs ${AT[op]}${sized(wanted)}`;
}

/** Facts are named in the plural: "on-call levels", "open vulnerabilities". */
function singular(words: string): string {
  return words.replace(/ies$/, 'y').replace(/(?<=[a-rt-z])s$/, '');
}

/** Read after "needs": at least one is just "1". */
const AT: Readonly<Record<Operator, string>> = {
  '<': 'less than ',
  '<=': 'at most ',
  '>': 'more than ',
  '>=': '',
  '==': 'exactly ',
  '!=': 'anything but ',
};

const UNITS: readonly [Duration, string][] = [
  [DAY, 'day'],
  [HOUR, 'hour'],
  [MINUTE, 'minute'],
];

/** "12 days"; rounded down to its largest unit. */
function length(duration: Duration): string {
  const [size, name] = UNITS.find(([unit]) => Math.abs(duration) >= unit) ?? [MINUTE, 'minute'];
  const amount = Math.trunc(duration / size);
  return `${amount} ${name}${Math.abs(amount) === 1 ? '' : 's'}`;
}
