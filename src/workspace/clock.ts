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

/** Stands still at `start` (UTC milliseconds) until it is advanced. */
export function manualClock(start: number): AdjustableClock {
  let now = start;
  const timers = createTimers();
  return {
    runs: false,
    now: () => now,
    setTimeout: (callback, ms) => timers.add(now + ms, callback),
    advance(ms) {
      const until = now + whole(ms);
      timers.callDue(until, (due) => {
        now = Math.max(now, due);
      });
      now = until;
    },
  };
}

/** Starts at `start` (UTC milliseconds), runs with the machine's time, and can be advanced on top of that. */
export function runningClock(start: number): AdjustableClock {
  const begun = performance.now();
  let ahead = start;
  const timers = createTimers();
  const now = () => ahead + Math.floor(performance.now() - begun);
  const callDue = () => timers.callDue(now());
  return {
    runs: true,
    now,
    setTimeout(callback, ms) {
      const forget = timers.add(now() + ms, callback);
      const cancel = wallClock().setTimeout(callDue, ms + 1);
      return () => {
        forget();
        cancel();
      };
    },
    advance(ms) {
      ahead += whole(ms);
      callDue();
    },
  };
}

/** Clocks tell whole milliseconds, as the machine's own does; somebody's patience may be no whole number. */
function whole(ms: number): number {
  return Math.ceil(ms);
}

type Timer = { due: number; callback: () => void };

/** Callbacks and when they are due. */
function createTimers() {
  const timers = new Set<Timer>();
  const earliest = (until: number) =>
    [...timers].filter(({ due }) => due <= until).sort((a, b) => a.due - b.due)[0];
  return {
    add(due: number, callback: () => void): () => void {
      const timer = { due, callback };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    /** Calls all that are due, in order, those that come in meanwhile too; `before` hears when each was due. */
    callDue(until: number, before: (due: number) => void = () => {}): void {
      for (let timer = earliest(until); timer; timer = earliest(until)) {
        timers.delete(timer);
        before(timer.due);
        timer.callback();
      }
    },
  };
}

/** Whether a clock can be moved on. */
export function isAdjustable(clock: Clock): clock is AdjustableClock {
  return 'advance' in clock;
}
