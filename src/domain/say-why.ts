import { DAY, HOUR, MINUTE } from './instant.ts';
import type { Json } from './json.ts';
import type { Compared, Counted, Held, NotKnown, Operator, Why, WhyPart } from './why.ts';

/**
 * A check's reasons as one line of plain English, for stores, logs and those who have no better way to say it.
 * Without times that pass: what it says is as true tomorrow.
 */
export function sayWhy({ mend, parts }: Why): string {
  return [...new Set(parts.map(sayPart))].join(mend === 'any' ? ', or ' : '; ');
}

function sayPart(part: WhyPart): string {
  switch (part.kind) {
    case 'group':
      return sayWhy(part);
    case 'compared':
      return sayCompared(part);
    case 'flag':
      return (
        part.phrase ??
        `${part.words} is ${part.value ? 'true' : 'false'}, wanted ${part.value ? 'false' : 'true'}`
      );
    case 'absent':
      return part.note ?? `no value for ${part.words}`;
    case 'present':
      return `${part.words} is set, wanted none`;
    case 'counted':
      return sayCounted(part);
    case 'holds':
      return sayHeld(part);
    case 'unmet':
      return `${part.source} is ${part.should ? 'false' : 'true'}`;
    case 'not_known':
      return sayNotKnown(part);
    case 'broken':
      return `the rule errs: ${part.message}`;
  }
}

const SIGNS: Readonly<Record<Operator, string>> = {
  '<': '< ',
  '<=': '≤ ',
  '>': '> ',
  '>=': '≥ ',
  '==': '',
  '!=': 'anything but ',
};

function sayCompared(part: Compared): string {
  const { words, measure, value, op, wanted } = part;
  const unit = part.unit === undefined ? '' : ` ${part.unit}`;
  switch (measure) {
    case 'age':
      return `${words} was on ${day(value)}, wanted ${limit(op, wanted)} ago`;
    case 'time_left':
      return wanted === 0 ? sayOver(part) : `${words} is on ${day(value)}, wanted ${limit(op, wanted)} ahead`;
    case 'moment':
      return `${words} is on ${day(value)}, wanted ${SIGNS[op]}${day(wanted)}`;
    case 'span':
      return `${words} is ${length(value)}, wanted ${SIGNS[op]}${length(wanted)}`;
    default:
      return `${words} is ${shown(value)}${unit}, wanted ${SIGNS[op]}${shown(wanted)}${unit}`;
  }
}

function sayOver({ words, value, op }: Compared): string {
  return `${words} is on ${day(value)}, wanted ${op === '<' || op === '<=' ? 'in the past' : 'in the future'}`;
}

const LIMITS: Readonly<Record<Operator, string>> = {
  '<': 'less than ',
  '<=': 'at most ',
  '>': 'more than ',
  '>=': 'at least ',
  '==': 'exactly ',
  '!=': 'anything but ',
};

function limit(op: Operator, wanted: Json): string {
  return `${LIMITS[op]}${length(wanted)}`;
}

/** The day of a moment, in UTC. */
function day(value: Json): string {
  if (typeof value !== 'number' || Number.isNaN(new Date(value).getTime())) return shown(value);
  return new Date(value).toISOString().slice(0, 10);
}

/** A length of time in its largest whole unit. */
function length(value: Json): string {
  if (typeof value !== 'number') return shown(value);
  for (const [unit, name] of [
    [DAY, 'day'],
    [HOUR, 'hour'],
    [MINUTE, 'minute'],
  ] as const) {
    if (value !== 0 && value % unit === 0)
      return `${value / unit} ${name}${Math.abs(value / unit) === 1 ? '' : 's'}`;
  }
  return `${value / 1_000} seconds`;
}

function shown(value: Json): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : value.map(shown).join(', ');
  return typeof value === 'string' ? `"${value}"` : String(value);
}

function sayCounted({ words, matching, of, wanted, condition }: Counted): string {
  const meeting = `${matching === 0 ? 'none' : matching} of ${of} ${words}`;
  const need = {
    all: 'all',
    some: 'one',
    one: 'exactly one',
    none: 'none',
    not_all: 'not all',
    not_one: 'not exactly one',
  }[wanted];
  return of === 0
    ? `no ${words}, wanted ${need} with ${condition}`
    : `${meeting} with ${condition}, wanted ${need}`;
}

const VERBS: Readonly<Record<Held['op'], readonly [does: string, doesNot: string]>> = {
  is_in: ['is one of', 'is none of'],
  has: ['has', 'lacks'],
  contains: ['contains', 'does not contain'],
  starts_with: ['begins with', 'does not begin with'],
  ends_with: ['ends with', 'does not end with'],
  matches: ['matches', 'does not match'],
};

function sayHeld({ words, value, op, should, wanted }: Held): string {
  const [does, doesNot] = VERBS[op];
  return `${words} (${shown(value)}) ${should ? doesNot : does} ${shown(wanted)}`;
}

function sayNotKnown({ cause, words, namespaceWords, collector, reason, lacking }: NotKnown): string {
  const because = reason === null ? '' : `: ${reason}`;
  if (cause === 'stale') return `what is known about ${namespaceWords} is too old${because}`;
  if (cause === 'unreadable') return `${words} cannot be read${because}`;
  if (collector !== null) return reason ?? `${collector} has not told about ${namespaceWords} yet`;
  const [lacks] = lacking;
  return `no collector for ${namespaceWords} is configured${lacks === undefined ? '' : ` (${lacks.collector}: ${lacks.lacks})`}`;
}
