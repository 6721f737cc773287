import { z } from 'zod';
import { ExternalServiceError } from '../../domain/errors.ts';
import type { Caller, Question } from '../calling/caller.ts';

/** Entries of a page, at most. https://developer.pagerduty.com/docs/pagination */
const PAGE = 100;
/** "Offset+limit exceeds maximum allowed value of 10000": nothing beyond is told. */
const REACH = 10_000;

export interface Pages<Entry> {
  readonly entries: readonly Entry[];
  /** False where there are more than PagerDuty tells of one question. */
  readonly isWhole: boolean;
}

export interface ListQuestion<Entry> extends Pick<Question<unknown>, 'path' | 'query' | 'signal'> {
  /** The answer's key that holds the entries. */
  readonly key: string;
  readonly entry: z.ZodType<Entry>;
}

/** All pages of a list, each entry once. One page that fails fails the whole: half a list is no answer. */
export async function allPages<Entry extends { readonly id: string }>(
  caller: Caller,
  { path, query, signal, key, entry }: ListQuestion<Entry>,
): Promise<Pages<Entry>> {
  const entries = new Map<string, Entry>();
  for (let offset = 0; offset + PAGE <= REACH; offset += PAGE) {
    const asked = { path, query: { ...query, limit: PAGE, offset }, schema: pageOf(key, entry), signal };
    const page = (await caller.ask(asked)).value;
    for (const one of page.entries) entries.set(one.id, one);
    if (!page.more) return { entries: [...entries.values()], isWhole: true };
    if (page.entries.length === 0)
      throw new ExternalServiceError('PagerDuty', 'PagerDuty tells of more and gives an empty page');
  }
  return { entries: [...entries.values()], isWhole: false };
}

function pageOf<Entry>(key: string, entry: z.ZodType<Entry>) {
  return z
    .looseObject({ more: z.boolean(), [key]: z.array(entry) })
    .transform((page) => ({ more: page.more === true, entries: z.array(entry).parse(page[key]) }));
}
