/** Time, as the workspace reads it and waits for it. Injected, so that waits cost a test nothing. */
export type Clock = {
  /** UTC milliseconds. */
  now(): number;
  /** Calls back once after `ms`; the answer cancels it. */
  setTimeout(callback: () => void, ms: number): () => void;
  /** False for one that stands still by itself. */
  readonly runs?: boolean;
};

/** A clock that can be moved on. */
export type AdjustableClock = Clock & {
  /** Moves on by `ms`, calling back whatever falls due, in order. */
  advance(ms: number): void;
};

/** The machine's own time. */
export function wallClock(): Clock {
  return {
    now: Date.now,
    setTimeout(callback, ms) {
      const timer = setTimeout(callback, ms);
      timer.unref();
      return () => clearTimeout(timer);
    },
  };
}

type Timer = { due: number; callback: () => void };

/** Stands still at `start` (UTC milliseconds) until it is advanced. */
export function manualClock(start: number): AdjustableClock {
  let now = start;
  const timers = new Set<Timer>();

  function nextDue(until: number): Timer | undefined {
    return [...timers].filter(({ due }) => due <= until).sort((a, b) => a.due - b.due)[0];
  }

  return {
    runs: false,
    now: () => now,
    setTimeout(callback, ms) {
      const timer = { due: now + Math.max(ms, 0), callback };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    advance(ms) {
      const until = now + ms;
      for (let timer = nextDue(until); timer; timer = nextDue(until)) {
        timers.delete(timer);
        now = Math.max(now, timer.due);
        timer.callback();
      }
      now = until;
    },
  };
}

/** Starts at `start` (UTC milliseconds), runs with the machine's time, and can be advanced on top of that. */
export function runningClock(start: number): AdjustableClock {
  const inner = manualClock(start);
  const begun = performance.now();
  let added = 0;
  const catchUp = () => {
    const target = start + added + Math.floor(performance.now() - begun);
    inner.advance(Math.max(0, target - inner.now()));
  };
  return {
    now() {
      catchUp();
      return inner.now();
    },
    setTimeout(callback, ms) {
      catchUp();
      const cancel = inner.setTimeout(callback, ms);
      const timer = setTimeout(catchUp, ms + 1);
      timer.unref();
      return () => {
        clearTimeout(timer);
        cancel();
      };
    },
    advance(ms) {
      added += ms;
      catchUp();
    },
  };
}

/** Whether a clock can be moved on. */
export function isAdjustable(clock: Clock): clock is AdjustableClock {
  return 'advance' in clock;
}
