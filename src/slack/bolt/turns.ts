/** Resolves when it is this one's turn. */
export type Turn = () => Promise<void>;

/** They take some eight milliseconds together: as long as other work keeps the process, too. */
const AT_ONCE = 5;

/**
 * A few answers begin at once, all others in the order in which they were asked for, and in between the process looks
 * what has arrived: a hundred people at once are all acknowledged in a few milliseconds each, and nobody who came first
 * waits for those who came later.
 */
export function createTurns(): Turn {
  const waiting: (() => void)[] = [];
  let begun = 0;
  const next = () => {
    begun = 0;
    for (const begin of waiting.splice(0, AT_ONCE)) {
      taken();
      begin();
    }
  };
  const taken = () => {
    begun += 1;
    // One that is set by another runs after the process has looked at the network.
    if (begun === 1) setImmediate(next);
  };
  return async () => {
    if (begun < AT_ONCE && waiting.length === 0) return taken();
    const { promise, resolve } = Promise.withResolvers<void>();
    waiting.push(resolve);
    return promise;
  };
}
