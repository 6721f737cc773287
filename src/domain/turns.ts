/** Lets a few pieces of work be under way at a time; the others wait for their turn. */
export interface Turns {
  /** Does the work when there is room. `first`: before all that wait without it, in the order of asking. */
  readonly take: <T>(work: () => Promise<T>, first?: boolean) => Promise<T>;
}

export function createTurns(limit: number): Turns {
  const waiting = { first: [] as (() => void)[], others: [] as (() => void)[] };
  let underWay = 0;
  return {
    async take(work, first = false) {
      if (underWay >= limit) {
        await new Promise<void>((resolve) => (first ? waiting.first : waiting.others).push(resolve));
      } else underWay += 1;
      try {
        return await work();
      } finally {
        const next = waiting.first.shift() ?? waiting.others.shift();
        // Who ends hands its place on, so that nobody slips in between.
        if (next === undefined) underWay -= 1;
        else next();
      }
    },
  };
}
