import { SlackError } from '../slack-error.ts';

/** One page of a list, and the cursor of the next; an empty cursor means that this was the last. */
export function page<Item>(
  items: Item[],
  { limit, cursor }: { limit?: number | undefined; cursor?: string | undefined },
): { items: Item[]; response_metadata: { next_cursor: string } } {
  const from = cursor ? offsetOf(cursor) : 0;
  const until = from + (limit || items.length);
  return {
    items: items.slice(from, until),
    response_metadata: { next_cursor: until < items.length ? cursorAt(until) : '' },
  };
}

const cursorAt = (offset: number): string => Buffer.from(`next:${offset}`).toString('base64');

function offsetOf(cursor: string): number {
  const [, offset] = /^next:(\d+)$/.exec(Buffer.from(cursor, 'base64').toString()) ?? [];
  if (offset === undefined) throw new SlackError('invalid_cursor');
  return Number(offset);
}
