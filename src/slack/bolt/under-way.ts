/** What is being answered at this moment, so that a stop can wait for it. */
export interface UnderWay {
  readonly add: (work: Promise<void>) => Promise<void>;
  /** Resolves when nothing is under way any more. */
  readonly finished: () => Promise<void>;
  readonly count: () => number;
}

export function createUnderWay(): UnderWay {
  const all = new Set<Promise<void>>();
  return {
    add(work) {
      const kept = work.finally(() => all.delete(kept));
      all.add(kept);
      return kept;
    },
    async finished() {
      while (all.size > 0) await Promise.allSettled([...all]);
    },
    count: () => all.size,
  };
}
