/** What buttons say they are about: identifiers ride in values, never in prose. Written by views, read by actions. */
import type { BatchEnd } from '../../use-cases/batch-views.ts';

export type Listing =
  | { readonly kind: 'list'; readonly query: string }
  | { readonly kind: 'team' | 'system'; readonly id: string };

/** One page of a listing, from the `offset`th line on. */
export interface PageTarget {
  readonly listing: Listing;
  readonly offset: number;
}

export function pageValue({ listing, offset }: PageTarget): string {
  return [listing.kind, offset, listing.kind === 'list' ? listing.query : listing.id].join(' ');
}

/** Undefined for anything that {@link pageValue} did not write. */
export function readPage(value: string): PageTarget | undefined {
  const match = /^(list|team|system) (\d{1,6}) (.*)$/s.exec(value);
  if (match === null) return undefined;
  const [, kind, offset, rest = ''] = match;
  const listing: Listing =
    kind === 'team' || kind === 'system' ? { kind, id: rest } : { kind: 'list', query: rest };
  return { listing, offset: Number(offset) };
}

export type Shown = 'service' | 'team' | 'system';

export function shownValue(kind: Shown, id: string): string {
  return `${kind} ${id}`;
}

export function readShown(value: string): { readonly kind: Shown; readonly id: string } | undefined {
  const match = /^(service|team|system) (.+)$/s.exec(value);
  if (match === null) return undefined;
  const [, kind, id = ''] = match;
  return { kind: kind === 'team' || kind === 'system' ? kind : 'service', id };
}

export const TABS = ['checks', 'history', 'facts', 'needs'] as const;
export type Tab = (typeof TABS)[number];

/** A tab of a service's details, from the `offset`th line on. */
export interface DetailsTarget {
  readonly service: string;
  readonly tab: Tab;
  readonly offset: number;
}

export function detailsValue({ service, tab, offset }: DetailsTarget): string {
  return `${tab} ${offset} ${service}`;
}

export function readDetails(value: string): DetailsTarget | undefined {
  const match = /^(\w+) (\d{1,6}) (.+)$/s.exec(value);
  const tab = TABS.find((name) => name === match?.[1]);
  const service = match?.[3];
  if (tab === undefined || service === undefined) return undefined;
  return { tab, service, offset: Number(match?.[2]) };
}

/** An exception as somebody had it before their eyes. */
export interface ExceptionTarget {
  readonly id: string;
  readonly revision: number;
}

export function exceptionValue({ id, revision }: ExceptionTarget): string {
  return `${id} ${revision}`;
}

export function readException(value: string): ExceptionTarget | undefined {
  const match = /^([\w-]{1,64}) (\d{1,9})$/.exec(value);
  return match === null ? undefined : { id: match[1] ?? '', revision: Number(match[2]) };
}

/** A question about an exception: its place in the talk, which its answer names. */
export interface QuestionTarget extends ExceptionTarget {
  readonly question: number;
}

export function questionValue(target: QuestionTarget): string {
  return `${exceptionValue(target)} q${target.question}`;
}

/** Undefined for anything that {@link questionValue} did not write. */
export function readQuestion(value: string): QuestionTarget | undefined {
  const match = /^(.+) q(\d{1,6})$/.exec(value);
  const about = readException(match?.[1] ?? '');
  return about === undefined ? undefined : { ...about, question: Number(match?.[2]) };
}

/**
 * What an exception is asked for: a service (with a rule, or still to be chosen), an exception to edit or prolong, or
 * those of a batch that end together.
 */
export type AskTarget =
  | { readonly kind: 'new'; readonly service: string | null; readonly rule: string | null }
  | { readonly kind: 'edit' | 'extend'; readonly id: string }
  | ({ readonly kind: 'prolong' } & BatchEnd);

export function endValue({ batch, until }: BatchEnd): string {
  return `${batch} ${until}`;
}

/** Undefined for anything that {@link endValue} did not write. */
export function readEnd(value: string): BatchEnd | undefined {
  const match = /^([\w-]{1,64}) (\d{1,15})$/.exec(value);
  return match === null ? undefined : { batch: match[1] ?? '', until: Number(match[2]) };
}

/** In the place of a rule: of what the service lacks the weightiest, as it stands at the press. */
export const WEIGHTIEST = '*';

export function askValue(target: AskTarget): string {
  if (target.kind === 'prolong') return `prolong ${endValue(target)}`;
  if (target.kind !== 'new') return `${target.kind} ${target.id}`;
  return ['new', target.service, target.rule].filter((part) => part !== null).join(' ');
}

export function readAsk(value: string): AskTarget | undefined {
  const [kind, first, second, ...more] = value.split(' ');
  if (more.length > 0) return undefined;
  const end = kind === 'prolong' ? readEnd(`${first} ${second}`) : undefined;
  if (end !== undefined) return { kind: 'prolong', ...end };
  if (kind === 'new') return { kind, service: first || null, rule: second || null };
  if ((kind !== 'edit' && kind !== 'extend') || !first || second !== undefined) return undefined;
  return { kind, id: first };
}

/** A page of an explanation: what was asked, from the `offset`th line on. */
export interface ExplainTarget {
  readonly words: string;
  readonly offset: number;
}

export function explainValue({ words, offset }: ExplainTarget): string {
  return `${offset} ${words}`;
}

export function readExplain(value: string): ExplainTarget | undefined {
  const match = /^(\d{1,6}) (.*)$/s.exec(value);
  return match === null ? undefined : { offset: Number(match[1]), words: match[2] ?? '' };
}
