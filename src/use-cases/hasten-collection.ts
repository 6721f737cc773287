import { HOUR } from '../domain/instant.ts';
import type { Context } from './context.ts';
import type { Ports } from './ports.ts';

/**
 * Hints wait behind what has been due for longer than this, so that those who send many starve nobody; and go before
 * the rest.
 */
const HEAD_START = HOUR;

/** What hastening needs; inside a transaction, its store. */
interface Hastening extends Pick<Context, 'clock'> {
  readonly store: Pick<Ports, 'collections'>;
  readonly collecting: Pick<Context['collecting'], 'wake'>;
}

/**
 * Something happened to these services (a webhook, a deploy): they are collected in a moment. Only a hint: what is
 * lost on the way costs delay, since everything is asked again at its time.
 * @param collectors absent = all
 */
export async function hastenCollection(
  { store, clock, collecting }: Hastening,
  keys: readonly string[],
  collectors?: readonly string[],
): Promise<void> {
  if (keys.length === 0) return;
  await store.collections.hasten(keys, clock.now() - HEAD_START, collectors);
  collecting.wake();
}
