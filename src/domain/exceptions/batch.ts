import type { Exception } from './exception.ts';

/** Characters of an exception's id that tell it from the others of its batch. */
const KEY_LENGTH = 8;

/** An exception of a batch, as short as a button that is about fifty of them needs it. */
export function keyInBatch({ id }: Pick<Exception, 'id'>): string {
  return id.slice(-KEY_LENGTH);
}
