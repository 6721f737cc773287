/** Resolves when it is this one's turn. */
export type Turn = () => Promise<void>;

/**
 * Answers begin one after the other, in the order in which they were asked for, and between two of them the process
 * looks what has arrived: a hundred people at once are all acknowledged in a few milliseconds each, and nobody who came
 * first waits for those who came later.
 */
export function createTurns(): Turn {
  const waiting: (() => void)[] = [];
  const next = () => {
    waiting.shift()?.();
    // Another immediate runs after the next look at the network, not in the same round.
    if (waiting.length > 0) setImmediate(next);
  };
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      if (waiting.length === 1) setImmediate(next);
    });
}
