/** What the request's modal holds, between its inputs and the ask that the verbs understand. */
import type { AskField, ExceptionAsk, ExceptionView } from '../../use-cases/exception-views.ts';
import type { CheckView } from '../../use-cases/show-readiness.ts';
import { type AskTarget, askValue, readAsk } from './targets.ts';

/** The modal's inputs by their `block_id`s: kept over updates, so that what is typed stays. */
export const INPUT = {
  rules: 'rules',
  reason: 'reason',
  risk: 'risk',
  followUp: 'follow-up',
  end: 'end',
  date: 'date',
  kind: 'kind',
  services: 'services',
} as const;

/** An `end` that is no preset: the date beside it. */
export const ON_A_DATE = 'date';

export interface AskForm {
  readonly target: AskTarget;
  /** Of the services that the request covers the number that its sender has seen; one is no news. */
  readonly counted: number;
  /** Options' values, see {@link ruleValue}. */
  readonly rules: readonly string[];
  readonly reason: string;
  readonly risk: string;
  readonly followUp: string;
  /** A preset's id, or {@link ON_A_DATE}; empty = not chosen yet. */
  readonly end: string;
  /** ISO. */
  readonly date: string;
  readonly kind: 'one-time' | 'standing';
  /** More services that the one rule is asked for: ids, or filters as `/ready list` takes them. */
  readonly services: string;
}

/** A form that nobody has typed into. */
export function emptyForm(target: AskTarget): AskForm {
  return {
    target,
    counted: 1,
    rules: [],
    reason: '',
    risk: '',
    followUp: '',
    end: '',
    date: '',
    kind: 'one-time',
    services: '',
  };
}

/** A form that begins with what an earlier request said. */
export function formOf(target: AskTarget, { exception }: ExceptionView): AskForm {
  return {
    ...emptyForm(target),
    rules: exception.rules.map(({ rule }) => ruleValue(rule)),
    reason: exception.reason,
    risk: exception.risk,
    followUp: exception.followUp ?? '',
    kind: exception.kind,
  };
}

export function aboutForm({ target, counted }: Pick<AskForm, 'target' | 'counted'>): string {
  return `${counted} ${askValue(target)}`;
}

/** As it was typed; undefined where what it is about is not of our making. */
export function readForm(form: {
  readonly about: string;
  readonly values: Readonly<Record<string, readonly string[]>>;
}): AskForm | undefined {
  const match = /^(\d{1,6}) (.+)$/s.exec(form.about);
  const target = readAsk(match?.[2] ?? '');
  if (target === undefined) return undefined;
  const first = (block: string) => form.values[block]?.[0] ?? '';
  return {
    target,
    counted: Number(match?.[1]),
    rules: form.values[INPUT.rules] ?? [],
    reason: first(INPUT.reason),
    risk: first(INPUT.risk),
    followUp: first(INPUT.followUp),
    end: first(INPUT.end),
    date: first(INPUT.date),
    kind: first(INPUT.kind) === 'standing' ? 'standing' : 'one-time',
    services: first(INPUT.services),
  };
}

/** What is asked for. `service`: the one that the modal was opened for. `rules`: all that could be chosen. */
export function askOf(form: AskForm, service: string, rules: readonly CheckView[]): ExceptionAsk {
  const keys = rules.map(keyOf).filter((key) => form.rules.includes(ruleValue(key)));
  return {
    services: keys.length === 1 ? servicesOf(service, form.services) : [service],
    rules: keys,
    reason: form.reason,
    risk: form.risk,
    followUp: form.followUp.trim() === '' ? null : form.followUp.trim(),
    kind: form.kind,
    end: form.end === ON_A_DATE ? { date: form.date } : { preset: form.end },
    extends: prolongedBy(form.target),
  };
}

function prolongedBy(target: AskTarget): ExceptionAsk['extends'] {
  if (target.kind === 'extend') return target.id;
  return target.kind === 'prolong' ? { batch: target.batch, until: target.until } : null;
}

/** Ids come to the service that it was opened for; a filter ("team:x tier:y") stands for all that match it instead. */
function servicesOf(service: string, typed: string): readonly string[] {
  const words = typed.split(/[\s,;]+/).filter((word) => word !== '');
  return words.some((word) => word.includes(':')) ? words : [...new Set([service, ...words])];
}

/** Where an error is said: at an input that is on the screen. */
export function blockOf(field: AskField, form: AskForm, shown: (block: string) => boolean): string {
  const block = field === 'end' && form.end === ON_A_DATE ? INPUT.date : INPUT[field];
  return shown(block) ? block : INPUT.rules;
}

export function keyOf({ scorecard, rule }: Pick<CheckView, 'scorecard' | 'rule'>): string {
  return `${scorecard}/${rule}`;
}

const LONGEST_OPTION = 75;

/** The rule's key as an option's value, which Slack wants shorter than some keys are. */
export function ruleValue(key: string): string {
  return key.length <= LONGEST_OPTION ? key : `${key.slice(0, 60)}~${hash(key)}`;
}

/** FNV-1a: tells the few rules of one modal apart. */
function hash(text: string): string {
  let sum = 0x811c9dc5;
  for (const char of text) sum = Math.imul(sum ^ (char.codePointAt(0) ?? 0), 0x01000193);
  return (sum >>> 0).toString(16);
}
