export interface Gate {
  /** Runs the work when everything that came before it has ended. */
  readonly pass: <T>(work: () => Promise<T>) => Promise<T>;
  /** Resolves when nothing is left to run. */
  readonly idle: () => Promise<void>;
}

/** Lets one through at a time, in the order in which they came; a failure does not hold up the next. */
export function createGate(): Gate {
  let last: Promise<unknown> = Promise.resolve();
  return {
    pass(work) {
      const result = last.then(work);
      last = result.catch(() => {});
      return result;
    },
    async idle() {
      await last;
    },
  };
}
